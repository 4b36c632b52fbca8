/**
 * M/M/c/K: at most K tasks in the system, those in service included; who finds K is lost. M/M/1/K with
 * c = 1, Erlang's loss system with K = c, M/M/c with K = ∞.
 *
 *     p(n) ∝ Π λ/(min(i, c) μ) over 1 ≤ i ≤ n,   λ' = λ (1 - p(K))
 *     Wq = Lq/λ',   Lq = Σ (n - c) p(n) over n > c
 *     P(Wq > t) = Σ π(j; cμt) · P(an accepted task finds c + j or more),   0 ≤ j < K - c
 *
 * λ arrival rate, μ = 1/E[S] service rate of one server, p(n) share of time (and of arrivals) with n tasks
 * in the system, λ' rate of accepted tasks, Lq mean number waiting, π(j; m) Poisson probabilities of mean
 * m: who finds n waits for n - c + 1 services, at the rate cμ.
 * Assumes Poisson arrivals that go away for good when lost, exponential service, like servers of which
 * none rests while a task waits; the distribution also first come, first served. Exact, at any load.
 * Probabilities are computed outward from the largest, so that nothing overflows.
 *
 * Source: D. Gross and C. M. Harris, "Fundamentals of Queueing Theory" (1998), 2.5.
 *
 * @module
 */
import { whyNotApplicable } from "./_applicable.ts";
import { poissonMixture } from "./_poisson.ts";
import { requireServers } from "./_requirement.ts";
import { timeWithTail } from "./_time_distribution.ts";
import { type MmcLoad, predictMmc } from "./mmc.ts";
import type { NotApplicable, Predicted } from "./prediction.ts";

/** Poisson arrivals, their exponential service, who serves them, and how many there is room for. */
export interface MmckLoad extends MmcLoad {
  /** K: most tasks in the system, in service or waiting; at least as many as servers, or Infinity. */
  readonly capacity: number;
}

/** What M/M/c/K says; the waits are those of accepted tasks. */
export interface PredictedMmck extends Predicted {
  /** p(0): share of time without any task. */
  readonly emptyShare: number;
  /** p(K): share of the arrivals that are lost. */
  readonly lostShare: number;
  /** λ': accepted tasks per second. */
  readonly acceptedRatePerSecond: number;
  /** L: mean number of tasks in the system. */
  readonly inSystem: number;
  /** Lq: mean number of tasks that wait. */
  readonly waiting: number;
}

/**
 * Predicts what is lost in M/M/c/K, and the wait of what is not as a distribution.
 *
 * @example
 * ```ts
 * import { predictMmck } from "./mmck.ts";
 * // Half as much again as one server can do, and room for nine to wait: 34 % are lost.
 * predictMmck({ arrivalRatePerSecond: 1500, serviceMeanMs: 1, servers: 1, capacity: 10 });
 * ```
 *
 * @param load Arrivals, service, servers and room.
 * @returns The prediction, at any ρ = λ/(cμ) (its `utilization` is that by accepted tasks); not applicable
 *   without arrivals, for NaN, and for a capacity of Infinity from ρ = 1 on.
 * @throws {RangeError} If `servers` is not a whole number of at least 1, `capacity` neither a whole number
 *   of at least `servers` nor Infinity, more than 10 million where that differs from Infinity, or E[S] not
 *   above 0.
 */
export function predictMmck(load: MmckLoad): PredictedMmck | NotApplicable {
  const { arrivalRatePerSecond, serviceMeanMs, servers, capacity } = load;
  const model = "M/M/c/K";
  requireServers(model, servers);
  requireCapacity(capacity, servers);
  if (serviceMeanMs <= 0) {
    throw new RangeError(
      `Cannot predict ${model}: 'serviceMeanMs' must be above 0, got ${serviceMeanMs}`,
    );
  }
  const offeredErlangs = arrivalRatePerSecond / 1000 * serviceMeanMs;
  const refusal = whyNotApplicable({
    model,
    arrivalRatePerSecond,
    occupancy: capacity === Infinity ? offeredErlangs / servers : 0,
    servers,
    moments: { serviceMeanMs },
  });
  if (refusal !== null) return refusal;
  if (capacity === Infinity) return unlimited(load, offeredErlangs);
  if (capacity > MOST_CAPACITY) {
    if (isNeverFull(load, offeredErlangs)) return unlimited(load, offeredErlangs);
    throw new RangeError(
      `Cannot predict ${model}: 'capacity' must be at most ${MOST_CAPACITY} where it matters, got ${capacity}`,
    );
  }
  const shares = sharesOfTime(offeredErlangs, servers, capacity);
  const acceptedShare = sumOver(shares.subarray(0, capacity), (share) => share);
  const acceptedRatePerSecond = arrivalRatePerSecond * acceptedShare;
  const waiting = sumOver(shares.subarray(servers), (share, n) => share * n);
  const waitMs = 1000 * waiting / acceptedRatePerSecond;
  return {
    state: "predicted",
    model,
    waitMs,
    sojournMs: waitMs + serviceMeanMs,
    utilization: offeredErlangs * acceptedShare / servers,
    approximate: false,
    wait: waitOf(load, shares.map((share) => share / acceptedShare)),
    emptyShare: shares[0],
    lostShare: shares[capacity],
    acceptedRatePerSecond,
    inSystem: sumOver(shares, (share, n) => share * n),
    waiting,
  };
}

/** p(0) to p(K) are held in memory, with 80 MB at this K. */
const MOST_CAPACITY = 1e7;
const LEAST_LOG = Math.log(Number.MIN_VALUE);

/** Whether p(K), at most ρ^(K - c), is too small for a number, so that all else is that of M/M/c. */
function isNeverFull({ servers, capacity }: MmckLoad, offeredErlangs: number): boolean {
  return (capacity - servers) * Math.log(offeredErlangs / servers) < LEAST_LOG;
}

/** M/M/c, with what this model says besides. */
function unlimited(load: MmckLoad, offeredErlangs: number): PredictedMmck | NotApplicable {
  const { arrivalRatePerSecond, servers } = load;
  const prediction = predictMmc(load);
  if (prediction.state !== "predicted") return prediction;
  const { waitMs, sojournMs, utilization } = prediction;
  // Beyond c tasks the shares fall by ρ each: the loss system with its last share extended so.
  const shares = sharesOfTime(offeredErlangs, servers, servers);
  const whole = 1 + shares[servers] * utilization / (1 - utilization);
  return {
    ...prediction,
    emptyShare: shares[0] / whole,
    lostShare: 0,
    acceptedRatePerSecond: arrivalRatePerSecond,
    inSystem: arrivalRatePerSecond / 1000 * sojournMs,
    waiting: arrivalRatePerSecond / 1000 * waitMs,
  };
}

/** p(0) to p(K). */
function sharesOfTime(offeredErlangs: number, servers: number, capacity: number): Float64Array {
  const shares = new Float64Array(capacity + 1);
  const likeliest = offeredErlangs >= servers ? capacity : Math.floor(offeredErlangs);
  shares[likeliest] = 1;
  for (let n = likeliest; n > 0; n--) {
    shares[n - 1] = shares[n] * Math.min(n, servers) / offeredErlangs;
  }
  for (let n = likeliest + 1; n <= capacity; n++) {
    shares[n] = shares[n - 1] * offeredErlangs / Math.min(n, servers);
  }
  const total = sumOver(shares, (share) => share);
  return shares.map((share) => share / total);
}

/** The wait of accepted tasks, from the probabilities that one finds so many in the system. */
function waitOf({ servers, serviceMeanMs, capacity }: MmckLoad, found: Float64Array) {
  const places = capacity - servers;
  const atLeast = new Float64Array(places);
  for (let j = places - 1, sum = 0; j >= 0; j--) atLeast[j] = sum += found[servers + j];
  const drainPerMs = servers / serviceMeanMs;
  return timeWithTail(
    (ms) => poissonMixture(drainPerMs * ms, places, (j) => atLeast[j]),
    serviceMeanMs,
  );
}

function sumOver(values: Float64Array, of: (value: number, index: number) => number): number {
  return values.reduce((sum, value, index) => sum + of(value, index), 0);
}

function requireCapacity(capacity: number, servers: number): void {
  if (capacity === Infinity || (Number.isSafeInteger(capacity) && capacity >= servers)) return;
  throw new RangeError(
    "Cannot predict M/M/c/K: 'capacity' must be Infinity or a whole number of at least " +
      `'servers' = ${servers}, got ${capacity}`,
  );
}
