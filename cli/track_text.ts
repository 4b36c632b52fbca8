/**
 * Histories as plain text.
 *
 * @module
 */
import {
  type Change,
  type Detection,
  type ExaminedSeries,
  formatMsWithInterval,
  formatNumber,
  formatUtilization,
  formatWithInterval,
  type History,
  type HistoryPoint,
  NOTHING,
  oneLine,
  type Series,
  type StudyStamp,
} from "../mod.ts";
import { textTable } from "./text_table.ts";

/** How many commits a remark names. */
const MOST_NAMED = 3;

/**
 * The studies of a history.
 *
 * @param history The history.
 * @returns A table, and what it adds up to.
 */
export function historyText({ reference, studies }: History): string {
  if (studies.length === 0) return "no study was added yet";
  const hosts = new Set(studies.map(({ host, runtime }) => JSON.stringify([host, runtime])));
  const commits = new Set(studies.map(({ commit }) => commit));
  const rows = studies.map((study) => [
    dateOf(study),
    commitOf(study),
    oneLine(study.host),
    oneLine(study.runtime),
    study.reference === null ? NOTHING : oneLine(study.reference),
    String(cellsOf(study.points)),
    String(study.points.length),
  ]);
  return [
    textTable(
      [["began", "commit", "host", "runtime", "reference", "cells", "figures"], ...rows],
      5,
    ),
    `${counted(studies.length, "study", "studies")} of ${counted(commits.size, "commit")} on ` +
    `${counted(hosts.size, "kind")} of host and runtime; ` +
    (reference === null
      ? "no reference is pinned"
      : `ratios are to ${oneLine(reference)} from now on`),
  ].join("\n\n");
}

/**
 * The changes that were found.
 *
 * @param detection What was found.
 * @param history The history.
 * @returns A table for the series that decide, one for hints if there are any, and remarks.
 */
export function detectionText(detection: Detection, { reference, studies }: History): string {
  const { series, alpha, hypotheses, leastStudies, shortSeries, withoutRatio, remeasured } =
    detection;
  const changesOf = (role: Series["role"]) =>
    series.filter(({ series }) => series.role === role).flatMap(({ changes }) => changes);
  const [decisive, hints] = [changesOf("decides"), changesOf("hint")];
  const remarks = [
    `${counted(studies.length, "study", "studies")}, ` +
    `${
      counted(hypotheses, "series", "series")
    } tested together: one false alarm among all of them ` +
    `has a probability of at most ${formatNumber(alpha)}`,
  ];
  if (decisive.length + hints.length > 0) {
    remarks.push(
      "a change lies between two measurements: with a commit between these two it came only if " +
        "commits were measured in their order",
    );
  }
  if (remeasured.length > 0) {
    const named = remeasured.slice(0, MOST_NAMED).map((commit) =>
      commitOf({ commit, tree: "clean" })
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
        `${oneLine(reference ?? "")}, which therefore cannot decide: see --all`,
    );
  }
  if (reference === null && studies.length > 0) {
    remarks.push("no reference is pinned: a slower host looks like slower code");
  }
  return [
    decisive.length === 0 ? "no change was found in what decides" : changeTable(decisive),
    ...(hints.length === 0 ? [] : [`hints, which decide nothing\n${changeTable(hints)}`]),
    remarks.map((remark) => `- ${remark}`).join("\n"),
  ].join("\n\n");
}

/**
 * A metric over the commits.
 *
 * @param examined The series of the metric.
 * @returns For each series its cell, its course in a line, and a table.
 */
export function seriesText(examined: readonly ExaminedSeries[]): string {
  return examined.map(({ series, changes }) => {
    const rows = series.points.map(({ study, point }) => {
      const change = changes.find(({ after }) => after === study);
      const figure = series.metric.unit === "ms" ? formatMsWithInterval : formatWithInterval;
      return [
        dateOf(study),
        commitOf(study),
        point.value === null ? point.state : figure(point.value, point.interval),
        formatWithInterval(point.ratio, point.ratioInterval),
        String(point.blocks),
        change === undefined ? "" : `${markOf(change)} ${sizeOf(change)}`,
      ];
    });
    return [
      oneLine(`${series.strategy}, ${series.workload} (${series.placement})`),
      oneLine(`${series.host}, ${series.runtime}`) +
      (series.state === "closed" ? ", a runtime of the past" : ""),
      `${series.basis === "ratio" ? "ratio" : "figure"} ${
        sparkline(series.points.map(({ log }) => log))
      }`,
      textTable(
        [
          ["began", "commit", series.metric.metric, "ratio to reference", "blocks", "change"],
          ...rows,
        ],
        2,
      ),
    ].join("\n");
  }).join("\n\n");
}

/**
 * The course of a series in a line: eight heights between its least and its largest value.
 *
 * @param values A value a study, null where it has none.
 * @returns A character a study; a dot where it has no value.
 */
export function sparkline(values: readonly (number | null)[]): string {
  const bars = "▁▂▃▄▅▆▇█";
  const known = values.filter((value) => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return values.map((value) => {
    if (value === null) return "·";
    const height = high === low ? 0.5 : (value - low) / (high - low);
    return bars[Math.min(bars.length - 1, Math.floor(height * bars.length))];
  }).join("");
}

/**
 * A study's commit for human eyes.
 *
 * @param study The study.
 * @returns The first digits of a hash, other names as they are; `+` for a tree that was changed.
 */
export function commitOf({ commit, tree }: Pick<StudyStamp, "commit" | "tree">): string {
  const short = /^[0-9a-f]{40,64}$/.test(commit) ? commit.slice(0, 12) : oneLine(commit);
  return short + (tree === "dirty" ? "+" : "");
}

/**
 * A number of things.
 *
 * @param count How many.
 * @param one What one is called.
 * @param many What others are called. @default one, with an s
 * @returns `1 study`, `3 studies`.
 */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function changeTable(changes: readonly Change[]): string {
  return textTable([
    ["", "metric", "cell", "host and runtime", "measured", "by", "size", "confidence"],
    ...changes.map((change) => {
      const { series, before, after } = change;
      return [
        markOf(change),
        series.metric,
        oneLine(`${series.strategy}, ${series.workload} (${series.placement})`),
        oneLine(`${series.host}, ${series.runtime}`),
        // Between two runs of one commit it is not the code that changed.
        before.commit === after.commit
          ? `within ${commitOf(after)}`
          : `after ${commitOf(before)}, by ${commitOf(after)}`,
        series.basis,
        sizeOf(change),
        formatUtilization(change.confidence),
      ];
    }),
  ], 6);
}

function markOf({ direction, position }: Change): string {
  return position === "last" ? `${direction} since` : direction;
}

function sizeOf({ ratio, interval }: Change): string {
  return `× ${formatWithInterval(ratio, interval)}`;
}

function dateOf({ createdAt }: StudyStamp): string {
  return `${createdAt.slice(0, 10)} ${createdAt.slice(11, 16)}`;
}

function cellsOf(points: readonly HistoryPoint[]): number {
  return new Set(
    points.map(({ strategy, workload, placement }) =>
      JSON.stringify([strategy, workload, placement])
    ),
  ).size;
}
