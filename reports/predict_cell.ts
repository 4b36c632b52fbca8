import { type CellIdentity, type MeasuredTrial, serversOf } from "../experiments/record.ts";
import { type Mg1Load, predictMg1, predictPolled } from "../experiments/theory/mod.ts";
import type { CellMetric, CellTheory } from "./report.ts";

/**
 * Holds a cell against the queueing model whose assumptions it meets: Poisson arrivals, bodies that
 * hold the loop to their end, one server, nothing dropped. All inputs are measured ones, pooled over
 * the trials.
 *
 * @param identity The cell.
 * @param trials Its measured trials, at least one.
 * @param metrics Its waits, which the prediction is held against.
 * @returns The prediction; null if no model applies.
 */
export function predictCell(
  identity: CellIdentity,
  trials: readonly MeasuredTrial[],
  metrics: Readonly<Record<"waitMs" | "idealWaitMs", CellMetric>>,
): CellTheory | null {
  if (identity.arrivals !== "poisson" || identity.body !== "cpu") return null;
  if (trials.some(({ counts }) => counts.completed + counts.failed < counts.released)) return null;
  const { discipline } = identity;
  if (serversOf(discipline) !== null) return null;
  const load: Mg1Load = {
    // Tasks over time; a mean weighted by tasks would favour the trials that had more of them.
    arrivalRatePerSecond: 1 / pool(trials, (trial) => 1 / trial.arrivalRatePerSecond),
    serviceMeanMs: pool(trials, ({ metrics }) => metrics.serviceMs.mean ?? NaN),
    serviceSecondMomentMs2: pool(trials, secondMoment),
  };
  const prediction = discipline.kind === "work-conserving" ? predictMg1(load) : predictPolled({
    ...load,
    // A producer on the loop cannot dispatch while a pass runs, so nothing arrives during one.
    drain: discipline.drain === "all" && identity.placement === "inside"
      ? "present"
      : discipline.drain,
    sleep: {
      meanMs: pool(trials, ({ sleep }) => sleep?.meanMs ?? NaN),
      secondMomentMs2: pool(trials, ({ sleep }) => sleep?.secondMomentMs2 ?? NaN),
    },
  });
  if (prediction.state !== "predicted") return null;
  const { model, waitMs, approximate } = prediction;
  return {
    model,
    waitMs,
    ratio: (metrics.waitMs.mean ?? NaN) / waitMs,
    idealRatio: (metrics.idealWaitMs.mean ?? NaN) / waitMs,
    approximate,
  };
}

function secondMoment({ metrics: { serviceMs } }: MeasuredTrial): number {
  const { count, mean, sd } = serviceMs;
  if (mean === null || sd === null) return NaN;
  return mean ** 2 + sd ** 2 * (count - 1) / count;
}

/** Mean over all tasks of all trials: each trial weighs as many tasks as it has. */
function pool(trials: readonly MeasuredTrial[], of: (trial: MeasuredTrial) => number): number {
  let sum = 0;
  let weight = 0;
  for (const trial of trials) {
    sum += of(trial) * trial.counts.released;
    weight += trial.counts.released;
  }
  return sum / weight;
}
