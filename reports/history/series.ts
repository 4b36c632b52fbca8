/**
 * From studies to series: the values of one metric of one cell, measured on hosts of one class with one
 * runtime, in the order in which they were measured.
 *
 * @module
 */
import type { History, HistoryPoint, StudyStamp } from "../../experiments/history_point.ts";
import { findHistoryMetric, type HistoryMetric, isDeciding } from "./history_metrics.ts";

/** A point of a series, with what it says of its study. */
export interface SeriesPoint {
  /** The study. */
  readonly study: StudyStamp;
  /** What was measured. */
  readonly point: HistoryPoint;
  /** The logarithm that changes are sought in; null if the point has none. */
  readonly log: number | null;
}

/** What belongs together in a history. */
export interface Series {
  /** Class of the hosts. */
  readonly host: string;
  /** Version of the runtime. */
  readonly runtime: string;
  /** The strategy. */
  readonly strategy: string;
  /** The workload. */
  readonly workload: string;
  /** Where the producer ran. */
  readonly placement: string;
  /** The metric. */
  readonly metric: HistoryMetric;
  /**
   * Whether a change decides, or is a hint. Of metrics that a gate decides by, series decide that go on,
   * by ratios; by figures only where no reference is pinned, for a slower host looks like slower code.
   */
  readonly role: "decides" | "hint";
  /**
   * What changes are sought in: ratios to the reference, in which a slower host cancels out, or the
   * figures themselves where less than half of the points have a ratio.
   */
  readonly basis: "ratio" | "absolute";
  /**
   * `closed`: a later study of the same hosts ran on another runtime, so the series will not go on and
   * what it ends with is not the state of today.
   */
  readonly state: "current" | "closed";
  /** The points, what was measured first at the beginning. */
  readonly points: readonly SeriesPoint[];
}

/**
 * Sorts the points of a history into series.
 *
 * @param history The history, the oldest study first.
 * @returns The series, in the order in which they first occur.
 */
export function seriesOf({ reference, studies }: History): Series[] {
  const groups = new Map<string, { study: StudyStamp; point: HistoryPoint }[]>();
  for (const { points, schema: _, ...study } of studies) {
    for (const point of points) {
      const { strategy, workload, placement, metric } = point;
      const key = JSON.stringify([
        ...[study.host, study.runtime],
        ...[strategy, workload, placement, metric],
      ]);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [{ study, point }]);
      else group.push({ study, point });
    }
  }
  const newest = new Map(studies.map(({ host, runtime }) => [host, runtime]));
  return [...groups.values()].flatMap((group): Series[] => {
    const { study: { host, runtime }, point } = group[group.length - 1];
    const { strategy, workload, placement } = point;
    const metric = findHistoryMetric(point.metric);
    // Of an import from a version that knew more.
    if (metric === null) return [];
    const valued = group.filter(({ point }) => point.value !== null);
    const isRatio = ({ study, point }: typeof group[number]) =>
      point.ratio !== null && study.reference === reference;
    const basis = valued.length > 0 && 2 * valued.filter(isRatio).length >= valued.length
      ? "ratio"
      : "absolute";
    const state = newest.get(host) === runtime ? "current" : "closed";
    const decides = isDeciding(metric, point.load) && state === "current" &&
      (basis === "ratio" || reference === null);
    return [{
      ...{ host, runtime, strategy, workload, placement, metric, basis, state },
      role: decides ? "decides" : "hint",
      points: group.map((member) => ({
        ...member,
        log: basis === "absolute"
          ? logOf(member.point.value, metric)
          : isRatio(member)
          ? Math.log(member.point.ratio!)
          : null,
      })),
    }];
  });
}

/** A time below what a clock resolves, a difference below zero, or a count of none counts as the least. */
function logOf(value: number | null, { least }: HistoryMetric): number | null {
  return value === null ? null : Math.log(Math.max(value, least));
}
