/**
 * What a task asks of a loop, from what was measured of a cell: the laws that a plan is made with.
 *
 * @module
 */
import { mergedValues, type ValueCounts } from "../../experiments/histogram.ts";
import { keepsServer, type MeasuredTrial } from "../../experiments/record.ts";
import { type LawMoments, recordedLaw } from "../../experiments/theory/mod.ts";
import { normalQuantile, normalUpperTail } from "../stats/mod.ts";
import { poolMoments } from "../theory/inputs.ts";

/** A law of times given by values and their weights, the values ascending and the weights adding up to 1. */
export type MeasuredLaw = ValueCounts & { readonly kind: "atoms" };

/** What a task asks of a loop. */
export interface TaskProfile {
  /** How long a task holds the loop, or its thread of a pool: what limits how many a loop can carry. */
  readonly holding: MeasuredLaw;
  /** How long its body takes; longer than it holds the loop if it awaits. */
  readonly service: MeasuredLaw;
  /** How long a loop that rests needs until it starts the task that ends its rest. */
  readonly setUp: MeasuredLaw;
  /** Where that was taken from. `wake-up`: measured as such; `overhead`: the dispatch overhead of all tasks. */
  readonly setUpFrom: "wake-up" | "overhead";
  /** What passes between two tasks of which the second was waiting, in ms. */
  readonly handOverMs: number;
}

/** Few wake-ups say nothing of their law. */
const FEWEST_WAKE_UPS = 30;
const ATOMS_OF_LOGNORMAL = 200;

/**
 * Profiles the tasks of a cell.
 *
 * @param trials Its trials, or one of them.
 * @returns The profile; null if they do not have the histograms that it is made of.
 */
export function profileTasks(trials: readonly MeasuredTrial[]): TaskProfile | null {
  const service = lawOf(trials, "serviceMs");
  const holding = trials.every(({ cell }) => keepsServer(cell)) ? service : lawOf(trials, "busyMs");
  if (service === null || holding === null) return null;
  const wakeUp = poolMoments(trials.map((trial) => trial.wakeUp));
  const handOver = poolMoments(trials.map((trial) => trial.handOver));
  const measured = wakeUp !== null && wakeUp.count >= FEWEST_WAKE_UPS ? lognormal(wakeUp) : null;
  return {
    holding,
    service,
    setUp: measured ?? overheadLaw(trials),
    setUpFrom: measured === null ? "overhead" : "wake-up",
    handOverMs: handOver?.meanMs ?? 0,
  };
}

const NO_TIME: MeasuredLaw = { kind: "atoms", valuesMs: [0], weights: [1] };

function lawOf(trials: readonly MeasuredTrial[], metric: "serviceMs" | "busyMs") {
  const recorded = recordedLaw(trials, metric);
  return recorded.state === "recorded" ? normalized(recorded.law) : null;
}

/** A histogram holds no negative values: where a task started before its ideal, it lost no time. */
function overheadLaw(trials: readonly MeasuredTrial[]): MeasuredLaw {
  const values = mergedValues(
    trials.flatMap(({ histograms }) => histograms.dispatchOverheadMs ?? []),
  );
  return values === null ? NO_TIME : normalized(values);
}

function normalized({ valuesMs, weights }: ValueCounts): MeasuredLaw {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { kind: "atoms", valuesMs, weights: weights.map((weight) => weight / total) };
}

/**
 * The lognormal law of two moments, as so many equally likely values: each the mean of its share, which is
 * m Φ(z - σ) between the quantiles z that bound it.
 */
function lognormal({ meanMs, secondMomentMs2 }: LawMoments): MeasuredLaw {
  const sigma = Math.sqrt(Math.max(0, Math.log(secondMomentMs2 / (meanMs * meanMs))));
  if (!(meanMs > 0) || sigma === 0) return { ...NO_TIME, valuesMs: [Math.max(0, meanMs)] };
  const above = Array.from(
    { length: ATOMS_OF_LOGNORMAL + 1 },
    (_, at) => normalUpperTail(normalQuantile(at / ATOMS_OF_LOGNORMAL) - sigma),
  );
  const valuesMs = above.slice(1).map((tail, at) =>
    meanMs * ATOMS_OF_LOGNORMAL * (above[at] - tail)
  );
  return { kind: "atoms", valuesMs, weights: valuesMs.map(() => 1 / ATOMS_OF_LOGNORMAL) };
}
