/**
 * Where a history changes: change points of all its series at once, those that matter, and what lies on
 * both sides of each. Pure.
 *
 * @module
 */
import type { History, StudyStamp } from "../../experiments/history_point.ts";
import type { GatedMetric } from "../../experiments/gate_document.ts";
import { createRandom, deriveSeed } from "../../experiments/workload/random.ts";
import {
  benjaminiHochberg,
  type ChangePoint,
  eDivisive,
  type Interval,
  twoSampleShift,
  twoSampleShiftInterval,
} from "../stats/mod.ts";
import { isDeciding } from "./history_metrics.ts";
import { type Series, seriesOf, type SeriesPoint } from "./series.ts";

/** A change of a series. */
export interface Change {
  /** Where it was seen. */
  readonly series: Omit<Series, "metric" | "points"> & { readonly metric: string };
  /** The last study that was measured before it. */
  readonly before: StudyStamp;
  /**
   * The first study that was measured after it. If commits were measured in their order, the change came
   * with one after that of `before`, up to this one's.
   */
  readonly after: StudyStamp;
  /** Studies with a value in the segment before it. */
  readonly countBefore: number;
  /** Studies with a value in the segment after it. */
  readonly countAfter: number;
  /** By the good direction of the metric. */
  readonly direction: "worse" | "better";
  /** Hodges–Lehmann estimate of the level after it ÷ the level before it. */
  readonly ratio: number;
  /** Its 95 % interval, as if the place of the change had been known; null for too few values. */
  readonly interval: Interval | null;
  /** Probability of such a division by chance, for this series alone. */
  readonly p: number;
  /** 1 − p. */
  readonly confidence: number;
  /** `last`: the segment after it is the newest of a series that goes on. */
  readonly position: "last" | "earlier";
}

/** A series and its changes. */
export interface ExaminedSeries {
  /** The series. */
  readonly series: Series;
  /** Its changes, in order of time. */
  readonly changes: readonly Change[];
}

/** What was found in a history. */
export interface Detection {
  /** All series that were looked at. */
  readonly series: readonly ExaminedSeries[];
  /** The probability that even one change of a metric that decides is made of chance. */
  readonly alpha: number;
  /** How many series decide and can be divided at all, not being constant: each is tested at α ÷ this. */
  readonly hypotheses: number;
  /** Studies with a value that a series needs before a change of the last three can be told from chance. */
  readonly leastStudies: number;
  /** How many of the series that decide are shorter than that. */
  readonly shortSeries: number;
  /** How many series would decide if they had ratios to the reference. */
  readonly withoutRatio: number;
  /**
   * Commits that were measured again after others, on the same class of host and runtime: there the order of
   * measuring is not that of the code.
   */
  readonly remeasured: readonly string[];
}

/** How changes are sought. */
export interface DetectOptions {
  /** The probability of even one false change among the metrics that decide. @default 0.05 */
  readonly alpha?: number;
  /** Seed of the permutations. @default 1 */
  readonly seed?: number;
  /** The least share that matters, where it is not that of the metric. @default none */
  readonly deltas?: readonly GatedMetric[];
  /** Whether hints are sought as well, or what decides alone. @default "deciding" */
  readonly metrics?: "deciding" | "all";
}

const LEAST_SIZE = 3;
const PERMUTATIONS = 999;
/** Into how many steps permutations divide a level at least, so that one outcome more is not the end. */
const FINENESS = 5;
/** Hints share a rate of false discoveries, for which their probabilities must be somewhat finer. */
const HINT_PERMUTATIONS = 1999;

/**
 * Finds the changes of a history.
 *
 * Every series that decides is tested at α ÷ their number (Bonferroni), with as many permutations as that
 * takes: so a history in which nothing changes has an alarm with a probability of at most α, however many
 * cells and metrics it has. Note: Holm's adjustment would find a little more; but it needs the exact
 * probability of every series, while a fixed level lets a test end as soon as it cannot be reached.
 *
 * Hints are held to a share of α of false ones, by Benjamini and Hochberg.
 *
 * @param history The history, the oldest study first.
 * @param options How.
 * @returns What was found.
 * @throws {RangeError} If alpha is not between 0 and 1.
 */
export function detectChanges(
  history: History,
  { alpha = 0.05, seed = 1, deltas = [], metrics = "deciding" }: DetectOptions = {},
): Detection {
  if (!(alpha > 0 && alpha < 1)) {
    throw new RangeError(`Cannot detect changes: 'alpha' must lie between 0 and 1, got ${alpha}`);
  }
  const known = seriesOf(history);
  const all = known.filter(({ role }) => role === "decides" || metrics === "all");
  const deciding = all.filter(({ role }) => role === "decides");
  const hypotheses = deciding.filter(canBeDivided).length;
  const level = alpha / Math.max(1, hypotheses);
  const found = all.map((series) => {
    const { host, runtime, strategy, workload, placement, metric, role } = series;
    const { uniform } = createRandom(
      deriveSeed(seed, host, runtime, strategy, workload, placement, metric.metric),
    );
    const values = valuesOf(series).map(({ log }) => log!);
    return role === "decides"
      ? eDivisive(values, uniform, {
        significance: level,
        permutations: Math.max(PERMUTATIONS, Math.ceil(FINENESS / level) - 1),
        leastSize: LEAST_SIZE,
      })
      : eDivisive(values, uniform, {
        significance: alpha,
        permutations: HINT_PERMUTATIONS,
        leastSize: LEAST_SIZE,
      });
  });
  const convincing = convincingHints(all, found, alpha);
  const examined = all.map((series, index): ExaminedSeries => {
    const delta = deltas.find(({ metric }) => metric === series.metric.metric)?.delta ??
      series.metric.delta;
    const points = series.role === "decides" || convincing.has(index) ? found[index] : [];
    return { series, changes: changesOf(series, points, delta) };
  });
  const leastStudies = studiesNeeded(level);
  return {
    series: examined,
    alpha,
    hypotheses,
    leastStudies,
    shortSeries: deciding.filter((series) => valuesOf(series).length < leastStudies).length,
    withoutRatio:
      known.filter(({ role, state, basis, metric, points }) =>
        role === "hint" && state === "current" && basis === "absolute" &&
        isDeciding(metric, points[points.length - 1].point.load) &&
        points.some(({ log }) => log !== null)
      ).length,
    remeasured: remeasuredIn(history),
  };
}

/**
 * The changes for the worse that a history ends with, of metrics that decide.
 *
 * @param detection What was found.
 * @returns Those whose segment is the newest of a series that goes on.
 */
export function worsenings({ series }: Detection): Change[] {
  return series.filter(({ series }) => series.role === "decides")
    .flatMap(({ changes }) => changes)
    .filter(({ direction, position }) => direction === "worse" && position === "last");
}

/**
 * How long a series must be before a change can be told from chance that only the last three values show:
 * of all choices of three places two, at the beginning and at the end, divide as well. Half the level, for permutations only estimate it.
 */
function studiesNeeded(level: number): number {
  let count = 2 * LEAST_SIZE;
  while (2 / (count * (count - 1) * (count - 2) / 6) > level / 2) count++;
  return count;
}

/**
 * Equal values look alike in any order. Which values there are, permutations do not change, so that leaving
 * such a series out gives the others no more false alarms.
 */
function canBeDivided(series: Series): boolean {
  const values = valuesOf(series);
  return values.length >= 2 * LEAST_SIZE && values.some(({ log }) => log !== values[0].log);
}

function remeasuredIn({ studies }: History): string[] {
  const alike = Map.groupBy(studies, ({ host, runtime }) => JSON.stringify([host, runtime]));
  const again = [...alike.values()].flatMap((group) => {
    const commits = group.map(({ commit }) => commit);
    return commits.filter((commit, at) =>
      at > 0 && commit !== commits[at - 1] && commits.indexOf(commit) < at
    );
  });
  return [...new Set(again)];
}

/** Which hints have a first change that is none of the false discoveries. */
function convincingHints(
  all: readonly Series[],
  found: readonly (readonly ChangePoint[])[],
  alpha: number,
): ReadonlySet<number> {
  const hints = all.flatMap(({ role }, index) => role === "hint" ? [index] : []);
  // The division of the whole series is the one that is tested for all of it.
  const first = hints.map((index) => Math.min(1, ...found[index].map(({ p }) => p)));
  const adjusted = benjaminiHochberg(first);
  return new Set(hints.filter((_, at) => adjusted[at] <= alpha));
}

function valuesOf({ points }: Series): SeriesPoint[] {
  return points.filter(({ log }) => log !== null);
}

/** The changes that matter: those of less than δ are undone, the least first, as if never found. */
function changesOf(series: Series, found: readonly ChangePoint[], delta: number): Change[] {
  let points = [...found];
  while (true) {
    const changes = points.map((point, at) =>
      changeAt(series, point, points[at - 1]?.index ?? 0, points[at + 1]?.index)
    );
    const sizes = changes.map(({ ratio }) => Math.abs(Math.log(ratio)));
    const least = Math.min(...sizes);
    // Of counts any difference matters; but values may scatter otherwise about the same level.
    if (changes.length === 0 || (least > 0 && least >= Math.log1p(delta))) return changes;
    points = points.filter((_, at) => sizes[at] !== least);
  }
}

function changeAt(
  series: Series,
  { index, p }: ChangePoint,
  from: number,
  to: number | undefined,
): Change {
  const values = valuesOf(series);
  const logs = values.map(({ log }) => log!);
  const [before, after] = [logs.slice(from, index), logs.slice(index, to)];
  const shift = twoSampleShift(after, before);
  const interval = twoSampleShiftInterval(after, before);
  const { points: _, metric, ...rest } = series;
  const isRise = shift > 0;
  return {
    series: { ...rest, metric: metric.metric },
    before: values[index - 1].study,
    after: values[index].study,
    countBefore: before.length,
    countAfter: after.length,
    direction: isRise === (metric.better === "lower") ? "worse" : "better",
    ratio: Math.exp(shift),
    interval: interval && [Math.exp(interval[0]), Math.exp(interval[1])],
    p,
    confidence: 1 - p,
    position: to === undefined && series.state === "current" ? "last" : "earlier",
  };
}
