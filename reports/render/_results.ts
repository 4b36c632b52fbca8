/** The sections of a report that are about one workload. */
import { shedShare } from "../../experiments/record.ts";
import { formatMs, formatMsWithInterval, formatNumber, formatShare, NOTHING } from "../format.ts";
import type { Ranking } from "../ranking.ts";
import type { ReportCell } from "../report.ts";
import { renderClasses } from "./_classes.ts";
import { renderRoundTrips } from "./_round_trips.ts";
import { table } from "./_table.ts";
import { codeCell as code } from "./escape.ts";

/** The section of one workload: what came, and a row a strategy. */
export function renderResults({ cells, best, tied }: Ranking): string {
  const [sample] = cells;
  const measured = cells.find(({ trials }) => trials > 0);
  const about = measured === undefined
    ? "No trial of this workload was measured."
    : sample.loop === "closed"
    ? `Closed loop, body ${sample.body}: each user waits for the task before to end, thinks, and comes ` +
      `again, so rates are what each strategy made of it; service ${
        formatMs(measured.serviceMs.mean)
      } on average (Cs² ${formatNumber(measured.serviceScv)}).`
    : `Arrivals ${sample.arrivals} (open loop), body ${sample.body}: ` +
      `${formatNumber(measured.offeredRatePerSecond)} tasks/s offered ` +
      `(Ca² ${formatNumber(measured.arrivalScv)}, index of dispersion ` +
      `${formatNumber(measured.arrivalIdc)}), service ${formatMs(measured.serviceMs.mean)} on ` +
      `average (Cs² ${formatNumber(measured.serviceScv)}).`;
  const header = [
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
  const rows = cells.map((cell) => {
    const mark = cell === best && cell.waitMs.ci95.p99 !== null
      ? " **best**"
      : tied.includes(cell)
      ? " ≈ best"
      : "";
    const name = `${code(cell.strategy)}${mark}${gaveUp(cell)}`;
    if (cell.state === "failed") {
      return [name, cell.placement, "**failed**", ...Array(11).fill(NOTHING)];
    }
    const waits = cell.state === "stable"
      ? [
        formatMsWithInterval(cell.waitMs.p99, cell.waitMs.ci95.p99),
        formatMsWithInterval(cell.waitMs.p50, cell.waitMs.ci95.p50),
        formatMsWithInterval(cell.waitMs.mean, cell.waitMs.ci95.mean),
        formatMsWithInterval(cell.dispatchOverheadMs.mean, cell.dispatchOverheadMs.ci95.mean),
      ]
      : [`**unstable**: ${growth(cell)}`, NOTHING, NOTHING, NOTHING];
    return [
      name,
      cell.placement,
      ...waits,
      formatMsWithInterval(cell.dispatchCallMs.p50, cell.dispatchCallMs.ci95.p50),
      formatMs(cell.dispatchCallMs.p99),
      formatMs(cell.latenessMs.p99),
      formatMsWithInterval(cell.loopLagMs.p99, cell.loopLagMs.ci95.p99),
      formatMs(cell.loopLagMs.max),
      formatNumber(cell.utilization),
      formatNumber(cell.throughputPerSecond),
      formatNumber(cell.goodputPerSecond),
    ];
  });
  return [
    about,
    "",
    table(header, rows),
    "",
    best !== null && best.waitMs.ci95.p99 === null
      ? "Sorted by p99 wait. One block has no intervals, so nothing says how sure the order is."
      : "Sorted by p99 wait. Brackets are 95 % confidence intervals over blocks, in the unit " +
        "before them; “≈ best” marks strategies whose p99 interval overlaps the best one's.",
    `Goodput counts completions within ${formatMs(sample.sloMs)} of their intended arrival.`,
    ...renderRoundTrips(cells),
    ...renderClasses(cells),
  ].join("\n");
}

function growth({ growthMsPerSecond, unstableReason, servers }: ReportCell): string {
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

/** A wait is only that of tasks which ran: who gave some up has shorter ones. */
function gaveUp({ counts }: ReportCell): string {
  const share = shedShare(counts);
  return share > 0 ? ` (${formatShare(share)} never ran)` : "";
}
