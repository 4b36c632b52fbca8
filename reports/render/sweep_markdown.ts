/**
 * Renders `sweep.md`.
 *
 * @module
 */
import { writeServiceLevel } from "../../experiments/service_level.ts";
import { curveName, curveRemarks, pointHeader, pointRow } from "../sweep/describe_sweep.ts";
import { kneeMethod, SWEEP_METHOD } from "../sweep/describe_sweep_method.ts";
import type { Sweep } from "../sweep/sweep.ts";
import { createAnchors, type SweepFigures, sweepFigures } from "../figures/mod.ts";
import { figureMarkdown, pictureMarkdown } from "./_figure_markdown.ts";
import { table, tableOf } from "./_table.ts";
import { codeSpan, escapeMarkdown } from "./escape.ts";

/** How Markdown of a sweep is written. */
export interface SweepMarkdownOptions {
  /** What there is to see of it, if that is drawn already. @default drawn anew */
  readonly figures?: SweepFigures;
}

/**
 * Renders a sweep, with its pictures as links to files beside the document.
 *
 * @param sweep The sweep.
 * @param options What there is to see.
 * @returns GitHub-flavoured Markdown.
 */
export function renderSweepMarkdown(
  sweep: Sweep,
  { figures = sweepFigures(sweep, createAnchors()) }: SweepMarkdownOptions = {},
): string {
  const { x, slo, curves, precision, warnings } = sweep;
  const level = slo === null
    ? ""
    : `, service level ${codeSpan(writeServiceLevel(slo))} of the sojourn`;
  return [
    "# dispatch-lab sweep",
    `Over ${codeSpan(`${x.scope}.${x.parameter}`)}${level}. ${
      blocksOf(sweep)
    }; brackets are 95 % ` +
    "confidence intervals over blocks, in the unit before them. Predictions use what was measured at " +
    "the point; nothing is fitted to the waits.",
    `Again: ${codeSpan(sweep.command)}`,
    ...(warnings.length === 0 ? [] : [
      warnings.map(({ code, message }) => `- ${codeSpan(code)}: ${escapeMarkdown(message)}`)
        .join("\n"),
    ]),
    ...(curves.length === 1 ? [] : ["## All curves", tableOf(figures.table)]),
    ...figures.together.flatMap((figure) => figureMarkdown(figure, "")),
    ...figures.ofCurves.flatMap(({ curve, figures: drawn }) => [
      `## ${curveName(curve, codeSpan)}`,
      curveRemarks(sweep, curve, codeSpan).map((remark) => `- ${remark}`).join("\n"),
      table(pointHeader(sweep), curve.points.map(pointRow)),
      ...drawn.flatMap((figure) => pictureMarkdown(figure, `of ${curve.strategy}`)),
    ]),
    "## How it was found",
    `${SWEEP_METHOD} Its cells are in \`report.md\`.`,
    ...(curves.some(({ knee }) => knee !== null) ? [kneeMethod(precision)] : []),
  ].join("\n\n") + "\n";
}

function blocksOf({ blocks, plannedTrials, recordedTrials }: Sweep): string {
  const each = `${blocks} ${blocks === 1 ? "block" : "blocks"}`;
  return recordedTrials < plannedTrials
    ? `Each point is to have ${each}, and ${recordedTrials} of ${plannedTrials} trials have run`
    : `Each point has ${each}`;
}
