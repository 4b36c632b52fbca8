/**
 * Histogram of times with bins of the same relative width, for quantiles of streams of any length.
 *
 * @module
 */

// Bins an octave. A bin is at most 1/256 = 0.39 % wide, and so is the error of a quantile.
const BITS = 8;
// Times below 2⁻²⁰ ms (1 ns) count as 0, those beyond 2³⁶ ms (two years) as that.
const LOW_EXPONENT = -20;
const HIGH_EXPONENT = 36;
const BINS = ((HIGH_EXPONENT - LOW_EXPONENT) << BITS) + 1;
const EXPONENT_BIAS = 1023;
// The upper half of a float64: sign, 11 bits of exponent, 20 of the fraction. Shifted right, exponent
// and first bits of the fraction are the number of the bin: a logarithm that costs one instruction.
const SHIFT = 20 - BITS;
const FIRST = ((LOW_EXPONENT + EXPONENT_BIAS) << BITS) - 1;

/** Reads the bits of numbers: where the upper half of a float64 is depends on the machine. */
const UPPER_HALF = new Uint8Array(Float64Array.of(-1).buffer)[7] === 0 ? 0 : 1;

/** Counts times by bins; its size does not depend on how many there are, up to 2³² a bin. */
export class LogHistogram {
  readonly #counts = new Uint32Array(BINS);
  #total = 0;

  /**
   * Counts times.
   *
   * @param bits The times, a Float64Array, seen as Int32Array: each at least 0.
   * @param count How many of them, from the first.
   */
  record(bits: Int32Array, count: number): void {
    this.#total += count;
    const counts = this.#counts;
    for (let i = UPPER_HALF; i < 2 * count; i += 2) {
      const bin = (bits[i] >> SHIFT) - FIRST;
      // Negative bins become 0 without a condition: which tasks do not wait cannot be foreseen.
      counts[bin < BINS ? bin & ~(bin >> 31) : BINS - 1]++;
    }
  }

  /**
   * The part of the times that does not exceed a time.
   *
   * @param ms The time, at least 0.
   * @returns From 0 to 1, interpolated in the time's bin; NaN if nothing was counted.
   */
  shareUpTo(ms: number): number {
    const counts = this.#counts;
    const last = binOf(ms);
    const part = last === 0 ? 1 : (ms - edgeMs(last)) / (edgeMs(last + 1) - edgeMs(last));
    let below = part * counts[last];
    const total = this.#total;
    for (let bin = 0; bin < last; bin++) below += counts[bin];
    return below / total;
  }

  /**
   * Adds the counts to those of others.
   *
   * @param sums Counts by bin.
   * @param maxMs None of the times is longer.
   */
  addTo(sums: BinCounts, maxMs: number): void {
    sums.total += this.#total;
    const counts = this.#counts;
    const sumCounts = sums.counts;
    const last = binOf(maxMs);
    for (let bin = 0; bin <= last; bin++) sumCounts[bin] += counts[bin];
  }
}

/** Counts of several histograms together. */
export class BinCounts {
  /** Count of each bin. */
  readonly counts: Float64Array = new Float64Array(BINS);
  /** Their sum. */
  total = 0;

  /**
   * The least time that so large a part of the times does not exceed.
   *
   * @param p From 0 to 1; outside it counts as the nearer of them.
   * @returns In ms, interpolated in its bin and so off by 0.4 % at most; NaN if nothing was counted, or
   *   for NaN.
   */
  quantileMs(p: number): number {
    if (this.total === 0 || Number.isNaN(p)) return NaN;
    const rank = Math.min(p, 1) * this.total;
    let below = 0;
    let bin = 0;
    for (; bin < BINS - 1 && below + this.counts[bin] < rank; bin++) below += this.counts[bin];
    if (bin === 0) return 0;
    const lowMs = edgeMs(bin);
    return lowMs + (rank - below) / this.counts[bin] * (edgeMs(bin + 1) - lowMs);
  }
}

function binOf(ms: number): number {
  const bits = new Int32Array(Float64Array.of(ms).buffer)[UPPER_HALF];
  return Math.min(Math.max((bits >> SHIFT) - FIRST, 0), BINS - 1);
}

/** Lower edge of a bin above 0. */
function edgeMs(bin: number): number {
  const step = bin - 1;
  const octave = (step >> BITS) + LOW_EXPONENT;
  return 2 ** octave * (1 + (step & (1 << BITS) - 1) / (1 << BITS));
}
