/**
 * Seeded random numbers: the same seed gives the same plan on every machine.
 *
 * @module
 */
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

/**
 * A source of random variates. Each call draws a fixed number of uniforms (one, or two for a
 * normal), so two plans from one seed stay in step task by task whatever their parameters:
 * that is what makes common random numbers common.
 */
export interface Random {
  /**
   * Draws from the uniform distribution on the open interval (0, 1), in steps of 2⁻⁵³.
   *
   * @returns A number that is never 0 and never 1, so its logarithm is finite.
   */
  uniform(): number;
  /**
   * Draws from the exponential distribution by inversion, −mean · ln U.
   *
   * @param mean Mean in any unit, at least 0; 0 gives 0.
   * @returns A number in the unit of the mean.
   */
  exponential(mean: number): number;
  /**
   * Draws from the standard normal distribution by the transform of G. E. P. Box and M. E. Muller
   * (Annals of Mathematical Statistics 29, 1958): √(−2 ln U₁) · cos 2πU₂.
   *
   * @returns A number with mean 0 and variance 1.
   */
  normal(): number;
}

/**
 * Makes a generator (xoroshiro128+) from a seed. Its four words of state are derived from the seed
 * by {@link deriveSeed}, so neighbouring seeds give unrelated sequences from the first number on.
 *
 * @param seed A whole number between ±(2⁵³ − 1); all its bits count.
 * @returns The generator, at its start.
 * @throws {RangeError} If the seed is not a safe integer.
 *
 * @example
 * ```ts
 * const random = createRandom(42);
 * const gapMs = random.exponential(10);
 * ```
 */
export function createRandom(seed: number): Random {
  const source = xoroshiro128plusFromState(
    [0, 1, 2, 3].map((word) => deriveSeed(seed, "xoroshiro128+", word) | 0),
  );
  function uniform(): number {
    // The upper bits of two outputs: the lowest ones of xoroshiro128+ are its weak ones.
    const high = source.next() >>> 5;
    const low = source.next() >>> 6;
    const steps = high * 2 ** 26 + low;
    // Note: tried (steps + 0.5) / 2⁵³, which needs no second draw; it rounds to 1 at the top.
    return steps === 0 ? uniform() : steps / 2 ** 53;
  }
  return {
    uniform,
    exponential: (mean) => -mean * Math.log(uniform()),
    normal() {
      const radius = Math.sqrt(-2 * Math.log(uniform()));
      return radius * Math.cos(2 * Math.PI * uniform());
    },
  };
}

/**
 * Derives a seed for one purpose from a seed and labels, as in `deriveSeed(seed, "arrivals", 3)`.
 * Seed and labels are hashed as 32-bit words by MurmurHash3 (A. Appleby, x86 32-bit variant, public
 * domain), each with its kind and length before it, so order, number and type of the labels matter:
 * ("ab", "c"), ("a", "bc") and ("c", "ab") differ, and so do 1 and "1".
 *
 * The result has 32 bits: among n derived seeds, two agree with probability of about n² / 2³³.
 *
 * @param seed A whole number between ±(2⁵³ − 1).
 * @param labels Words and numbers that name the purpose; −0 counts as 0.
 * @returns A whole number from 0 to 2³² − 1.
 * @throws {RangeError} If the seed is not a safe integer.
 */
export function deriveSeed(seed: number, ...labels: readonly (string | number)[]): number {
  if (!Number.isSafeInteger(seed)) {
    throw new RangeError(`Cannot derive seed: 'seed' must be a whole number, got ${seed}`);
  }
  const words: number[] = [];
  appendWords(words, seed);
  for (const label of labels) appendWords(words, label);
  let hash = 0;
  for (const word of words) {
    const mixed = Math.imul(rotateLeft(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593);
    hash = Math.imul(rotateLeft(hash ^ mixed, 13), 5) + 0xe6546b64 | 0;
  }
  hash ^= words.length * 4;
  hash = Math.imul(hash ^ hash >>> 16, 0x85ebca6b);
  hash = Math.imul(hash ^ hash >>> 13, 0xc2b2ae35);
  return (hash ^ hash >>> 16) >>> 0;
}

/** Appends the kind and length of a label in one word, then its content. */
function appendWords(words: number[], label: string | number): void {
  if (typeof label === "string") {
    words.push(label.length * 2 + 1);
    for (let unit = 0; unit < label.length; unit++) words.push(label.charCodeAt(unit));
    return;
  }
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, label === 0 ? 0 : label);
  words.push(0, view.getInt32(0), view.getInt32(4));
}

function rotateLeft(word: number, bits: number): number {
  return word << bits | word >>> (32 - bits);
}
