import { type AnswerMetric, LAG, OVERHEAD } from "../cell_metrics.ts";
import { rankBy, type Ranking } from "../ranking.ts";
import type { ReportCell } from "../report.ts";
import { isSurelyBetter } from "../surely_better.ts";
import { code, say, type Words } from "../words.ts";
import { evidenceOf, figureText, finding, label, told } from "./_finding.ts";
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
  metric: AnswerMetric,
  { name, opening }: { readonly name: string; readonly opening: string },
): Finding[] {
  const found = rankings.flatMap(({ cells }) => extremes(cells, metric));
  if (found.length === 0) return [];
  const cases = found.map(({ least, most }): Words => {
    const at = (cell: ReportCell) => figureText(metric, cell);
    return say`under ${code(most.workload)} ${label(most)} most, ${at(most)}, surely more than ${
      label(least)
    }, ${at(least)}`;
  });
  return [finding(
    name,
    say`${opening}: ${told(cases, "; ", "workloads")}.`,
    found.flatMap(({ least, most }) => [evidenceOf(metric, most), evidenceOf(metric, least)]),
  )];
}

/** The least, and the most of those that are surely more. */
function extremes(cells: readonly ReportCell[], metric: AnswerMetric): Extremes[] {
  const { compared, best: least } = rankBy(cells, metric);
  const most = least && compared.findLast((cell) => isSurelyBetter(metric, least, cell));
  return least && most ? [{ least, most }] : [];
}
