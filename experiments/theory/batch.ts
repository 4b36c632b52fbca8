/**
 * M^X/M/1 and M^X/G/1: tasks arrive in batches, as bursts do.
 *
 *     M^X/M/1:  Wq = ρ/(μ(1 - ρ)) + (E[X²] - E[X]) / (2 μ E[X] (1 - ρ))
 *     M^X/G/1:  Wq = λ E[S²]/(2(1 - ρ)) + (E[X²] - E[X]) E[S] / (2 E[X] (1 - ρ))
 *
 * Λ batch rate, X batch size, λ = Λ E[X] task rate, S service time, μ = 1/E[S], ρ = λ E[S].
 * The first term is the wait without batches, the second the wait for tasks of the own batch (and
 * what follows from it). With E[S²] = 2 E[S]² the second formula is the first.
 * Assumes batches that arrive as a Poisson process, independent batch sizes and service times, and
 * one server that never rests while a task waits. Exact.
 *
 * Source: D. Gross and C. M. Harris, "Fundamentals of Queueing Theory" (1998), 3.1 and 5.1.
 *
 * @module
 */
import { whyNotApplicable } from "./_applicable.ts";
import { pollaczekKhinchineWaitMs } from "./mg1.ts";
import type { Prediction } from "./prediction.ts";

/** Poisson batches and the service of their tasks. */
export interface BatchLoad {
  /** Λ, batches (not tasks) per second. */
  readonly batchRatePerSecond: number;
  /** E[X], tasks a batch. */
  readonly batchSizeMean: number;
  /** E[X²]; the square of the mean if all batches are alike. */
  readonly batchSizeSecondMoment: number;
  /** E[S] in ms. */
  readonly serviceMeanMs: number;
  /** E[S²] in ms². @default 2 E[S]², exponential service */
  readonly serviceSecondMomentMs2?: number;
}

/**
 * Predicts the mean wait of a task (not of a batch) when tasks arrive in batches.
 *
 * @param load Batches and service.
 * @returns The prediction, named M^X/G/1 if E[S²] is given and M^X/M/1 if not; not applicable from
 *   ρ = 1 on, for an infinite E[X²] or E[S²], without arrivals and for NaN.
 */
export function predictBatch(load: BatchLoad): Prediction {
  const { batchRatePerSecond, batchSizeMean, batchSizeSecondMoment, serviceMeanMs } = load;
  const model = load.serviceSecondMomentMs2 === undefined ? "M^X/M/1" : "M^X/G/1";
  const { serviceSecondMomentMs2 = 2 * serviceMeanMs * serviceMeanMs } = load;
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
  const sojournMs = waitMs + serviceMeanMs;
  return { state: "predicted", model, waitMs, sojournMs, utilization, approximate: false };
}
