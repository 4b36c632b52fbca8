/**
 * What a page of studies side by side says before its figures.
 *
 * @module
 */
import { NOTHING } from "../format.ts";
import { shortCommit } from "../short_commit.ts";
import type { SideBySide } from "../side_by_side/mod.ts";
import { code } from "../words.ts";
import type { Table, TableCell } from "./figure.ts";
import { seriesName } from "../strategy_ranks.ts";
import { nameCell, wordsCell } from "./table_cells.ts";

/** What differences are and are not. */
export const NO_VERDICT: string =
  "Whatever the studies differ in is in every figure: hosts, runtimes, commits, the hour. A difference " +
  "here is no regression and no improvement. For a verdict, measure both sides in turn on one host with " +
  "`deno task gate`, or hold two studies of one host against each other with `deno task compare`.";

/** How ratios are made. */
export const HOW_RATIOS: string =
  "A ratio is the median of the ratios of each block of a study to each block of the first, with the 95 % " +
  "interval of the Mann–Whitney test, so it may lie beside the quotient of the two figures. Studies of too " +
  "few blocks have none: it takes four each. Blocks are not paired. Of a hundred intervals, five miss by " +
  "chance.";

/**
 * What is shown.
 *
 * @param document The document.
 * @returns A sentence.
 */
export function sideIntroduction({ studies, cells }: SideBySide): string {
  const workloads = new Set(cells.map(({ workload }) => workload)).size;
  return `${cells.length} ${cells.length === 1 ? "cell" : "cells"} under ${workloads} ` +
    `${workloads === 1 ? "workload" : "workloads"} in ${studies.length} studies; ` +
    `ratios are to the first, ${studies[0].label}.`;
}

/**
 * The studies.
 *
 * @param document The document.
 * @returns A row a study.
 */
export function studiesTable({ studies }: SideBySide): Table {
  return {
    caption: "The studies",
    head: ["study", "directory", "began (UTC)", "blocks", "seed"],
    rows: studies.map(({ label, directory, createdAt, blocks, seed }) => [
      wordsCell(label),
      nameCell(directory),
      wordsCell(createdAt.slice(0, 16).replace("T", " ")),
      { text: String(blocks), kind: "figure", value: blocks },
      { text: String(seed), kind: "figure", value: seed },
    ]),
  };
}

/**
 * In what the studies differ.
 *
 * @param document The document.
 * @returns A row for each thing that differs; null if nothing does.
 */
export function differencesTable({ studies, differences }: SideBySide): Table | null {
  if (differences.length === 0) return null;
  return {
    caption: "What differs",
    head: ["what", ...studies.map(({ label }) => code(label))],
    rows: differences.map(({ name, values }) => [
      wordsCell(name),
      ...values.map((value): TableCell => wordsCell(value === null ? NOTHING : shortCommit(value))),
    ]),
  };
}

/**
 * The cells that one study alone has.
 *
 * @param document The document.
 * @returns A row a cell; null if there is none.
 */
export function unmatchedTable({ unmatched }: SideBySide): Table | null {
  if (unmatched.length === 0) return null;
  return {
    caption: "Cells that one study alone has",
    head: ["strategy", "workload", "study"],
    rows: unmatched.map((cell) => [
      nameCell(seriesName(cell)),
      nameCell(cell.workload),
      wordsCell(cell.study),
    ]),
  };
}
