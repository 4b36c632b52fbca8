import type { Ranking } from "../ranking.ts";
import type { ReportCell } from "../report.ts";
import { code, say, type Words } from "../words.ts";
import { type ComparedMetric, isComparable, isSurelyBetter, LAG, OVERHEAD } from "./_compared.ts";
import { finding, label, timeText, told } from "./_finding.ts";
import type { Finding } from "./finding.ts";

/** The least and the most of a metric under a workload, surely apart. */
interface Extremes {
  readonly least: ReportCell;
  readonly most: ReportCell;
}

/**
 * Finds who adds most to the wait that queueing explains, and who keeps everything else on the loop waiting
 * longest, where the data tells that from the least.
 *
 * @param rankings The cells of each workload.
 * @returns At most two findings.
 */
export function findExtremes(rankings: readonly Ranking[]): Finding[] {
  return [
    ...extremesOf(rankings, OVERHEAD, {
      name: "dispatch-overhead",
      opening: "What strategies add to the wait that queueing explains, on average",
    }),
    ...extremesOf(rankings, LAG, {
      name: "loop-lag",
      opening: "What other events on the loop wait (loop lag p99)",
    }),
  ];
}

function extremesOf(
  rankings: readonly Ranking[],
  metric: ComparedMetric,
  { name, opening }: { readonly name: string; readonly opening: string },
): Finding[] {
  const found = rankings.flatMap(({ cells }) => extremes(cells, metric));
  if (found.length === 0) return [];
  const cases = found.map(({ least, most }): Words => {
    const at = (cell: ReportCell) => timeText(metric.of(cell));
    return say`under ${code(most.workload)} ${label(most)} most, ${at(most)}, surely more than ${
      label(least)
    }, ${at(least)}`;
  });
  return [finding(
    name,
    say`${opening}: ${told(cases, "; ", "workloads")}.`,
    found.flatMap(({ least, most }) => [metric.of(most), metric.of(least)]),
  )];
}

/** The least, and the most of those that are surely more. */
function extremes(cells: readonly ReportCell[], metric: ComparedMetric): Extremes[] {
  const ranked = cells.filter((cell) => isComparable(metric, cell, cell))
    .toSorted((a, b) => metric.of(a).value! - metric.of(b).value!);
  if (ranked.length < 2) return [];
  const [least] = ranked;
  const most = ranked.findLast((cell) => isSurelyBetter(metric, least, cell));
  return most === undefined ? [] : [{ least, most }];
}
