/**
 * What a cell looks like beyond single figures: its curve by percentile, its parts, its course over time.
 *
 * @module
 */
import type { MeasuredTrial, TimeLine } from "../experiments/record.ts";
import type { BlockSpread, PercentilePoint, TimeLinePoint, WaitParts } from "./report.ts";
import { blockQuantile, median, type PooledBlocks } from "./stats/mod.ts";
import { meanOf, withinRange } from "./summarize_metric.ts";

/** Evenly spaced to the median, then two or three a decade of what lies beyond. */
const PERCENTILES = [
  ...[0, 10, 25, 50, 75, 90, 95, 97.5, 99, 99.5, 99.75, 99.9, 99.95, 99.975, 99.99, 99.999],
];

/**
 * A distribution by percentile, of a metric that is never negative; at 50, 90, 99 and 99.9 its values are
 * what `summarizePooled` makes of the same blocks. Quantiles rise with the percentile, so neither end of an
 * interval is below that of a lower percentile.
 *
 * @param pool The blocks as one distribution; null where one of them has no histogram.
 * @param max The largest value of all blocks, in ms; null if there is none.
 * @returns Its points, the last where at least one value a block lies beyond; none without a pool.
 */
export function percentileCurve(
  pool: PooledBlocks | null,
  max: number | null,
): PercentilePoint[] {
  if (pool === null) return [];
  const least = Math.min(...pool.blocks.map(({ size }) => size));
  const curve = PERCENTILES.filter((percentile) => (1 - percentile / 100) * least >= 1 - 1e-9)
    .map((percentile) => {
      // Read as a decimal: 99.9 ÷ 100 is not 0.999, of which the figures beside it are made.
      const found = blockQuantile(pool, Number(`${percentile}e-2`));
      const { value, interval } = withinRange(found, max, "not-negative");
      return { percentile, valueMs: value, ci95: interval };
    });
  return rising(curve);
}

/**
 * Raises ends of intervals to those of lower percentiles. A value is never below a lower percentile's, so
 * it stays within.
 *
 * Note: tried to lower upper ends to those of higher percentiles; rejected because far out few values tell
 * how far off a quantile is, and what is too narrow there would narrow all below it.
 */
function rising(curve: readonly PercentilePoint[]): PercentilePoint[] {
  let [low, high] = [0, 0];
  return curve.map((point) => {
    if (point.ci95 === null) return point;
    [low, high] = [Math.max(low, point.ci95[0]), Math.max(high, point.ci95[1])];
    return { ...point, ci95: [low, high] };
  });
}

/**
 * Where the mean sojourn goes.
 *
 * @param trials A cell's measured trials.
 * @returns Its parts; null where no task ended.
 */
export function waitParts(trials: readonly MeasuredTrial[]): WaitParts | null {
  const mean = (of: (trial: MeasuredTrial) => number | null | undefined) =>
    meanOf(trials.map((trial) => of(trial) ?? null));
  const queueingMs = mean(({ metrics }) => metrics.idealWaitMs.mean);
  const overheadMs = mean(({ metrics }) => metrics.dispatchOverheadMs.mean);
  const serviceMs = mean(({ metrics }) => metrics.serviceMs.mean);
  if (queueingMs === null || overheadMs === null || serviceMs === null) return null;
  const isKept = trials.every(({ lateBeyondIdealMs }) => lateBeyondIdealMs !== undefined);
  const latenessMs = isKept ? mean(({ lateBeyondIdealMs }) => lateBeyondIdealMs) : null;
  return { latenessMs, queueingMs, overheadMs: overheadMs - (latenessMs ?? 0), serviceMs };
}

/**
 * How a cell went on over time. Windows of trials differ, as the last task ends sooner or later, and with
 * them the bins: each trial is put into those of the longest. Where all its tasks had an outcome, nothing
 * is in the system once its window has ended; what it left unfinished is not known to have stayed.
 *
 * @param trials A cell's measured trials.
 * @returns A point a bin; none without trials.
 */
export function timeLine(trials: readonly MeasuredTrial[]): TimeLinePoint[] {
  if (trials.length === 0) return [];
  const { timeLine: { binMs, inSystem } } = trials.reduce((longest, trial) =>
    trial.timeLine.binMs > longest.timeLine.binMs ? trial : longest
  );
  const lines = trials.map(({ timeLine, counts }) => ({
    inSystem: meansIn(timeLine, {
      binMs,
      bins: inSystem.length,
      isEmptied: counts.unfinished === 0,
    }),
    loopLagMaxMs: largestIn(timeLine, binMs, inSystem.length),
  }));
  return inSystem.map((_, bin) => ({
    atMs: (bin + 0.5) * binMs,
    inSystem: spread(lines.map((line) => line.inSystem[bin])),
    loopLagMaxMs: spread(lines.map((line) => line.loopLagMaxMs[bin])),
  }));
}

/** The mean number in the system in each of other bins, no shorter ones; null where nothing is known. */
function meansIn(
  own: TimeLine,
  { binMs, bins, isEmptied }: {
    readonly binMs: number;
    readonly bins: number;
    readonly isEmptied: boolean;
  },
): (number | null)[] {
  const areas = new Float64Array(bins);
  const knownMs = new Float64Array(bins);
  own.inSystem.forEach((mean, index) => {
    const [fromMs, toMs] = [index * own.binMs, (index + 1) * own.binMs];
    // A bin reaches into one other at most.
    const first = Math.floor(fromMs / binMs);
    for (const bin of [first, first + 1]) {
      const sharedMs = Math.min(toMs, (bin + 1) * binMs) - Math.max(fromMs, bin * binMs);
      if (sharedMs <= 0 || bin >= bins) continue;
      areas[bin] += mean * sharedMs;
      knownMs[bin] += sharedMs;
    }
  });
  return Array.from(areas, (area, bin) => {
    if (isEmptied) return asRecorded(area / binMs);
    return knownMs[bin] > 0 ? asRecorded(area / knownMs[bin]) : null;
  });
}

/** To the four digits that records have. */
function asRecorded(mean: number): number {
  return Number(mean.toPrecision(4));
}

/** The largest loop lag in each of other bins, no shorter ones: a bin counts where its middle lies. */
function largestIn(own: TimeLine, binMs: number, bins: number): (number | null)[] {
  const largest: (number | null)[] = Array(bins).fill(null);
  own.loopLagMaxMs.forEach((lagMs, index) => {
    const bin = Math.floor((index + 0.5) * own.binMs / binMs);
    if (lagMs !== null && bin < bins) largest[bin] = Math.max(largest[bin] ?? 0, lagMs);
  });
  return largest;
}

function spread(blocks: readonly (number | null)[]): BlockSpread | null {
  const known = blocks.filter((value) => value !== null);
  if (known.length === 0) return null;
  return {
    median: median(known),
    low: Math.min(...known),
    high: Math.max(...known),
    blocks: known.length,
  };
}
