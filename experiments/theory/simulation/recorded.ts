/**
 * What a study recorded, as laws and arrivals for a simulation: so a strategy that was measured can be
 * carried to loads and machines that were not.
 *
 * @module
 */
import { type HistogramReader, mergedValues, type ValueCounts } from "../../histogram.ts";
import type { Distribution, MeasuredTrial, Metric } from "../../record.ts";
import { recallWorkload } from "../../workload/recall_workload.ts";
import type { Workload } from "../../workload/workload.ts";
import { type Law, lawMoments } from "../law.ts";
import type { NotApplicable } from "../prediction.ts";
import { fitLaw } from "./fit_law.ts";
import type { SimulatedArrivals } from "./model.ts";

/** A law was recorded. */
export interface RecordedLaw {
  /** Tells the outcomes apart. */
  readonly state: "recorded";
  /** The law: values of a histogram, at most {@link MOST_ATOMS} of them. */
  readonly law: Extract<Law, { readonly kind: "atoms" }>;
  /** How many values it stands for. */
  readonly count: number;
}

/** Arrivals were recorded. */
export interface RecordedArrivals {
  /** Tells the outcomes apart. */
  readonly state: "recorded";
  /** The arrivals. */
  readonly arrivals: SimulatedArrivals;
}

/** The most values that a recorded law has. */
export const MOST_ATOMS = 2048;

/** Largest relative difference between the moments of a law and those of the record. */
const MOST_DIFFERENCE = 0.001;

/**
 * Takes the law of a time from trials of one cell.
 *
 * Bins of their histograms, which are 0.1 % wide, are taken together. If there are too many, neighbours
 * that differ little become one value, their mean. The mean and the second moment are held against
 * those that the record has exactly.
 *
 * @param trials The trials, of one cell.
 * @param metric Which time: one that has histograms, such as `serviceMs`.
 * @param histograms Reads their histograms. @default a reader of its own
 * @returns The law; not applicable if nothing was recorded, or if moments differ by over 0.1 %.
 */
export function recordedLaw(
  trials: readonly MeasuredTrial[],
  metric: Metric,
  histograms?: HistogramReader,
): RecordedLaw | NotApplicable {
  const encoded = trials.flatMap(({ histograms }) => histograms[metric] ?? []);
  const values = mergedValues(encoded, histograms);
  if (values === null) return notMeasured(`no histogram of ${metric} was recorded`);
  const law = { kind: "atoms", ...fewer(values, MOST_ATOMS) } as const;
  const exact = pooledMoments(trials.map(({ metrics }) => metrics[metric]));
  const { meanMs, secondMomentMs2 } = lawMoments(law);
  const difference = Math.max(
    relativeDifference(meanMs, exact.meanMs),
    relativeDifference(secondMomentMs2, exact.secondMomentMs2),
  );
  if (difference <= MOST_DIFFERENCE) return { state: "recorded", law, count: exact.count };
  return notMeasured(
    `the histograms of ${metric} differ by ${(100 * difference).toPrecision(2)} % ` +
      "from the moments recorded beside them",
  );
}

/**
 * Takes the arrivals of one cell: those of its workload where its name tells them, otherwise gaps that
 * are independent and have the rate and the SCV that were recorded.
 *
 * @param trials The trials, of one cell.
 * @returns The arrivals; not applicable if there is no trial, or nothing is known of the gaps.
 */
export function recordedArrivals(
  trials: readonly MeasuredTrial[],
): RecordedArrivals | NotApplicable {
  if (trials.length === 0) return notMeasured("no trial was measured");
  const workload = recallWorkload(trials[0].cell.workload);
  if (workload !== null) return { state: "recorded", arrivals: arrivalsOf(workload) };
  if (trials[0].cell.loop === "closed") {
    return notMeasured(`how long users of ${trials[0].cell.workload} think was not recorded`);
  }
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const scvs = trials.flatMap(({ arrivalScv }) => arrivalScv ?? []);
  const ratePerSecond = mean(trials.map(({ offeredRatePerSecond }) => offeredRatePerSecond));
  if (scvs.length === 0 || !(ratePerSecond > 0)) return notMeasured("gaps were not recorded");
  const gap = fitLaw(1000 / ratePerSecond, mean(scvs));
  return { state: "recorded", arrivals: { kind: "renewal", gap } };
}

/**
 * The arrivals of a workload.
 *
 * @param workload The workload.
 * @returns Its process, or its users.
 */
export function arrivalsOf({ arrivals }: Workload): SimulatedArrivals {
  if (arrivals.kind !== "closed") return { kind: "process", process: arrivals };
  const think = { kind: "exponential", meanMs: arrivals.thinkMs } as const;
  return { kind: "closed", users: arrivals.users, think };
}

function notMeasured(message: string): NotApplicable {
  return { state: "not-applicable", reason: "not-measured", message: `recorded: ${message}` };
}

/** Takes neighbours together, within a width that doubles until there are few enough. */
function fewer(values: ValueCounts, most: number): ValueCounts {
  let few = values;
  for (let width = MOST_DIFFERENCE; few.valuesMs.length > most; width *= 2) {
    few = takenTogether(values, width);
  }
  return few;
}

function takenTogether({ valuesMs, weights }: ValueCounts, width: number): ValueCounts {
  const groups: { fromMs: number; sumMs: number; weight: number }[] = [];
  valuesMs.forEach((ms, index) => {
    const last = groups.at(-1);
    const weight = weights[index];
    if (last === undefined || ms > last.fromMs * (1 + width)) {
      groups.push({ fromMs: ms, sumMs: weight * ms, weight });
    } else {
      last.sumMs += weight * ms;
      last.weight += weight;
    }
  });
  return {
    valuesMs: groups.map(({ sumMs, weight }) => sumMs / weight),
    weights: groups.map(({ weight }) => weight),
  };
}

function pooledMoments(distributions: readonly Distribution[]) {
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (const { count: each, mean, sd } of distributions) {
    if (mean === null) continue;
    count += each;
    sum += each * mean;
    squares += each * mean ** 2 + (each - 1) * (sd ?? 0) ** 2;
  }
  return { count, meanMs: sum / count, secondMomentMs2: squares / count };
}

function relativeDifference(value: number, exact: number): number {
  return value === exact ? 0 : Math.abs(value - exact) / exact;
}
