/**
 * Renders `sweep.md`.
 *
 * @module
 */
import { writeServiceLevel } from "../../experiments/service_level.ts";
import { curveName, curveRemarks, pointHeader, pointRow } from "../sweep/describe_sweep.ts";
import { kneeMethod, SWEEP_METHOD } from "../sweep/describe_sweep_method.ts";
import type { Sweep } from "../sweep/sweep.ts";
import { table } from "./_table.ts";
import { codeSpan, escapeMarkdown } from "./escape.ts";

/**
 * Renders a sweep.
 *
 * @param sweep The sweep.
 * @returns GitHub-flavoured Markdown.
 */
export function renderSweepMarkdown(sweep: Sweep): string {
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
    ...curves.flatMap((curve) => [
      `## ${curveName(curve, codeSpan)}`,
      table(pointHeader(sweep), curve.points.map(pointRow)),
      curveRemarks(sweep, curve, codeSpan).map((remark) => `- ${remark}`).join("\n"),
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
