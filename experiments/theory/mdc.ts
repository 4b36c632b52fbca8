/**
 * M/D/c: Poisson arrivals, constant service, one queue in front of c servers.
 *
 *     Wq = E[N]/λ,   E[N] = Σ j g_j / F(1)
 *     P(Wq ≤ t) = Σ π(j; λ(kD - t)) · P(N ≤ kc - 1 - j) over j < kc,   (k - 1) D ≤ t < kD
 *
 * λ arrival rate, D service time, c servers, N how many wait, π(j; m) Poisson probabilities of mean m;
 * the steps g and F(1) that N is made of are in `_queue_excess.ts`.
 * Assumes Poisson arrivals and like servers of which none rests while a task waits; the distribution
 * also first come, first served. Exact, for any number of servers: 10,000 take 0.1 s, 100,000 some 3 s, time
 * growing as c √c.
 *
 * Source: C. D. Crommelin, "Delay Probability Formulae When the Holding Times Are Constant", Post Office
 * Electrical Engineers' Journal 25 (1932); the distribution: G. J. Franx, "A Simple Solution for the
 * M/D/c Waiting Time Distribution", Operations Research Letters 29 (2001).
 *
 * @module
 */
import { whyNotApplicable } from "./_applicable.ts";
import { poissonMixture, poissonTail } from "./_poisson.ts";
import { queueExcess, queueTail } from "./_queue_excess.ts";
import { NO_TIME, timeWithTail } from "./_time_distribution.ts";
import type { Prediction, TimeDistribution } from "./prediction.ts";

/** Poisson arrivals, their constant service, and who serves them. */
export interface MdcLoad {
  /** λ, tasks per second. */
  readonly arrivalRatePerSecond: number;
  /** D in ms. */
  readonly serviceMs: number;
  /** c, a whole number of at least 1. */
  readonly servers: number;
}

/**
 * Predicts the wait of M/D/c, and its sojourn, as distributions.
 *
 * @example
 * ```ts
 * import { predictMdc } from "./mdc.ts";
 * // With one server and ρ = 0.8 constant service of 1 ms waits 2 ms.
 * predictMdc({ arrivalRatePerSecond: 800, serviceMs: 1, servers: 1 });
 * ```
 *
 * @param load Arrivals, service and servers.
 * @returns The prediction; not applicable from ρ = 1 on, without arrivals and for NaN.
 * @throws {RangeError} If `servers` is not a whole number of at least 1 or D is below 0.
 */
export function predictMdc(load: MdcLoad): Prediction {
  const model = "M/D/c";
  const { arrivalRatePerSecond, serviceMs, servers } = load;
  const ratePerMs = arrivalRatePerSecond / 1000;
  const utilization = ratePerMs * serviceMs / servers;
  const refusal = whyNotApplicable({
    model,
    arrivalRatePerSecond,
    occupancy: utilization,
    servers,
    moments: { serviceMs },
  });
  if (refusal !== null) return refusal;
  const none = { waitMs: 0, sojournMs: 0, wait: NO_TIME, sojourn: NO_TIME };
  if (serviceMs === 0) {
    return { state: "predicted", model, ...none, utilization, approximate: false };
  }
  const excess = queueExcess(ratePerMs * serviceMs, servers);
  const waitMs = excess.steps.reduce((sum, g, j) => sum + j * g, 0) / excess.rest / ratePerMs;
  const tail = waitTail(load, queueTail(excess, utilization));
  return {
    state: "predicted",
    model,
    waitMs,
    sojournMs: waitMs + serviceMs,
    utilization,
    approximate: false,
    wait: timeWithTail(tail, serviceMs),
    sojourn: timeWithTail((ms) => ms < serviceMs ? 1 : tail(ms - serviceMs), serviceMs),
  };
}

function waitTail(load: MdcLoad, moreThan: (tasks: number) => number): TimeDistribution["tail"] {
  const ratePerMs = load.arrivalRatePerSecond / 1000;
  return (ms) => {
    const periods = Math.floor(ms / load.serviceMs) + 1;
    const places = periods * load.servers;
    const mean = ratePerMs * (periods * load.serviceMs - ms);
    const waits = poissonMixture(mean, places, (j) => moreThan(places - 1 - j));
    return Math.min(1, waits + poissonTail(places, mean));
  };
}
