import { shedShare } from "../../experiments/record.ts";
import { formatMs, formatNumber, formatShare, formatWithInterval } from "../format.ts";
import type { Ranking } from "../ranking.ts";
import type { ReportCell } from "../report.ts";
import { shedsMany } from "../surely_better.ts";
import { code, say, type Words } from "../words.ts";
import type { Table, TableCell } from "./figure.ts";
import { figureCell, nameCell, noFigure, timeCell, wordsCell } from "./table_cells.ts";

const HEAD = [
  "strategy",
  "producer",
  "wait p99",
  "wait p50",
  "wait mean",
  "dispatch overhead mean",
  "dispatch call p50",
  "dispatch call p99",
  "lateness p99",
  "loop lag p99",
  "loop lag max",
  "ρ",
  "tasks/s",
  "goodput/s",
];

/**
 * What was measured under a workload, a row a strategy; who produces is said unless all are
 * inside, as a strategy is unless its name says otherwise.
 *
 * @param ranking The workload's cells, best first.
 * @returns The table.
 */
export function resultsTable(ranking: Ranking): Table {
  const areInside = ranking.cells.every(({ placement }) => placement === "inside");
  return {
    caption: `Results under ${ranking.workload}`,
    head: HEAD.filter((name) => name !== "producer" || !areInside),
    rows: ranking.cells.map((cell) => [
      nameCell(cell.strategy, { ...markOf(cell, ranking), ...gaveUp(cell) }),
      ...(areInside ? [] : [wordsCell(cell.placement)]),
      ...(cell.state === "failed"
        ? [wordsCell("failed", { mark: "failed" }), ...Array.from({ length: 11 }, noFigure)]
        : [...waits(cell), ...figures(cell)]),
    ]),
  };
}

function markOf(cell: ReportCell, { best, tied }: Ranking): Pick<TableCell, "mark"> {
  if (cell === best) return { mark: "best" };
  return tied.includes(cell) ? { mark: "tied" } : {};
}

/** A wait is only that of tasks which ran: who gave some up has shorter ones. */
function gaveUp({ counts }: ReportCell): Pick<TableCell, "note"> {
  const share = shedShare(counts);
  return share > 0 ? { note: `${formatShare(share)} never ran` } : {};
}

function waits({ state, waitMs, dispatchOverheadMs, ...cell }: ReportCell): TableCell[] {
  if (state === "unstable") {
    const note = growthWords(cell);
    return [
      wordsCell("unstable", { mark: "unstable", note }),
      noFigure(),
      noFigure(),
      noFigure(),
    ];
  }
  return [
    timeCell(waitMs.p99, waitMs.ci95.p99),
    timeCell(waitMs.p50, waitMs.ci95.p50),
    timeCell(waitMs.mean, waitMs.ci95.mean),
    timeCell(dispatchOverheadMs.mean, dispatchOverheadMs.ci95.mean),
  ];
}

function figures(cell: ReportCell): TableCell[] {
  const { dispatchCallMs, latenessMs, loopLagMs } = cell;
  return [
    timeCell(dispatchCallMs.p50, dispatchCallMs.ci95.p50),
    timeCell(dispatchCallMs.p99),
    timeCell(latenessMs.p99),
    timeCell(loopLagMs.p99, loopLagMs.ci95.p99),
    timeCell(loopLagMs.max),
    ...[cell.utilization, cell.throughputPerSecond].map((value) =>
      figureCell(formatNumber(value), value)
    ),
    figureCell(
      formatWithInterval(cell.goodputPerSecond, cell.goodputPerSecondCi95),
      cell.goodputPerSecond,
    ),
  ];
}

/**
 * Why a cell is unstable, and how fast its waits grow.
 *
 * @param cell An unstable cell.
 * @returns Words.
 */
export function growthWords(
  { growthMsPerSecond, unstableReason, servers }: Pick<
    ReportCell,
    "growthMsPerSecond" | "unstableReason" | "servers"
  >,
): string {
  const who = servers === null ? "the loop has" : "its threads have";
  const reason = {
    "overload": `more work than ${who} time for`,
    "unfinished": "tasks left over",
    "never-ended": "tasks that never ended",
    "wait-grows": "waits grow",
  }[unstableReason ?? "unfinished"];
  if (growthMsPerSecond === null || growthMsPerSecond <= 0) return reason;
  return `${reason}, wait + ${formatMs(growthMsPerSecond)} per second`;
}

/**
 * What came under a workload.
 *
 * @param ranking The workload's cells.
 * @returns A sentence.
 */
export function aboutWorkload({ cells }: Ranking): string {
  const [sample] = cells;
  const measured = cells.find(({ trials }) => trials > 0);
  if (measured === undefined) return "No trial of this workload was measured.";
  const service = `service ${formatMs(measured.serviceMs.mean)} on average ` +
    `(Cs² ${formatNumber(measured.serviceScv)}).`;
  if (sample.loop === "closed") {
    return `Closed loop, body ${sample.body}: each user waits for the task before to end, thinks, and comes ` +
      `again, so rates are what each strategy made of it; ${service}`;
  }
  return `Arrivals ${sample.arrivals} (open loop), body ${sample.body}: ` +
    `${formatNumber(measured.offeredRatePerSecond)} tasks/s offered ` +
    `(Ca² ${formatNumber(measured.arrivalScv)}, index of dispersion ` +
    `${formatNumber(measured.arrivalIdc)}), ${service}`;
}

/**
 * How the results of a workload are to be read.
 *
 * @param ranking The workload's cells.
 * @returns Sentences.
 */
export function resultsNotes({ cells, compared }: Ranking): readonly string[] {
  const [least] = compared;
  const hasIntervals = cells.some(({ trials }) => trials > 1);
  const isMarked = cells.length > 1 && least !== undefined && least.waitMs.ci95.p99 !== null;
  const isShed = cells.some((cell) => cell.state === "stable" && shedsMany(cell));
  return [
    [
      "Sorted by p99 wait.",
      hasIntervals
        ? "Brackets are 95 % confidence intervals over blocks, in the unit before them."
        : "",
      isMarked
        ? "“≈ best” marks strategies whose p99 interval overlaps the best one's, however small the difference."
        : least === undefined || cells.length < 2
        ? ""
        : hasIntervals
        ? "The least was measured in one block and has no interval, so none is marked as best."
        : "No strategy was measured in more than one block, so there are no intervals and nothing says " +
          "how sure the order is.",
      isShed
        ? "Strategies that gave up 1 % of their tasks or more follow: they are not compared by the " +
          "waits of the rest."
        : "",
    ].filter((sentence) => sentence !== "").join(" "),
    `Goodput counts completions within ${formatMs(cells[0].sloMs)} of their intended arrival.`,
  ];
}

/**
 * When the loop learnt of the tasks that it did not run itself.
 *
 * @param cells The cells of a workload.
 * @returns A sentence a strategy with a pool of threads; none if the loop ran all bodies.
 */
export function roundTrips(cells: readonly ReportCell[]): readonly Words[] {
  return cells.flatMap(({ strategy, placement, servers, returnMs }) => {
    if (servers === null || returnMs.p50 === null) return [];
    const where = placement === "inside" ? "" : ` (${placement})`;
    const later = timeCell(returnMs.p50, returnMs.ci95.p50).text;
    return [
      say`${code(strategy)}${where}: bodies ran on ${String(servers)} ${
        servers === 1 ? "thread" : "threads"
      }; the loop learnt of their end ${later} later (p50), ${formatMs(returnMs.p99)} (p99).`,
    ];
  });
}
