/**
 * Renders `sweep.md`.
 *
 * @module
 */
import { writeServiceLevel } from "../../experiments/service_level.ts";
import { formatShare } from "../format.ts";
import { curveName, curveRemarks, pointHeader, pointRow } from "../sweep/describe_sweep.ts";
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
    METHOD,
    ...(curves.some(({ knee }) => knee !== null) ? [kneeMethod(precision)] : []),
  ].join("\n\n") + "\n";
}

function blocksOf({ blocks, plannedTrials, recordedTrials }: Sweep): string {
  const each = `${blocks} ${blocks === 1 ? "block" : "blocks"}`;
  return recordedTrials < plannedTrials
    ? `Each point is to have ${each}, and ${recordedTrials} of ${plannedTrials} trials have run`
    : `Each point has ${each}`;
}

const METHOD =
  "The grid ran as a study of interleaved blocks: its cells are in `report.md`. The **saturation** is the " +
  "mean throughput over all blocks of the points that could not keep up and carried as much as any: the " +
  "largest, and over a rate those whose interval overlaps its own. Its prediction is the rate at which the stability " +
  "condition of the queue holds with the moments measured there.";

function kneeMethod(precision: number): string {
  return "The **knee** is the largest rate whose sojourn meets the service level with its upper 95 % " +
    "limit, all arrivals open loop and no trial left out. Beyond the grid it was sought by bisection, each " +
    "probe a set of blocks of its own, until neighbouring rates were within " +
    `${
      formatShare(precision)
    }. Its interval ends at the smallest rate that surely misses; rates on which ` +
    "the blocks do not agree lie inside it. A miss below a rate that meets was tried again. Tasks that never " +
    "ended count as infinitely late.";
}
