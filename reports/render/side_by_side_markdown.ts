/**
 * Renders studies side by side as Markdown.
 *
 * @module
 */
import {
  differencesTable,
  drawSideBySide,
  HOW_RATIOS,
  NO_VERDICT,
  type SideFigures,
  sideIntroduction,
  type SideWorkload,
  studiesTable,
  type Table,
  unmatchedTable,
} from "../figures/mod.ts";
import type { SideBySide } from "../side_by_side/mod.ts";
import { wordsToMarkdown } from "../words.ts";
import { tableOf } from "./_table.ts";
import { picture } from "./_figure_markdown.ts";
import { codeSpan } from "./escape.ts";

/** How studies side by side are written. */
export interface SideMarkdownOptions {
  /** `files`: with pictures, as links to files beside it. `none`: without. @default "files" */
  readonly pictures?: "files" | "none";
  /** What there is to see, if that is drawn already. @default drawn anew */
  readonly figures?: SideFigures;
}

/**
 * Renders studies side by side.
 *
 * @param document The document.
 * @param options With which pictures.
 * @returns GitHub-flavoured Markdown.
 */
export function renderSideBySideMarkdown(
  document: SideBySide,
  { pictures = "files", figures = drawSideBySide(document) }: SideMarkdownOptions = {},
): string {
  const { ratios, workloads } = figures;
  const hasPictures = pictures === "files";
  const differences = differencesTable(document);
  const unmatched = unmatchedTable(document);
  return [
    "# dispatch-lab, side by side",
    wordsToMarkdown([sideIntroduction(document)]),
    NO_VERDICT,
    "## The studies",
    tableOf(studiesTable(document)),
    differences === null
      ? "They differ in nothing that was recorded of hosts and configs."
      : tableOf(differences),
    ...warnings(document),
    ...(hasPictures && ratios.state === "drawn"
      ? ["## At a glance", picture(ratios.figure.id, ratios.figure.title), ratios.figure.caption]
      : []),
    ...workloads.flatMap((workload) => workloadParts(workload, hasPictures)),
    ...(unmatched === null ? [] : ["## In one study alone", tableOf(unmatched)]),
    "## How to read it",
    HOW_RATIOS,
  ].join("\n\n") + "\n";
}

function workloadParts({ workload, drawing, tables }: SideWorkload, hasPictures: boolean) {
  const [first, ...others] = tables;
  return [
    `## Workload ${codeSpan(workload)}`,
    ...(hasPictures && drawing.state === "drawn"
      ? [picture(drawing.figure.id, `${drawing.figure.title} under ${workload}`)]
      : []),
    ...captioned(first),
    "<details><summary>Other metrics</summary>",
    ...others.flatMap(captioned),
    "</details>",
  ];
}

function captioned(table: Table): string[] {
  return [`**${table.caption}**`, tableOf(table)];
}

function warnings({ warnings }: SideBySide): string[] {
  if (warnings.length === 0) return [];
  return [
    "Warnings:",
    warnings.map(({ message }) => `- ${wordsToMarkdown([message])}`).join("\n"),
  ];
}
