/**
 * Sentences about workloads that bring more than the loop can carry, or tasks of unequal urgency: what
 * was shed, what got through in time, and who starved.
 *
 * @module
 */
import { label } from "./_words.ts";
import { formatMs, formatNumber, formatShare } from "./format.ts";
import type { Ranking } from "./ranking.ts";
import { codeSpan as code } from "./render/escape.ts";
import type { Finding, ReportCell } from "./report.ts";

const STARVED = 10;

/**
 * Finds what is worth saying about one workload.
 *
 * @param ranking Its cells.
 * @returns Findings; none if nothing was shed, overloaded or starved.
 */
export function findOverload({ workload, cells }: Ranking): Finding[] {
  const measured = cells.filter(({ trials }) => trials > 0);
  return [
    ...goodput(workload, measured),
    ...measured.flatMap(shed),
    ...measured.flatMap(starved),
  ];
}

/** Under overload, what counts is who still gets what they came for in time. */
function goodput(workload: string, cells: readonly ReportCell[]): Finding[] {
  const load = Math.max(...cells.map(({ offeredLoad }) => offeredLoad ?? 0));
  const known = cells.filter(({ goodputPerSecond, loop }) =>
    goodputPerSecond !== null && loop === "open"
  ).toSorted((a, b) => b.goodputPerSecond! - a.goodputPerSecond!);
  if (load < 1 || known.length < 2) return [];
  const [most] = known;
  const least = known[known.length - 1];
  const figure = ({ goodputPerSecond }: ReportCell) => `${formatNumber(goodputPerSecond)}/s`;
  return [{
    code: "goodput",
    text: `${code(workload)} offers ${formatNumber(load)} times what the loop can carry: within ` +
      `${formatMs(most.sloMs)}, ${label(most)} completes most, ${figure(most)} of ` +
      `${formatNumber(most.offeredRatePerSecond)}/s, and ${label(least)} least, ${figure(least)}.`,
  }];
}

function shed(cell: ReportCell): Finding[] {
  const { released, dropped, cancelled, rejected, lost } = cell.counts;
  if (dropped + cancelled === 0) return [];
  const parts = [
    [rejected, "rejected by dispatch"],
    [dropped - rejected - lost, "shed from the queue"],
    [lost, "lost on the way"],
    [cancelled, "aborted or late before they started"],
  ] as const;
  const shares = parts.filter(([count]) => count > 0)
    .map(([count, words]) => `${formatShare(count / released)} ${words}`);
  return [{
    code: "tasks-shed",
    text: `Under ${code(cell.workload)}, of the ${released} tasks dispatched by ${label(cell)}, ` +
      `${shares.join(", ")}.`,
  }];
}

function starved(cell: ReportCell): Finding[] {
  const { classes } = cell;
  if (classes.length < 2) return [];
  const first = classes[0];
  const last = classes[classes.length - 1];
  const [firstMs, lastMs] = [first.waitMs.p99, last.waitMs.p99];
  const leftOver = last.counts.unfinished > 0 && first.counts.unfinished === 0;
  const isLonger = firstMs !== null && lastMs !== null && lastMs >= STARVED * firstMs;
  if (!leftOver && !isLonger) return [];
  const left = leftOver ? ` and left ${last.counts.unfinished} of them unfinished` : "";
  return [{
    code: "class-starved",
    text: `Under ${code(cell.workload)}, ${label(cell)} lets class ${code(last.name)} wait ` +
      `${formatMs(lastMs)} (p99)${left}, class ${code(first.name)} ${formatMs(firstMs)}.`,
  }];
}
