import type { MeasuredTrial, TimeMoments } from "../../experiments/record.ts";
import type { LawMoments } from "../../experiments/theory/mod.ts";

/** What was measured of a cell and enters its prediction: enough to repeat the calculation by hand. */
export interface TheoryInputs {
  /** λ, per second. */
  readonly arrivalRatePerSecond: number;
  /** E[S] and E[S²]: how long a task holds its server, which is the loop or a thread of a pool. */
  readonly service: LawMoments;
  /** E[D] and E[D²]: from intended arrival to start where the server had rested; null if it never had. */
  readonly wakeUp: LawMoments | null;
  /** E[H] and E[H²]: from an end to the next start where a task was due; null if none ever was. */
  readonly handOver: LawMoments | null;
  /** E[T] and E[T²] of the pauses of a strategy that polls; null if it never slept. */
  readonly sleep: LawMoments | null;
  /** How late the producer was on average, in ms; a part of the wake-up where there is one. */
  readonly lateMs: number;
}

/**
 * Which of a task's times counts as its service: all of it where a task keeps its server to the end, the
 * time on the loop alone where it leaves while it awaits.
 */
export type ServiceMetric = "serviceMs" | "busyMs";

/**
 * Pools the measured moments of trials: each task, start and pause weighs the same.
 *
 * @param trials The trials, at least one.
 * @param service What counts as service.
 * @returns The moments; NaN where no trial has them.
 */
export function theoryInputs(
  trials: readonly MeasuredTrial[],
  service: ServiceMetric,
): TheoryInputs {
  const tasks = (trial: MeasuredTrial) => trial.counts.released;
  const services = (trial: MeasuredTrial) => trial.metrics[service].count;
  return {
    // Tasks over time; a mean weighted by tasks would favour the trials that had more of them.
    arrivalRatePerSecond: 1 / pool(trials, tasks, (trial) => 1 / trial.arrivalRatePerSecond),
    service: {
      meanMs: pool(trials, services, ({ metrics }) => metrics[service].mean ?? NaN),
      secondMomentMs2: pool(trials, services, ({ metrics }) => secondMoment(metrics[service])),
    },
    wakeUp: lawMomentsOf(trials.map(({ wakeUp }) => wakeUp)),
    handOver: lawMomentsOf(trials.map(({ handOver }) => handOver)),
    sleep: lawMomentsOf(trials.map(({ sleep }) => sleep)),
    lateMs: pool(trials, tasks, ({ metrics }) => metrics.latenessMs.mean ?? 0),
  };
}

function secondMoment(
  { count, mean, sd }: Pick<MeasuredTrial["metrics"]["serviceMs"], "count" | "mean" | "sd">,
): number {
  if (mean === null || sd === null) return NaN;
  return mean ** 2 + sd ** 2 * (count - 1) / count;
}

function lawMomentsOf(parts: readonly (TimeMoments | null)[]): LawMoments | null {
  const pooled = poolMoments(parts);
  return pooled && { meanMs: pooled.meanMs, secondMomentMs2: pooled.secondMomentMs2 };
}

/**
 * Pools moments of times: each pause or start weighs the same.
 *
 * @param parts The moments of each trial; null where it has none.
 * @returns Those of all together; null if no trial has any.
 */
export function poolMoments(parts: readonly (TimeMoments | null)[]): TimeMoments | null {
  const known = parts.filter((moments) => moments !== null).filter(({ count }) => count > 0);
  if (known.length === 0) return null;
  const count = (moments: TimeMoments) => moments.count;
  return {
    count: known.reduce((sum, moments) => sum + moments.count, 0),
    meanMs: pool(known, count, ({ meanMs }) => meanMs),
    secondMomentMs2: pool(known, count, ({ secondMomentMs2 }) => secondMomentMs2),
  };
}

/** A mean over what all items have together: each weighs as much as it has. */
function pool<Item>(
  items: readonly Item[],
  weightOf: (item: Item) => number,
  of: (item: Item) => number,
): number {
  let sum = 0;
  let total = 0;
  for (const item of items) {
    const weight = weightOf(item);
    if (weight === 0) continue;
    sum += of(item) * weight;
    total += weight;
  }
  return sum / total;
}
