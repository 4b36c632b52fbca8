/**
 * M/M/c: Poisson arrivals, exponential service, one queue in front of c servers.
 *
 *     Wq = C/(cμ - λ),   P(Wq > t) = C e^(-(cμ-λ)t)
 *     P(W > t) = e^(-μt) (1 + C (1 - e^(-(c-1-a)μt)) / (c - 1 - a)),   at a = c - 1:  e^(-μt) (1 + C μt)
 *
 * λ arrival rate, μ = 1/E[S] service rate of one server, a = λ/μ offered load, ρ = a/c utilization,
 * C probability of waiting (Erlang C), Wq wait, W sojourn.
 * Assumes independent exponential gaps and service times, like servers of which none rests while a
 * task waits; the distributions also first come, first served. Exact.
 *
 * Source: D. Gross and C. M. Harris, "Fundamentals of Queueing Theory" (1998), 2.3.
 *
 * @module
 */
import { whyNotApplicable } from "./_applicable.ts";
import { exponentialTime, NO_TIME, timeWithTail } from "./_time_distribution.ts";
import { erlangC } from "./erlang.ts";
import type { Mm1Load } from "./mm1.ts";
import type { Prediction, TimeDistribution } from "./prediction.ts";

/** Poisson arrivals, their exponential service, and who serves them. */
export interface MmcLoad extends Mm1Load {
  /** c, a whole number of at least 1. */
  readonly servers: number;
}

/**
 * Predicts the wait of M/M/c, and its sojourn, as distributions.
 *
 * @example
 * ```ts
 * import { predictMmc } from "./mmc.ts";
 * // Two servers that are busy 90 % of the time make a task wait 0.853 ms, over four services.
 * predictMmc({ arrivalRatePerSecond: 9000, serviceMeanMs: 0.2, servers: 2 });
 * ```
 *
 * @param load Arrivals, service and servers.
 * @returns The prediction; not applicable from ρ = 1 on, without arrivals and for NaN.
 * @throws {RangeError} If `servers` is not a whole number of at least 1 or E[S] is below 0.
 */
export function predictMmc(load: MmcLoad): Prediction {
  const model = "M/M/c";
  const { arrivalRatePerSecond, serviceMeanMs, servers } = load;
  const offeredErlangs = arrivalRatePerSecond / 1000 * serviceMeanMs;
  const utilization = offeredErlangs / servers;
  const refusal = whyNotApplicable({
    model,
    arrivalRatePerSecond,
    occupancy: utilization,
    servers,
    moments: { serviceMeanMs },
  });
  if (refusal !== null) return refusal;
  const waiting = erlangC(offeredErlangs, servers);
  const drainPerMs = servers * (1 - utilization) / serviceMeanMs;
  const waitMs = waiting / drainPerMs;
  return {
    state: "predicted",
    model,
    waitMs,
    sojournMs: waitMs + serviceMeanMs,
    utilization,
    approximate: false,
    wait: exponentialTime(waiting, drainPerMs),
    sojourn: sojournOf(load, waiting),
  };
}

function sojournOf(load: MmcLoad, waiting: number): TimeDistribution {
  const { arrivalRatePerSecond, serviceMeanMs, servers } = load;
  if (serviceMeanMs === 0) return NO_TIME;
  const surplus = servers - 1 - arrivalRatePerSecond / 1000 * serviceMeanMs;
  const slowest = 1 + Math.min(surplus, 0);
  return timeWithTail((ms) => {
    const x = ms / serviceMeanMs;
    // C ∫ e^(−(1 + surplus)u − (x − u)) du from 0 to x, its larger exponential taken out first, so that
    // neither overflows.
    const gap = Math.abs(surplus);
    const integral = gap === 0 ? x : -Math.expm1(-x * gap) / gap;
    return Math.exp(-x) + waiting * Math.exp(-x * slowest) * integral;
  }, serviceMeanMs);
}
