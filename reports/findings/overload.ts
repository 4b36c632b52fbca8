/**
 * Sentences about workloads that bring more than the loop can carry, or tasks of unequal urgency: what
 * was shed, what got through in time, and who starved.
 *
 * @module
 */
import { type Draft, label } from "./_draft.ts";
import { formatMs, formatNumber, formatShare } from "../format.ts";
import type { Ranking } from "../ranking.ts";
import { codeSpan as code } from "../render/escape.ts";
import type { CellClass, ReportCell } from "../report.ts";

const STARVED = 10;
// Shorter waits starve nobody.
const STARVED_MS = 1;
const STARVED_SHARE = 0.1;

/**
 * Finds what is worth saying about one workload.
 *
 * @param ranking Its cells.
 * @returns Findings; none if nothing was shed, overloaded or starved.
 */
export function findOverload({ workload, cells }: Ranking): Draft[] {
  const measured = cells.filter(({ trials }) => trials > 0);
  return [
    ...goodput(workload, measured),
    ...measured.flatMap(shed),
    ...measured.flatMap(starved),
  ];
}

/** Under overload, what counts is who still gets what they came for in time. */
function goodput(workload: string, cells: readonly ReportCell[]): Draft[] {
  const known = cells.filter(({ goodputPerSecond, loop, servers }) =>
    goodputPerSecond !== null && loop === "open" && servers === null
  ).toSorted((a, b) => b.goodputPerSecond! - a.goodputPerSecond!);
  const loads = known.map(({ offeredLoad }) => offeredLoad ?? 0).sort((a, b) => a - b);
  const load = loads[Math.floor(loads.length / 2)];
  if (load < 1 || known.length < 2) return [];
  const [most] = known;
  const least = known[known.length - 1];
  const figure = ({ goodputPerSecond }: ReportCell) => `${formatNumber(goodputPerSecond)}/s`;
  return [{
    code: "goodput",
    text: `${code(workload)} offers ${formatNumber(load)} times what the loop can carry: of ` +
      `${formatNumber(most.offeredRatePerSecond)} tasks/s, ${label(most)} completes most within ` +
      `${formatMs(most.sloMs)} of their intended arrival, ${figure(most)}, and ${
        label(least)
      } least, ` +
      `${figure(least)}.`,
  }];
}

function shed(cell: ReportCell): Draft[] {
  const { released, dropped, cancelled, rejected, lost } = cell.counts;
  if (dropped + cancelled === 0) return [];
  const parts = [
    [rejected, "were rejected by dispatch"],
    [dropped - rejected - lost, "were shed from the queue"],
    [lost, "were lost on the way"],
    [cancelled, "were aborted, or late, before they started"],
  ] as const;
  const shares = parts.filter(([count]) => count > 0)
    .map(([count, words]) => `${formatShare(count / released)} ${words}`);
  return [{
    code: "tasks-shed",
    text: `Under ${code(cell.workload)}, of the ${released} tasks dispatched by ${label(cell)}, ` +
      `${shares.join(", ")}.`,
  }];
}

function starved(cell: ReportCell): Draft[] {
  const { classes } = cell;
  if (classes.length < 2) return [];
  const first = classes[0];
  const last = classes[classes.length - 1];
  const [firstMs, lastMs] = [first.waitMs.p99, last.waitMs.p99];
  // Waits are those of tasks that ran: a class that is given up or left over starves however short.
  const [firstLost, lastLost] = [first, last].map(shareNotRun);
  const isGivenUp = lastLost - firstLost >= STARVED_SHARE;
  const isLonger = firstMs !== null && lastMs !== null && lastMs >= STARVED_MS &&
    lastMs >= STARVED * firstMs;
  if (!isGivenUp && !isLonger) return [];
  const never = (share: number) => share > 0 ? `, ${formatShare(share)} of it never ended` : "";
  return [{
    code: "class-starved",
    text: `Under ${code(cell.workload)}, ${label(cell)} lets class ${code(last.name)} wait ` +
      `${formatMs(lastMs)} (p99)${never(lastLost)}, class ${code(first.name)} ` +
      `${formatMs(firstMs)}${never(firstLost)}.`,
  }];
}

function shareNotRun({ counts: { released, completed, failed } }: CellClass): number {
  return released === 0 ? 0 : 1 - (completed + failed) / released;
}
