/**
 * Sentences that the data supports, each made by a rule from figures of the report. A rule whose
 * condition does not hold says nothing.
 *
 * @module
 */
import { shedShare } from "../../experiments/record.ts";
import { type Draft, finished, label, list } from "./_draft.ts";
import { findOverload } from "./overload.ts";
import { findTheory } from "./theory.ts";
import { formatMs, formatMsWithInterval, formatNumber, formatShare } from "../format.ts";
import { rankCells, type Ranking } from "../ranking.ts";
import { codeSpan as code, escapeMarkdown } from "../render/escape.ts";
import type { Finding, ReportCell } from "../report.ts";

const NEARLY_ALL = 0.99;
const STALL_FACTOR = 2;

/**
 * Finds what is worth saying.
 *
 * @param cells The cells of a report.
 * @returns Findings, the most important first.
 */
export function findFindings(cells: readonly ReportCell[]): Finding[] {
  const rankings = rankCells(cells);
  return finished([
    ...blockedDispatch(cells),
    ...rankings.flatMap(winner),
    ...rankings.flatMap(unstable),
    ...rankings.flatMap(findOverload),
    ...rankings.flatMap(costliest),
    ...rankings.flatMap(stalls),
    ...findTheory(cells),
    ...failures(cells),
  ]);
}

/** Which strategies block their dispatch point for the body's whole length, and which do not. */
function blockedDispatch(cells: readonly ReportCell[]): Draft[] {
  const known = cells.filter(({ body, bodyInCallShare, serviceMs, dispatchCallMs }) =>
    body === "cpu" && bodyInCallShare !== null && serviceMs.p50 !== null &&
    dispatchCallMs.p50 !== null
  );
  const blocked = known.filter(({ bodyInCallShare }) => bodyInCallShare! >= NEARLY_ALL);
  const blocking = new Set(
    known.filter(({ bodyInCallShare }) => bodyInCallShare! > 0).map(({ strategy }) => strategy),
  );
  const free = known.filter(({ strategy }) => !blocking.has(strategy));
  const findings: Draft[] = [];
  for (const [strategy, alike] of Map.groupBy(blocked, ({ strategy }) => strategy)) {
    const figures = alike.map(({ workload, dispatchCallMs, serviceMs }) =>
      `${formatMs(dispatchCallMs.p50)} a call for a body of ${formatMs(serviceMs.p50)} under ` +
      code(workload)
    );
    findings.push({
      code: "dispatch-blocked",
      text: `${code(strategy)} blocks its dispatch point for the whole body (medians): ` +
        `${list(figures)}.`,
    });
  }
  if (free.length > 0) {
    const byCall = free.toSorted((a, b) => a.dispatchCallMs.p50! - b.dispatchCallMs.p50!);
    const quickest = byCall[0];
    const slowest = byCall[byCall.length - 1];
    const strategies = new Set(free.map(({ strategy }) => strategy));
    const isOne = strategies.size === 1;
    const others = blocked.length > 0 ? "other " : "";
    const who = isOne
      ? `${code(quickest.strategy)} returns`
      : `The ${others}${strategies.size} strategies return`;
    const range = byCall.length === 1
      ? `in ${formatMs(quickest.dispatchCallMs.p50)}`
      : `in ${formatMs(quickest.dispatchCallMs.p50)} (${label(quickest)}, ` +
        `${code(quickest.workload)}) to ${formatMs(slowest.dispatchCallMs.p50)} ` +
        `(${label(slowest)}, ${code(slowest.workload)})`;
    findings.push({
      code: "dispatch-free",
      // Not "none blocks": a full queue may hold its producer back, and that is then the range's end.
      text: `${who} from dispatch ${range}, ${
        byCall.length === 1 ? "the median" : "medians"
      }, and no body ran inside the call.`,
    });
  }
  return findings;
}

function winner({ workload, best, tied, cells }: Ranking): Draft[] {
  if (best === null || cells.length < 2) return [];
  const figure = formatMsWithInterval(best.waitMs.p99, best.waitMs.ci95.p99);
  const shed = shedShare(best.counts);
  const gaveUp = shed === 0
    ? ""
    : ` of the ${formatShare(1 - shed)} of its tasks that it did not give up`;
  const claim = `Under ${code(workload)}, ${
    label(best)
  } has the least p99 wait, ${figure}${gaveUp}`;
  if (best.waitMs.ci95.p99 === null) {
    return [{ code: "least-wait", text: `${claim}; one block cannot say how sure that is.` }];
  }
  const text = tied.length === 0
    ? `${claim}, and no other interval reaches it.`
    : `${claim}; the intervals do not tell it from ${list(tied.map(label))}.`;
  return [{ code: tied.length === 0 ? "least-wait" : "least-wait-tied", text }];
}

function unstable({ workload, cells }: Ranking): Draft[] {
  return cells.filter(({ state }) => state === "unstable").map((cell) => {
    const { counts, growthMsPerSecond, offeredRatePerSecond, throughputPerSecond } = cell;
    if (cell.unstableReason === "never-ended") {
      return {
        code: "never-ended",
        text: `${counts.unfinished} of ${counts.released} tasks of ${label(cell)} under ` +
          `${code(workload)} started and never ended; none was left waiting.`,
      };
    }
    const parts = [
      `${formatNumber(offeredRatePerSecond)} tasks/s were ${
        cell.loop === "open" ? "offered" : "sent"
      }`,
      `${formatNumber(throughputPerSecond)}/s completed`,
      counts.failed > 0 ? `${counts.failed} of ${counts.released} threw` : "",
      counts.unfinished > 0
        ? `${counts.unfinished} of ${counts.released} were unfinished when the grace time ended`
        : "",
      counts.released < counts.offered
        ? `${counts.offered - counts.released} of ${counts.offered} were never released`
        : "",
    ].filter((part) => part !== "");
    const growth = growthMsPerSecond === null || growthMsPerSecond <= 0
      ? ""
      : `; a task that comes a second later waits ${formatMs(growthMsPerSecond)} longer`;
    return {
      code: "unstable",
      text: `${label(cell)} cannot carry ${code(workload)}: ${list(parts)}${growth}.`,
    };
  });
}

/** Which strategy adds most to what queueing explains. */
function costliest({ workload, cells }: Ranking): Draft[] {
  const stable = cells.filter(({ state, dispatchOverheadMs }) =>
    state === "stable" && dispatchOverheadMs.mean !== null
  ).toSorted((a, b) => a.dispatchOverheadMs.mean! - b.dispatchOverheadMs.mean!);
  if (stable.length < 2) return [];
  const most = stable[stable.length - 1];
  const least = stable[0];
  const figure = ({ dispatchOverheadMs: { mean, ci95 } }: ReportCell) =>
    formatMsWithInterval(mean, ci95.mean);
  return [{
    code: "dispatch-overhead",
    text:
      `Under ${code(workload)}, of the stable strategies ${label(most)} adds most to the wait ` +
      `that queueing explains, ${figure(most)} on average, and ${label(least)} least, ` +
      `${figure(least)}.`,
  }];
}

/** Which strategy keeps the loop from anything else longest. */
function stalls({ workload, cells }: Ranking): Draft[] {
  const known = cells.filter(({ state, loopLagMs }) => state === "stable" && loopLagMs.p99 !== null)
    .toSorted((a, b) => a.loopLagMs.p99! - b.loopLagMs.p99!);
  if (known.length < 2) return [];
  const least = known[0];
  const most = known[known.length - 1];
  const [leastInterval, mostInterval] = [least.loopLagMs.ci95.p99, most.loopLagMs.ci95.p99];
  const isApart = leastInterval !== null && mostInterval !== null &&
    leastInterval[1] < mostInterval[0];
  if (!isApart || most.loopLagMs.p99! < STALL_FACTOR * least.loopLagMs.p99!) return [];
  return [{
    code: "loop-lag",
    text: `Under ${code(workload)}, other events on the loop wait longest with ${label(most)} ` +
      `(loop lag p99 ${formatMsWithInterval(most.loopLagMs.p99, mostInterval)}) and least with ` +
      `${label(least)} (${formatMsWithInterval(least.loopLagMs.p99, leastInterval)}).`,
  }];
}

function failures(cells: readonly ReportCell[]): Draft[] {
  return cells.filter(({ state, warnings }) =>
    state === "failed" && !warnings.some(({ code }) => code === "not-run")
  ).map((cell) => ({
    code: "failed",
    text: `${label(cell)} under ${code(cell.workload)} could not be measured: ` +
      `${escapeMarkdown(cell.warnings.map(({ message }) => message).join("; "))}.`,
  }));
}
