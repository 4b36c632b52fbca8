/**
 * A history in words and rows, for whoever lays them out: on a terminal or on a page.
 *
 * @module
 */
import type { History, StudyStamp } from "../../experiments/history_point.ts";
import {
  counted,
  formatMsWithInterval,
  formatNumber,
  formatUtilization,
  formatWithInterval,
} from "../format.ts";
import { shortCommit } from "../short_commit.ts";
import type { Change, Detection } from "./detect_changes.ts";
import type { Series, SeriesPoint } from "./series.ts";

/** How many commits a remark names. */
const MOST_NAMED = 3;

/**
 * A study's commit for human eyes.
 *
 * @param study The study.
 * @returns The first digits of a hash, other names as they are; `+` for a tree that was changed.
 */
export function commitOf({ commit, tree }: Pick<StudyStamp, "commit" | "tree">): string {
  return shortCommit(commit) + (tree === "dirty" ? "+" : "");
}

/**
 * When a study began, for human eyes.
 *
 * @param study The study.
 * @returns Day and minute, UTC.
 */
export function dateOf({ createdAt }: Pick<StudyStamp, "createdAt">): string {
  return `${createdAt.slice(0, 10)} ${createdAt.slice(11, 16)}`;
}

/**
 * What is to be known of the changes that were found.
 *
 * @param detection What was found.
 * @param history The history.
 * @param name Makes a name harmless where it is shown.
 * @returns Sentences without a full stop.
 */
export function detectionRemarks(
  detection: Detection,
  { reference, studies }: History,
  name: (text: string) => string,
): string[] {
  const { series, alpha, hypotheses, leastStudies, shortSeries, withoutRatio, remeasured } =
    detection;
  const remarks = [
    `${counted(studies.length, "study", "studies")}, ` +
    `${
      counted(hypotheses, "series", "series")
    } tested together: one false alarm among all of them ` +
    `has a probability of at most ${formatNumber(alpha)}`,
  ];
  if (series.some(({ changes }) => changes.length > 0)) {
    remarks.push(
      "a change lies between two measurements: with a commit between these two it came only if " +
        "commits were measured in their order",
    );
  }
  if (remeasured.length > 0) {
    const named = remeasured.slice(0, MOST_NAMED).map((commit) =>
      name(commitOf({ commit, tree: "clean" }))
    );
    remarks.push(
      `${counted(remeasured.length, "commit was", "commits were")} measured again after others ` +
        `(${named.join(", ")}${remeasured.length > MOST_NAMED ? ", …" : ""}): there the order of ` +
        "measuring is not that of the code",
    );
  }
  if (shortSeries > 0) {
    remarks.push(
      `${counted(shortSeries, "series", "series")} too short to show that the last three studies ` +
        `differ: that takes ${leastStudies} of one host class and runtime`,
    );
  }
  if (withoutRatio > 0) {
    remarks.push(
      `${counted(withoutRatio, "series", "series")} without ratios to ` +
        `${name(reference ?? "")}, which therefore cannot decide: see --all`,
    );
  }
  if (reference === null && studies.length > 0) {
    remarks.push("no reference is pinned: a slower host looks like slower code");
  }
  return remarks;
}

/** Header of the rows by {@link changeRow}. */
export const CHANGE_HEADER: readonly string[] = [
  "",
  "metric",
  "cell",
  "host and runtime",
  "measured",
  "by",
  "size",
  "confidence",
];

/**
 * A change as a row.
 *
 * @param change The change.
 * @returns A text a column; names are as they were read.
 */
export function changeRow(change: Change): string[] {
  const { series } = change;
  return [
    markOf(change),
    series.metric,
    `${series.strategy}, ${series.workload} (${series.placement})`,
    `${series.host}, ${series.runtime}`,
    whereOf(change),
    series.basis,
    sizeOf(change),
    formatUtilization(change.confidence),
  ];
}

/**
 * Between which commits a change came.
 *
 * @param change The change.
 * @returns `after 3f2a…, by 77b0…`; `within 3f2a…` between two runs of one commit.
 */
export function whereOf({ before, after }: Change): string {
  // Between two runs of one commit it is not the code that changed.
  return before.commit === after.commit
    ? `within ${commitOf(after)}`
    : `after ${commitOf(before)}, by ${commitOf(after)}`;
}

/**
 * Header of the rows by {@link seriesRow}.
 *
 * @param series The series.
 * @returns A word a column.
 */
export function seriesHeader({ metric }: Series): string[] {
  return ["began", "commit", metric.metric, "ratio to reference", "blocks", "change"];
}

/**
 * A point of a series as a row.
 *
 * @param point The point.
 * @param series Its series.
 * @param changes The changes of the series.
 * @returns A text a column; names are as they were read.
 */
export function seriesRow(
  { study, point }: SeriesPoint,
  { metric }: Series,
  changes: readonly Change[],
): string[] {
  const change = changes.find(({ after }) => after === study);
  const figure = metric.unit === "ms" ? formatMsWithInterval : formatWithInterval;
  return [
    dateOf(study),
    commitOf(study),
    point.value === null ? point.state : figure(point.value, point.interval),
    formatWithInterval(point.ratio, point.ratioInterval),
    String(point.blocks),
    change === undefined ? "" : `${markOf(change)} ${sizeOf(change)}`,
  ];
}

/**
 * What a change is.
 *
 * @param change The change.
 * @returns `worse since` if it is the state of today, else `worse` or `better`.
 */
export function markOf({ direction, position }: Change): string {
  return position === "last" ? `${direction} since` : direction;
}

/**
 * How large a change is.
 *
 * @param change The change.
 * @returns The level after it ÷ before it: `×1.40 [1.38, 1.43]`.
 */
export function sizeOf({ ratio, interval }: Change): string {
  return `×${formatWithInterval(ratio, interval)}`;
}

/**
 * How changes were sought, in sentences.
 *
 * @param detection What was found.
 * @returns Sentences.
 */
export function historyMethod({ alpha, hypotheses }: Detection): string {
  return "Each series is divided where the energy distance between its parts is largest, as long as " +
    "permutations of its values divide less well (E-divisive), in logarithms. The " +
    `${counted(hypotheses, "series", "series")} that decide share a probability of ` +
    `${formatNumber(alpha)} of even one false change, each ${formatNumber(alpha)} ÷ ` +
    `${Math.max(1, hypotheses)} (Bonferroni); hints share a rate of false discoveries of ` +
    `${
      formatNumber(alpha)
    } (Benjamini–Hochberg). A change of less than matters is undone. Sizes are ` +
    "Hodges–Lehmann estimates with 95 % intervals, as if the place of the change had been known.";
}
