/**
 * Histories as plain text.
 *
 * @module
 */
import {
  type Change,
  CHANGE_HEADER,
  changeRow,
  commitOf,
  counted,
  dateOf,
  type Detection,
  detectionRemarks,
  type ExaminedSeries,
  type History,
  type HistoryPoint,
  NOTHING,
  oneLine,
  type Series,
  seriesHeader,
  seriesRow,
} from "../mod.ts";
import { textTable } from "./text_table.ts";

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
    oneLine(commitOf(study)),
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
export function detectionText(detection: Detection, history: History): string {
  const { series } = detection;
  const changesOf = (role: Series["role"]) =>
    series.filter(({ series }) => series.role === role).flatMap(({ changes }) => changes);
  const [decisive, hints] = [changesOf("decides"), changesOf("hint")];
  return [
    decisive.length === 0 ? "no change was found in what decides" : changeTable(decisive),
    ...(hints.length === 0 ? [] : [`hints, which decide nothing\n${changeTable(hints)}`]),
    detectionRemarks(detection, history, oneLine).map((remark) => `- ${remark}`).join("\n"),
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
    const rows = series.points.map((point) => seriesRow(point, series, changes).map(oneLine));
    return [
      oneLine(`${series.strategy}, ${series.workload} (${series.placement})`),
      oneLine(`${series.host}, ${series.runtime}`) +
      (series.state === "closed" ? ", a runtime of the past" : ""),
      `${series.basis === "ratio" ? "ratio" : "figure"} ${
        sparkline(series.points.map(({ log }) => log))
      }`,
      textTable(
        [
          seriesHeader(series),
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

function changeTable(changes: readonly Change[]): string {
  const rows = changes.map((change) => changeRow(change).map(oneLine));
  return textTable([CHANGE_HEADER, ...rows], 6);
}

function cellsOf(points: readonly HistoryPoint[]): number {
  return new Set(
    points.map(({ strategy, workload, placement }) =>
      JSON.stringify([strategy, workload, placement])
    ),
  ).size;
}
