/**
 * From lag samples to the distribution of loop lag.
 *
 * @module
 */
import { median, sortedCopy } from "../../reports/stats/quantiles.ts";
import type { LagSeries } from "./run_trial.ts";

/** Loop lag of a window, two ways. Values in ms, ascending, the idle baseline taken off. */
export interface LoopLag {
  /** What heartbeats met, with the longest stall that either way saw as its largest value. */
  readonly heartbeatMs: Float64Array;
  /** What the in-loop timer met, weighted by time. */
  readonly probeMs: Float64Array;
  /** Median lag of the idle loop, in ms. */
  readonly heartbeatIdleMs: number;
  /** Median period of the idle probe, in ms. */
  readonly probeIdleMs: number;
}

/**
 * Derives loop lag.
 *
 * Heartbeats come at random moments, so their lags weigh time by themselves. A timer meets a stall
 * once however long it lasts; its sample of d ms therefore stands for the events that would have
 * come during the stall, one a period, with lags d, d − period, d − 2·period … A stall that begins
 * long before the next heartbeat is under-estimated by it; the probe bounds that error by its
 * period, so the largest value of both becomes the heartbeats' maximum.
 *
 * @param lag The samples.
 * @param windowMs Samples outside [0, windowMs] are left out.
 * @returns Loop lag.
 */
export function deriveLoopLag(
  lag: Readonly<Record<LagSeries, Float64Array>>,
  windowMs: number,
): LoopLag {
  const heartbeatIdleMs = medianOr(lag.idleLag, 0);
  const probeIdleMs = medianOr(gaps(lag.idleFired), 1);
  const heartbeat: number[] = [];
  lag.heartbeatAt.forEach((atMs, beat) => {
    if (atMs < 0 || atMs > windowMs) return;
    heartbeat.push(Math.max(0, lag.heartbeatLag[beat] - heartbeatIdleMs));
  });
  const probe: number[] = [];
  gaps(lag.probeFired).forEach((gapMs, index) => {
    if (lag.probeFired[index] > windowMs || lag.probeFired[index + 1] < 0) return;
    const stallMs = Math.max(0, gapMs - probeIdleMs);
    probe.push(stallMs);
    for (let restMs = stallMs - probeIdleMs; restMs > 0; restMs -= probeIdleMs) probe.push(restMs);
  });
  const heartbeatMs = sortedCopy(heartbeat);
  const probeMs = sortedCopy(probe);
  const last = heartbeatMs.length - 1;
  if (last >= 0) heartbeatMs[last] = Math.max(heartbeatMs[last], probeMs.at(-1) ?? 0);
  return { heartbeatMs, probeMs, heartbeatIdleMs, probeIdleMs };
}

function gaps(timesMs: Float64Array): Float64Array {
  return Float64Array.from(
    { length: Math.max(0, timesMs.length - 1) },
    (_, index) => timesMs[index + 1] - timesMs[index],
  );
}

function medianOr(values: Float64Array, otherwise: number): number {
  return values.length === 0 ? otherwise : median(values);
}
