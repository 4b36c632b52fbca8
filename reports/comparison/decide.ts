/**
 * The decision: from differences to verdicts, for all gated metrics of a comparison at once.
 *
 * @module
 */
import {
  hodgesLehmann,
  holm,
  type Interval,
  rankSumGreater,
  signedRankGreater,
  signedRankInterval,
  twoSampleShift,
  twoSampleShiftInterval,
} from "../stats/mod.ts";

/**
 * What is said of a metric. `regressed` and `improved`: a difference of at least δ that chance does not
 * explain. `equivalent`: a difference below δ, shown as such. `inconclusive`: neither.
 */
export type Verdict = "regressed" | "improved" | "equivalent" | "inconclusive";

/** What the blocks say about one metric. Ratios are oriented: above 1, the head is worse. */
export interface Evidence {
  /** How many differences, or of two unpaired samples the smaller one's values. */
  readonly count: number;
  /** Hodges–Lehmann ratio of head to base, above 1 if the head is worse; NaN without differences. */
  readonly worsening: number;
  /** Its 90 % interval; null where there are too few differences. */
  readonly interval90: Interval | null;
  /** Its 95 % interval; null where there are too few differences. */
  readonly interval95: Interval | null;
  /** Probability of such differences if the head is not worse. */
  readonly pWorse: number;
  /** Probability of such differences if the head is not better. */
  readonly pBetter: number;
}

/** A metric that a verdict is wanted of. */
export interface Hypothesis {
  /** What the blocks say. */
  readonly evidence: Evidence;
  /** The least share that matters: 0.05 is 5 %. */
  readonly delta: number;
}

/** A verdict with the probabilities behind it, adjusted for all metrics together. */
export interface Decision {
  /** The verdict. */
  readonly verdict: Verdict;
  /** {@link Evidence.pWorse} by Holm. */
  readonly adjustedWorse: number;
  /** {@link Evidence.pBetter} by Holm. */
  readonly adjustedBetter: number;
}

/** Family-wise probability of a false alarm that a gate accepts. */
export const ALPHA = 0.01;

/**
 * Weighs paired differences: exact one-sided signed-rank tests and the Hodges–Lehmann ratio.
 *
 * @param differences One logarithm of a ratio a block, above 0 if the head is worse.
 * @returns The evidence.
 */
export function pairedEvidence(differences: readonly number[]): Evidence {
  return {
    count: differences.length,
    worsening: Math.exp(hodgesLehmann(differences)),
    interval90: ratios(signedRankInterval(differences, 0.9)),
    interval95: ratios(signedRankInterval(differences, 0.95)),
    pWorse: signedRankGreater(differences),
    pBetter: signedRankGreater(differences.map((difference) => -difference)),
  };
}

/**
 * Weighs two samples whose values nothing pairs: one-sided Mann–Whitney tests and the Hodges–Lehmann
 * shift. What differs from block to block stays in both, so it takes larger differences or more blocks.
 *
 * @param base One logarithm a block.
 * @param head One logarithm a block; both oriented so that greater is worse.
 * @returns The evidence.
 */
export function unpairedEvidence(base: readonly number[], head: readonly number[]): Evidence {
  const count = Math.min(base.length, head.length);
  return {
    count,
    worsening: Math.exp(twoSampleShift(head, base)),
    interval90: ratios(twoSampleShiftInterval(head, base, 0.9)),
    interval95: ratios(twoSampleShiftInterval(head, base, 0.95)),
    // Where a sample is empty nothing speaks for either.
    pWorse: count === 0 ? 1 : rankSumGreater(head, base),
    pBetter: count === 0 ? 1 : rankSumGreater(base, head),
  };
}

/**
 * Draws the verdicts of all gated metrics.
 *
 * @param hypotheses The metrics of all cells.
 * @param alpha Family-wise level, of false alarms and of false improvements each. @default 0.01
 * @returns A decision for each, in the same order.
 */
export function decide(hypotheses: readonly Hypothesis[], alpha = ALPHA): Decision[] {
  const worse = holm(hypotheses.map(({ evidence }) => evidence.pWorse));
  const better = holm(hypotheses.map(({ evidence }) => evidence.pBetter));
  return hypotheses.map(({ evidence, delta }, index): Decision => {
    const { worsening, interval90 } = evidence;
    const most = 1 + delta;
    const verdict = worse[index] < alpha && worsening >= most
      ? "regressed"
      : better[index] < alpha && worsening <= 1 / most
      ? "improved"
      : interval90 !== null && interval90[0] > 1 / most && interval90[1] < most
      ? "equivalent"
      : "inconclusive";
    return { verdict, adjustedWorse: worse[index], adjustedBetter: better[index] };
  });
}

/**
 * How many blocks it takes before a gate can speak at all: n differences of one sign have p = 2⁻ⁿ, which
 * Holm multiplies by the number of tests.
 *
 * @param hypotheses How many metrics are gated, over all cells.
 * @param alpha Family-wise level. @default 0.01
 * @returns The least n with `hypotheses · 2⁻ⁿ < alpha`.
 */
export function blocksNeeded(hypotheses: number, alpha = ALPHA): number {
  return Math.floor(Math.log2(Math.max(1, hypotheses) / alpha)) + 1;
}

/**
 * How many blocks of each study it takes where nothing pairs them: if all of one lie above all of the
 * other, p = 1 ÷ C(2n, n).
 *
 * @param hypotheses How many metrics are gated, over all cells.
 * @param alpha Family-wise level. @default 0.01
 * @returns The least n with `hypotheses ÷ C(2n, n) < alpha`.
 */
export function unpairedBlocksNeeded(hypotheses: number, alpha = ALPHA): number {
  let probability = Math.max(1, hypotheses);
  let blocks = 0;
  while (probability >= alpha) {
    blocks++;
    probability *= blocks / (2 * (2 * blocks - 1));
  }
  return blocks;
}

function ratios(logarithms: Interval | null): Interval | null {
  return logarithms && [Math.exp(logarithms[0]), Math.exp(logarithms[1])];
}
