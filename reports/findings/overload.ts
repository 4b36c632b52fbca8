/**
 * Sentences about workloads that bring more than the loop can carry, or tasks of unequal urgency: what
 * was shed, what got through in time, and who starved.
 *
 * @module
 */
import { formatMs, formatNumber, formatShare } from "../format.ts";
import { GOODPUT } from "../cell_metrics.ts";
import { overloadOf } from "../deciding_metric.ts";
import { rankBy, type Ranking } from "../ranking.ts";
import type { CellClass, ReportCell } from "../report.ts";
import { code, joinWords, say, type Words } from "../words.ts";
import { isSurelyBetter } from "../surely_better.ts";
import { evidenceOf, figureOf, figureText, finding, label, told } from "./_finding.ts";
import type { Finding } from "./finding.ts";

const STARVED = 10;
// Shorter waits starve nobody.
const STARVED_MS = 1;
const STARVED_SHARE = 0.1;

/**
 * Finds what is worth saying about one workload.
 *
 * @param ranking Its cells.
 * @returns At most three findings; none if nothing was shed, overloaded or starved.
 */
export function findOverload({ workload, cells }: Ranking): Finding[] {
  const measured = cells.filter(({ trials }) => trials > 0);
  return [
    ...goodput(workload, measured),
    ...shed(workload, measured),
    ...starved(workload, measured),
  ];
}

/** Under overload, what counts is who still gets what they came for in time. */
function goodput(workload: string, cells: readonly ReportCell[]): Finding[] {
  const load = overloadOf(cells);
  const byGoodput = rankBy(cells, GOODPUT).compared;
  if (load === null || byGoodput.length < 2) return [];
  const [most, least] = [byGoodput[0], byGoodput[byGoodput.length - 1]];
  const sure = [most, least].some((cell) => GOODPUT.intervalOf(cell) === null)
    ? "; without both intervals nothing says how sure that is"
    : isSurelyBetter(GOODPUT, most, least)
    ? ""
    : "; that is not surely more";
  return [finding(
    "goodput",
    say`${code(workload)} offers ${formatNumber(load)} times what the loop can carry: of ${
      formatNumber(most.offeredRatePerSecond)
    } tasks/s, ${label(most)} completes most within ${
      formatMs(most.sloMs)
    } of their intended arrival, ${figureText(GOODPUT, most)}, and ${label(least)} least, ${
      figureText(GOODPUT, least)
    }${sure}.`,
    [most, least].map((cell) => evidenceOf(GOODPUT, cell)),
  )];
}

function shed(workload: string, cells: readonly ReportCell[]): Finding[] {
  const shedding = cells.filter(({ counts }) => counts.dropped + counts.cancelled > 0);
  if (shedding.length === 0) return [];
  return [finding(
    "tasks-shed",
    say`Under ${code(workload)}, ${told(shedding.map(givenUp), "; ", "strategies")}.`,
    shedding.flatMap((cell) => [
      figureOf(cell, "counts.dropped", "tasks", cell.counts.dropped),
      figureOf(cell, "counts.cancelled", "tasks", cell.counts.cancelled),
    ]),
  )];
}

function givenUp(cell: ReportCell): Words {
  const { released, dropped, cancelled, rejected, lost } = cell.counts;
  const parts = [
    [rejected, "were rejected by dispatch"],
    [dropped - rejected - lost, "were shed from the queue"],
    [lost, "were lost on the way"],
    [cancelled, "were aborted, or late, before they started"],
  ] as const;
  const shares = parts.filter(([count]) => count > 0)
    .map(([count, words]) => `${formatShare(count / released)} ${words}`);
  return say`of the ${String(released)} tasks dispatched by ${label(cell)}, ${
    joinWords(shares, ", ")
  }`;
}

function starved(workload: string, cells: readonly ReportCell[]): Finding[] {
  const starving = cells.filter(isStarving);
  if (starving.length === 0) return [];
  return [finding(
    "class-starved",
    say`Under ${code(workload)}, ${told(starving.map(unequal), "; ", "strategies do alike")}.`,
    starving.flatMap((cell) =>
      ends(cell).map(({ name, waitMs }) =>
        figureOf(cell, `classes.${name}.waitMs.p99`, "ms", waitMs.p99, waitMs.ci95.p99)
      )
    ),
  )];
}

/** The most and the least urgent class. */
function ends({ classes }: ReportCell): readonly [CellClass, CellClass] {
  return [classes[0], classes[classes.length - 1]];
}

function isStarving(cell: ReportCell): boolean {
  if (cell.classes.length < 2) return false;
  const [first, last] = ends(cell);
  const [firstMs, lastMs] = [first.waitMs.p99, last.waitMs.p99];
  // Waits are those of tasks that ran: a class that is given up or left over starves however short.
  if (shareNotRun(last) - shareNotRun(first) >= STARVED_SHARE) return true;
  return firstMs !== null && lastMs !== null && lastMs >= STARVED_MS && lastMs >= STARVED * firstMs;
}

function unequal(cell: ReportCell): Words {
  const [first, last] = ends(cell);
  const never = (of: CellClass) =>
    shareNotRun(of) > 0 ? `, ${formatShare(shareNotRun(of))} of it never ended` : "";
  return say`${label(cell)} lets class ${code(last.name)} wait ${formatMs(last.waitMs.p99)} (p99)${
    never(last)
  }, class ${code(first.name)} ${formatMs(first.waitMs.p99)}${never(first)}`;
}

function shareNotRun({ counts: { released, completed, failed } }: CellClass): number {
  return released === 0 ? 0 : 1 - (completed + failed) / released;
}
