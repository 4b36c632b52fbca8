/**
 * What a cell looks like beyond single figures: its curve by percentile, its parts, its course over time.
 *
 * @module
 */
import type { MeasuredTrial } from "../experiments/record.ts";
import type { BlockSpread, PercentilePoint, TimeLinePoint, WaitParts } from "./report.ts";
import { blockQuantile, median, poolBlocks, type Tally } from "./stats/mod.ts";
import { meanOf } from "./summarize_metric.ts";

/** Evenly spaced to the median, then two or three a decade of what lies beyond. */
const PERCENTILES = [
  ...[0, 10, 25, 50, 75, 90, 95, 97.5, 99, 99.5, 99.75, 99.9, 99.95, 99.975, 99.99, 99.999],
];

/**
 * A distribution by percentile.
 *
 * @param tallies The blocks' values, counted; null where there is no histogram.
 * @returns Its points, the last where at least one value a block lies beyond; none without all histograms.
 */
export function percentileCurve(tallies: readonly (Tally | null)[]): PercentilePoint[] {
  const known = tallies.filter((tally) => tally !== null);
  const pool = known.length < tallies.length ? null : poolBlocks(known);
  if (pool === null) return [];
  const least = Math.min(...pool.sizes);
  return PERCENTILES.filter((percentile) => (1 - percentile / 100) * least >= 1 - 1e-9)
    .map((percentile) => {
      const { value, interval } = blockQuantile(pool, percentile / 100);
      return {
        percentile,
        valueMs: value,
        ci95: interval && [Math.max(0, Math.min(interval[0], value)), interval[1]],
      };
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
 * How a cell went on over time. Windows of trials differ as the last task ends sooner or later, so the
 * bins are those of the longest and each trial is read at their middles.
 *
 * @param trials A cell's measured trials.
 * @returns A point a bin; none without trials.
 */
export function timeLine(trials: readonly MeasuredTrial[]): TimeLinePoint[] {
  if (trials.length === 0) return [];
  const longest = trials.reduce((a, b) => a.windowMs >= b.windowMs ? a : b).timeLine;
  return longest.inSystem.map((_, bin) => {
    const atMs = (bin + 0.5) * longest.binMs;
    const at = (of: (line: MeasuredTrial["timeLine"]) => readonly (number | null)[]) =>
      spread(trials.map(({ timeLine }) => of(timeLine)[Math.floor(atMs / timeLine.binMs)] ?? null));
    return {
      atMs,
      inSystem: at(({ inSystem }) => inSystem),
      loopLagMaxMs: at(({ loopLagMaxMs }) => loopLagMaxMs),
    };
  });
}

function spread(blocks: readonly (number | null)[]): BlockSpread | null {
  const known = blocks.filter((value) => value !== null);
  if (known.length === 0) return null;
  return { median: median(known), low: Math.min(...known), high: Math.max(...known) };
}
