/**
 * M/M/1: Poisson arrivals, exponential service, one server.
 *
 *     Wq = ρ / (μ - λ),   P(Wq > t) = ρ e^(-(μ-λ)t)
 *     W = 1 / (μ - λ),    P(W > t) = e^(-(μ-λ)t)
 *
 * λ arrival rate, μ = 1/E[S] service rate, ρ = λ/μ utilization, Wq mean wait, W sojourn.
 * Assumes independent exponential gaps and service times; the distributions also first come,
 * first served. Exact.
 *
 * Source: L. Kleinrock, "Queueing Systems", volume 1 (1975), 3.2 and 5.7.
 *
 * @module
 */
import { whyNotApplicable } from "./_applicable.ts";
import { requireNotNegative, requireProbability } from "./_requirement.ts";
import { exponentialTime } from "./_time_distribution.ts";
import type { Prediction } from "./prediction.ts";

/** Poisson arrivals and their exponential service. */
export interface Mm1Load {
  /** λ, tasks per second. */
  readonly arrivalRatePerSecond: number;
  /** E[S] = 1/μ in ms. */
  readonly serviceMeanMs: number;
}

/**
 * Predicts the wait of M/M/1, and its sojourn, as distributions.
 *
 * @param load Arrivals and service.
 * @returns The prediction; not applicable from ρ = 1 on, without arrivals and for NaN.
 * @throws {RangeError} If E[S] is below 0.
 */
export function predictMm1(load: Mm1Load): Prediction {
  const model = "M/M/1";
  const { arrivalRatePerSecond, serviceMeanMs } = load;
  const utilization = arrivalRatePerSecond / 1000 * serviceMeanMs;
  const moments = { serviceMeanMs };
  const refusal = whyNotApplicable({
    model,
    arrivalRatePerSecond,
    occupancy: utilization,
    moments,
  });
  if (refusal !== null) return refusal;
  const sojournMs = serviceMeanMs / (1 - utilization);
  const waitMs = utilization * sojournMs;
  return {
    state: "predicted",
    model,
    waitMs,
    sojournMs,
    utilization,
    approximate: false,
    wait: exponentialTime(utilization, 1 / sojournMs),
    sojourn: exponentialTime(1, 1 / sojournMs),
  };
}

/**
 * Quantile of the sojourn of M/M/1, which is exponential: -ln(1 - p) / (μ - λ).
 *
 * @param load Arrivals and service.
 * @param p Probability from 0 to 1.
 * @returns The quantile in ms; Infinity at p = 1 and, for any p, from ρ = 1 on; 0 for an E[S] of 0; NaN if
 *   a moment or the rate is.
 * @throws {RangeError} If `p` is outside 0 to 1 or E[S] below 0.
 */
export function mm1SojournQuantileMs(load: Mm1Load, p: number): number {
  requireProbability(p);
  requireNotNegative("M/M/1", "serviceMeanMs", load.serviceMeanMs);
  const idle = 1 - load.arrivalRatePerSecond / 1000 * load.serviceMeanMs;
  if (idle <= 0) return Infinity;
  if (load.serviceMeanMs === 0) return Number.isNaN(idle) ? NaN : 0;
  return -Math.log1p(-p) * load.serviceMeanMs / idle;
}
