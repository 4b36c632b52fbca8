/**
 * M^X/M/1 and M^X/G/1: tasks arrive in batches, as bursts do.
 *
 *     M^X/M/1:  Wq = ρ/(μ(1 - ρ)) + (E[X²] - E[X]) / (2 μ E[X] (1 - ρ))
 *     M^X/G/1:  Wq = λ E[S²]/(2(1 - ρ)) + (E[X²] - E[X]) E[S] / (2 E[X] (1 - ρ))
 *
 * Λ batch rate, X batch size, λ = Λ E[X] task rate, S service time, μ = 1/E[S], ρ = λ E[S].
 * The first term is the wait without batches, the second the wait for tasks of the own batch (and
 * what follows from it). With E[S²] = 2 E[S]² the second formula is the first.
 *
 *     E[e^(-sWq)] = (1 - ρ)/(1 - ρ R(s)) · (1 - X(f(s)))/(E[X] (1 - f(s)))
 *
 * f transform of S, X generating function of the batch size, X(f(s)) transform of what a batch takes, R that
 * of its rest: the batch waits as in M/G/1, and the task for those before it in the batch. With laws instead
 * of moments the wait is so computed as a distribution, by inversion, to 1e-8 of a tail; not for a service of
 * constants, whose wait is full of jumps, nor of `pareto`, nor where a service or a batch of a fixed size takes
 * nearly always the same time: where C² ÷ size is below 0.01 (C² that of the service, or 1 if that is less).
 *
 * Assumes batches that arrive as a Poisson process, independent batch sizes and service times, and
 * one server that never rests while a task waits; the distribution also first come, first served, in any
 * order within a batch. Exact.
 *
 * Source: D. Gross and C. M. Harris, "Fundamentals of Queueing Theory" (1998), 3.1 and 5.1;
 * the transform: P. J. Burke, "Delays in Single-Server Queues with Batch Input", Operations Research 23
 * (1975).
 *
 * @module
 */
import { whyNotApplicable } from "./_applicable.ts";
import { complementOfPower, type Complex, over } from "./_complex.ts";
import { compoundWait } from "./_compound_wait.ts";
import { isSmooth, lawComplement } from "./_law_transform.ts";
import { requireNotNegative, requireSecondMoment } from "./_requirement.ts";
import { NO_TIME } from "./_time_distribution.ts";
import { type Law, lawMoments } from "./law.ts";
import { pollaczekKhinchineWaitMs } from "./mg1.ts";
import type { Predicted, Prediction } from "./prediction.ts";

/** Poisson batches and the service of their tasks. */
export interface BatchLoad {
  /** Λ, batches (not tasks) per second. */
  readonly batchRatePerSecond: number;
  /** E[X], tasks a batch, at least 1. */
  readonly batchSizeMean: number;
  /** E[X²]; the square of the mean if all batches are alike. */
  readonly batchSizeSecondMoment: number;
  /** E[S] in ms. */
  readonly serviceMeanMs: number;
  /** E[S²] in ms². @default 2 E[S]², exponential service */
  readonly serviceSecondMomentMs2?: number;
}

/** The same by laws. */
export interface BatchLawLoad {
  /** Λ, batches (not tasks) per second. */
  readonly batchRatePerSecond: number;
  /** Always as many tasks a batch, or a geometric number (1, 2, …) of them. */
  readonly size: "fixed" | "geometric";
  /** E[X], at least 1; a whole number if it is fixed. */
  readonly meanSize: number;
  /** How S is distributed. */
  readonly service: Law;
}

/**
 * Predicts the wait of a task (not of a batch) when tasks arrive in batches: from moments its mean, from laws
 * its distribution as well, where the service is spread out and has no jumps.
 *
 * @param load Batches and service.
 * @returns The prediction, named M^X/G/1 if E[S²] or a law is given and M^X/M/1 if not; not applicable from
 *   ρ = 1 on, for an infinite E[X²] or E[S²], without arrivals and for NaN.
 * @throws {RangeError} If a moment or the rate is below 0, E[X] below 1, a second moment below the square of
 *   the mean (by more than rounding), or a parameter of a law or `meanSize` out of its range.
 */
export function predictBatch(load: BatchLoad | BatchLawLoad): Prediction {
  const given = "service" in load ? momentsOf(load) : load;
  const { batchRatePerSecond, batchSizeMean, batchSizeSecondMoment, serviceMeanMs } = given;
  const model = given.serviceSecondMomentMs2 === undefined ? "M^X/M/1" : "M^X/G/1";
  const { serviceSecondMomentMs2 = 2 * serviceMeanMs * serviceMeanMs } = given;
  requireNotNegative(model, "batchRatePerSecond", batchRatePerSecond);
  if (batchSizeMean < 1) {
    throw new RangeError(
      `Cannot predict ${model}: 'batchSizeMean' must be at least 1, got ${batchSizeMean}`,
    );
  }
  requireSecondMoment(model, "batchSizeSecondMoment", batchSizeMean, batchSizeSecondMoment);
  requireSecondMoment(model, "serviceSecondMomentMs2", serviceMeanMs, serviceSecondMomentMs2);
  const arrivalRatePerSecond = batchRatePerSecond * batchSizeMean;
  const utilization = arrivalRatePerSecond / 1000 * serviceMeanMs;
  const refusal = whyNotApplicable({
    model,
    arrivalRatePerSecond,
    occupancy: utilization,
    moments: { batchSizeSecondMoment, serviceMeanMs, serviceSecondMomentMs2 },
  });
  if (refusal !== null) return refusal;
  const ownBatchMs = (batchSizeSecondMoment / batchSizeMean - 1) * serviceMeanMs /
    (2 * (1 - utilization));
  const waitMs = ownBatchMs +
    pollaczekKhinchineWaitMs({ arrivalRatePerSecond, serviceMeanMs, serviceSecondMomentMs2 });
  return {
    state: "predicted",
    model,
    waitMs,
    sojournMs: waitMs + serviceMeanMs,
    utilization,
    approximate: false,
    ...("service" in load ? waitOf(load, serviceMeanMs, utilization) : {}),
  };
}

function momentsOf({ batchRatePerSecond, size, meanSize, service }: BatchLawLoad): BatchLoad {
  if (!(meanSize >= 1) || (size === "fixed" && !Number.isSafeInteger(meanSize))) {
    const range = `${size === "fixed" ? "a whole number of " : ""}at least 1`;
    throw new RangeError(`Cannot predict M^X/G/1: 'meanSize' must be ${range}, got ${meanSize}`);
  }
  const { meanMs: serviceMeanMs, secondMomentMs2: serviceSecondMomentMs2 } = lawMoments(service);
  return {
    batchRatePerSecond,
    batchSizeMean: meanSize,
    // A geometric number with mean m has the variance m² - m.
    batchSizeSecondMoment: size === "fixed" ? meanSize ** 2 : meanSize * (2 * meanSize - 1),
    serviceMeanMs,
    serviceSecondMomentMs2,
  };
}

function waitOf(
  { size, meanSize, service }: BatchLawLoad,
  serviceMeanMs: number,
  utilization: number,
): Pick<Predicted, "wait"> {
  if (serviceMeanMs === 0) return { wait: NO_TIME };
  if (!isSmooth(service, size === "fixed" ? meanSize : 1)) return {};
  const one = lawComplement(service);
  const batch = {
    meanMs: meanSize * serviceMeanMs,
    complement: (s: Complex) => complementOfBatch(size, meanSize, one(s)),
    constants: { valuesMs: [], weights: [] },
  };
  const before = {
    complement(s: Complex) {
      const each = one(s);
      const { re, im } = over(complementOfBatch(size, meanSize, each), each);
      return { re: 1 - re / meanSize, im: -im / meanSize };
    },
    share: 1 - 1 / meanSize,
    tail: null,
  };
  const wait = compoundWait(utilization, batch, before);
  return wait === null ? {} : { wait };
}

/** 1 - X(f) from 1 - f, where X(z) is zⁿ, or z/(n - (n - 1) z) with the mean n. */
function complementOfBatch(size: "fixed" | "geometric", n: number, one: Complex): Complex {
  if (size === "fixed") return complementOfPower(one, n);
  return over({ re: n * one.re, im: n * one.im }, {
    re: 1 + (n - 1) * one.re,
    im: (n - 1) * one.im,
  });
}
