/**
 * A loop that falls asleep when it has nothing to do, as a stochastic model whose every law is known:
 * what the intervals of a report are held against.
 *
 * Poisson arrivals, exponential service of 1 ms on average, one server, first come, first served; the
 * task that finds the loop asleep waits for a wake-up, exponential of 0.1 ms on average. Beside it runs
 * the same loop without sleep, which gives the ideal waits. Both begin empty, as trials do.
 *
 * @module
 */
import { predictMm1 } from "../theory/mm1.ts";
import type { Random } from "../workload/random.ts";

/** Mean service time, in ms. */
export const LOOP_SERVICE_MS = 1;
/** Mean time that a wake-up takes, in ms. */
export const LOOP_WAKE_UP_MS = 0.1;

/** What a block records of each task, in ms. */
export interface LoopBlock {
  /** Wait for a loop that never sleeps: that of M/M/1, and the ideal wait. */
  readonly waitMs: Float64Array;
  /** Of every other task, as if tasks were of two classes. */
  readonly classWaitMs: Float64Array;
  /** Service. */
  readonly serviceMs: Float64Array;
  /** Wait and service. */
  readonly sojournMs: Float64Array;
  /** Wait for the loop that sleeps. */
  readonly wokenWaitMs: Float64Array;
  /** What sleeping adds: the dispatch overhead. */
  readonly overheadMs: Float64Array;
}

/** Names of what a block records. */
export type LoopSeries = keyof LoopBlock;

/**
 * Runs the loop from empty.
 *
 * @param random Where gaps, service and wake-ups come from.
 * @param utilization ρ, above 0 and below 1.
 * @param tasks How many tasks come.
 * @returns What it recorded.
 */
export function runSleepingLoop(random: Random, utilization: number, tasks: number): LoopBlock {
  const waitMs = new Float64Array(tasks);
  const classWaitMs = new Float64Array(Math.ceil(tasks / 2));
  const serviceMs = new Float64Array(tasks);
  const sojournMs = new Float64Array(tasks);
  const wokenWaitMs = new Float64Array(tasks);
  const overheadMs = new Float64Array(tasks);
  const meanGapMs = LOOP_SERVICE_MS / utilization;
  let backlogMs = 0;
  let wokenBacklogMs = 0;
  for (let task = 0; task < tasks; task++) {
    const gapMs = random.exponential(meanGapMs);
    const waits = Math.max(0, backlogMs - gapMs);
    const woken = wokenBacklogMs > gapMs
      ? wokenBacklogMs - gapMs
      : random.exponential(LOOP_WAKE_UP_MS);
    const service = random.exponential(LOOP_SERVICE_MS);
    backlogMs = waits + service;
    wokenBacklogMs = woken + service;
    waitMs[task] = waits;
    if (task % 2 === 0) classWaitMs[task / 2] = waits;
    serviceMs[task] = service;
    sojournMs[task] = backlogMs;
    wokenWaitMs[task] = woken;
    overheadMs[task] = woken - waits;
  }
  return { waitMs, classWaitMs, serviceMs, sojournMs, wokenWaitMs, overheadMs };
}

/** A steady-state law: what intervals should cover. */
export interface LoopLaw {
  /** Mean, in ms. */
  readonly meanMs: number;
  /** P(X > t), t in ms from 0 on; null where no closed form is known. */
  readonly exceedance: ((tMs: number) => number) | null;
}

/**
 * The steady-state laws of what a block records. With η = μ − λ:
 *
 *     wait, ideal wait:    P(Wq > t) = ρ e^(−ηt)
 *     sojourn:             P(W > t) = e^(−ηt)
 *     wait with wake-ups:  Wq + D, D exponential with rate δ and independent of Wq
 *     dispatch overhead:   E = 1/δ; its distribution depends on both loops at once
 *
 * The last but one is the M/G/1 queue with a set-up time after idling: the transform of the extra wait,
 * (λ + (s − λ) D*(s)) ÷ (s (1 + λ E[D])), is D*(s) itself for an exponential set-up.
 *
 * Source: L. Kleinrock, "Queueing Systems", volume 1 (1975), 5.7; P. D. Welch, "On a Generalized M/G/1
 * Queuing Process in Which the First Customer of Each Busy Period Receives Exceptional Service",
 * Operations Research 12 (1964).
 *
 * @param utilization ρ, above 0 and below 1.
 * @returns The laws.
 * @throws {RangeError} If there is no steady state.
 */
export function loopLaws(utilization: number): Readonly<Record<LoopSeries, LoopLaw>> {
  const mm1 = predictMm1({
    arrivalRatePerSecond: utilization / LOOP_SERVICE_MS * 1000,
    serviceMeanMs: LOOP_SERVICE_MS,
  });
  if (mm1.state !== "predicted") {
    throw new RangeError(`Cannot calibrate: 'utilization' must be from 0 to 1, got ${utilization}`);
  }
  const eta = (1 - utilization) / LOOP_SERVICE_MS;
  const delta = 1 / LOOP_WAKE_UP_MS;
  const wait: LoopLaw = {
    meanMs: mm1.waitMs,
    exceedance: (tMs) => utilization * Math.exp(-eta * tMs),
  };
  return {
    waitMs: wait,
    classWaitMs: wait,
    serviceMs: { meanMs: LOOP_SERVICE_MS, exceedance: (tMs) => Math.exp(-tMs / LOOP_SERVICE_MS) },
    sojournMs: { meanMs: mm1.sojournMs, exceedance: (tMs) => Math.exp(-eta * tMs) },
    wokenWaitMs: {
      meanMs: mm1.waitMs + LOOP_WAKE_UP_MS,
      exceedance: (tMs) =>
        (1 - utilization) * Math.exp(-delta * tMs) + utilization *
          (delta * Math.exp(-eta * tMs) - eta * Math.exp(-delta * tMs)) / (delta - eta),
    },
    overheadMs: { meanMs: LOOP_WAKE_UP_MS, exceedance: null },
  };
}

/**
 * The quantile of a law: the least t with P(X > t) ≤ 1 − p, so that it is 0 as long as the atom there
 * holds at least p. At ρ = 0.5 the median wait is the very edge of the atom.
 *
 * @param exceedance P(X > t), falling to 0.
 * @param p Probability between 0 and 1.
 * @returns The quantile, in ms.
 */
export function loopQuantileMs(exceedance: (tMs: number) => number, p: number): number {
  // A rounding error must not lift the quantile off the atom.
  const isEnough = (tMs: number) => exceedance(tMs) <= 1 - p + 1e-12;
  if (isEnough(0)) return 0;
  let low = 0;
  let high = 1;
  while (!isEnough(high)) high *= 2;
  for (let step = 0; step < 100; step++) {
    const middle = (low + high) / 2;
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}
