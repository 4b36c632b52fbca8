/**
 * M/G/1 with priorities, non-preemptive: of the tasks that wait, one of the most urgent class is served
 * next, and what has begun is finished.
 *
 *     Wq(k) = R / ((1 - σ(k-1)) (1 - σ(k))),   R = Σ λ(i) E[S(i)²]/2,   σ(k) = Σ ρ(i) over i ≤ k
 *
 * Classes 1, 2, … from the most urgent on; λ(i) arrival rate, S(i) service time, ρ(i) = λ(i) E[S(i)], σ(k)
 * load of class k and those before it, R mean rest of the service that an arriving task meets.
 *
 * From the first class k with σ(k) ≥ 1 on, waits grow for ever, but those before it have a steady state:
 * the server is then always busy, with class k whenever nothing more urgent is there, so
 *
 *     R = Σ λ(i) E[S(i)²]/2 over i < k  +  (1 - σ(k-1)) E[S(k)²]/(2 E[S(k)])
 *
 * and classes after k are never served. Assumes Poisson arrivals, independent service times, one server
 * that never rests while a task waits, first come, first served within a class. Exact.
 *
 * Source: A. Cobham, "Priority Assignment in Waiting Line Problems", Operations Research 2 (1954); the
 * overloaded case by the same argument, with that R.
 *
 * @module
 */
import { whyNotApplicable } from "./_applicable.ts";
import { requireNotNegative, requireSecondMoment } from "./_requirement.ts";
import type { Mg1Load } from "./mg1.ts";
import type { Prediction } from "./prediction.ts";

/** What a queue with priorities says. */
export interface PriorityPrediction {
  /** Of each class, in the order given; `utilization` is the class's own. */
  readonly classes: readonly Prediction[];
  /** Of a task of any class; applies if all classes with arrivals are served. */
  readonly overall: Prediction;
}

const MODEL = "M/G/1 with priorities";

/**
 * Predicts the mean wait of each class.
 *
 * @example
 * ```ts
 * import { predictPriority } from "./priority.ts";
 * // Half of the tasks are urgent: at ρ = 0.8 they wait 1.33 ms, the others 6.67 ms.
 * const half = { arrivalRatePerSecond: 400, serviceMeanMs: 1, serviceSecondMomentMs2: 2 };
 * predictPriority([half, half]);
 * ```
 *
 * @param classes Arrivals and service of each class, the most urgent first; one without arrivals is
 *   allowed and has no wait to predict.
 * @returns A prediction for each class and one for all. A class is not applicable from σ = 1 on, without
 *   arrivals, and, as all are, for an infinite E[S²] of a class that is served and for NaN.
 * @throws {RangeError} If a rate or a moment is below 0, or E[S²] below E[S]² (by more than rounding).
 */
export function predictPriority(classes: readonly Mg1Load[]): PriorityPrediction {
  const loads = classes.map((load, at) => {
    requireClass(`${MODEL}, class ${at + 1}`, load);
    return load.arrivalRatePerSecond === 0
      ? 0
      : load.arrivalRatePerSecond / 1000 * load.serviceMeanMs;
  });
  const residualServiceMs = meanResidualServiceMs(classes, loads);
  let before = 0;
  const predictions = classes.map((load, at) => {
    const after = before + loads[at];
    const prediction = predictClass(load, at + 1, { before, after, residualServiceMs });
    before = after;
    return prediction;
  });
  return { classes: predictions, overall: overallOf(classes, predictions, before) };
}

function requireClass(model: string, load: Mg1Load): void {
  const { arrivalRatePerSecond, serviceMeanMs, serviceSecondMomentMs2 } = load;
  // The others would take it for time that a class gives back.
  requireNotNegative(model, "arrivalRatePerSecond", arrivalRatePerSecond);
  requireNotNegative(model, "serviceMeanMs", serviceMeanMs);
  requireSecondMoment(model, "serviceSecondMomentMs2", serviceMeanMs, serviceSecondMomentMs2);
}

/** What a class knows of the others. */
interface Surroundings {
  /** σ(k - 1). */
  readonly before: number;
  /** σ(k). */
  readonly after: number;
  /** R. */
  readonly residualServiceMs: number;
}

function predictClass(load: Mg1Load, rank: number, surroundings: Surroundings): Prediction {
  const model = `${MODEL}, class ${rank}`;
  const { arrivalRatePerSecond, serviceMeanMs, serviceSecondMomentMs2 } = load;
  const { before, after, residualServiceMs } = surroundings;
  const refusal = whyNotApplicable({
    model,
    arrivalRatePerSecond,
    occupancy: after,
    moments: { serviceMeanMs, serviceSecondMomentMs2, residualServiceMs },
  });
  if (refusal !== null) return refusal;
  const waitMs = residualServiceMs / ((1 - before) * (1 - after));
  const sojournMs = waitMs + serviceMeanMs;
  const utilization = after - before;
  return { state: "predicted", model, waitMs, sojournMs, utilization, approximate: false };
}

/** R: up to the first class that the server cannot keep up with, which has it for all that is left. */
function meanResidualServiceMs(classes: readonly Mg1Load[], loads: readonly number[]): number {
  let sum = 0;
  let left = 1;
  for (const [at, load] of classes.entries()) {
    const { arrivalRatePerSecond, serviceMeanMs, serviceSecondMomentMs2 } = load;
    if (arrivalRatePerSecond === 0) continue;
    if (serviceSecondMomentMs2 === Infinity) return Infinity;
    if (loads[at] >= left) return sum + left * serviceSecondMomentMs2 / (2 * serviceMeanMs);
    sum += arrivalRatePerSecond / 1000 * serviceSecondMomentMs2 / 2;
    left -= loads[at];
  }
  return sum;
}

function overallOf(
  classes: readonly Mg1Load[],
  predictions: readonly Prediction[],
  utilization: number,
): Prediction {
  const arrivalRatePerSecond = classes.reduce((sum, load) => sum + load.arrivalRatePerSecond, 0);
  const refusal = whyNotApplicable({
    model: MODEL,
    arrivalRatePerSecond,
    occupancy: utilization,
    moments: {},
  });
  if (refusal !== null) return refusal;
  let waitMs = 0;
  for (const [at, prediction] of predictions.entries()) {
    const share = classes[at].arrivalRatePerSecond / arrivalRatePerSecond;
    if (share === 0) continue;
    if (prediction.state !== "predicted") return prediction;
    waitMs += share * prediction.waitMs;
  }
  const sojournMs = waitMs + 1000 * utilization / arrivalRatePerSecond;
  return { state: "predicted", model: MODEL, waitMs, sojournMs, utilization, approximate: false };
}
