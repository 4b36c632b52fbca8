import { formatMs } from "../format.ts";
import type { ReportCell } from "../report.ts";
import { code, listWords, say, type Words } from "../words.ts";
import { finding, label, seriesOf, timeOf, told } from "./_finding.ts";
import type { Finding } from "./finding.ts";

const NEARLY_ALL = 0.99;

/**
 * Finds which strategies block their dispatch point for the body's whole length, and which do not.
 *
 * @param cells The cells of a report.
 * @returns A finding for those that do and one for those that never do; none for what lies between.
 */
export function findBlockedDispatch(cells: readonly ReportCell[]): Finding[] {
  const known = cells.filter(({ body, bodyInCallShare, serviceMs, dispatchCallMs }) =>
    body === "cpu" && bodyInCallShare !== null && serviceMs.p50 !== null &&
    dispatchCallMs.p50 !== null
  );
  const blocked = known.filter(({ bodyInCallShare }) => bodyInCallShare! >= NEARLY_ALL);
  const blocking = new Set(
    known.filter(({ bodyInCallShare }) => bodyInCallShare! > 0).map(seriesOf),
  );
  const free = known.filter((cell) => !blocking.has(seriesOf(cell)));
  const told = [...Map.groupBy(blocked, seriesOf).values()];
  // Who runs some of its bodies in the call is neither.
  const which = blocking.size === 0 ? "The " : told.length === blocking.size ? "The other " : "";
  return [...told.map(blocks), ...(free.length === 0 ? [] : [returns(free, which)])];
}

function blocks(alike: readonly ReportCell[]): Finding {
  const figures = alike.map(({ workload, dispatchCallMs, serviceMs }) =>
    say`${formatMs(dispatchCallMs.p50)} a call for a body of ${formatMs(serviceMs.p50)} under ${
      code(workload)
    }`
  );
  const words = say`${label(alike[0])} blocks its dispatch point for the whole body (medians): ${
    figures.length <= 2 ? listWords(figures) : told(figures, ", ", "workloads")
  }.`;
  const evidence = alike.flatMap((cell) => [
    timeOf(cell, "dispatchCallMs", "p50"),
    timeOf(cell, "serviceMs", "p50"),
  ]);
  return finding("dispatch-blocked", words, evidence);
}

function returns(free: readonly ReportCell[], which: "" | "The " | "The other "): Finding {
  const byCall = free.toSorted((a, b) => a.dispatchCallMs.p50! - b.dispatchCallMs.p50!);
  const [quickest, slowest] = [byCall[0], byCall[byCall.length - 1]];
  const strategies = new Set(free.map(seriesOf)).size;
  const who = strategies === 1
    ? say`${label(quickest)} returns`
    : `${which}${strategies} strategies return`;
  const at = (cell: ReportCell): Words =>
    say`${formatMs(cell.dispatchCallMs.p50)} (${label(cell)}, ${code(cell.workload)})`;
  const [least, most] = [quickest, slowest].map(({ dispatchCallMs }) =>
    formatMs(dispatchCallMs.p50)
  );
  const range = byCall.length === 1
    ? say`in ${least}, the median`
    : least === most
    ? say`in ${least}, all medians`
    : say`in ${at(quickest)} to ${at(slowest)}, medians`;
  // Not "none blocks": a full queue may hold its producer back, and that is then the range's end.
  const words = say`${who} from dispatch ${range}, and no body ran inside the call.`;
  return finding(
    "dispatch-free",
    words,
    (byCall.length === 1 ? [quickest] : [quickest, slowest]).map((cell) =>
      timeOf(cell, "dispatchCallMs", "p50")
    ),
  );
}
