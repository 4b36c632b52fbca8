/**
 * Pairs of which each surely wins something that matters.
 *
 * @module
 */
import type { AnswerMetric } from "../cell_metrics.ts";
import { rankBy, rankCells } from "../ranking.ts";
import type { ReportCell } from "../report.ts";
import { isSurelyBetter } from "../surely_better.ts";
import { code, joinWords, listWords, say, type Words } from "../words.ts";
import { COMPARED } from "./_compared.ts";
import { evidenceOf, figureText, finding, label, seriesOf } from "./_finding.ts";
import type { Finding, FindingEvidence } from "./finding.ts";

/** More pairs are not told. */
const MOST_PAIRS = 3;

/** What one cell wins over another. */
interface Win {
  readonly metric: AnswerMetric;
  readonly winner: ReportCell;
  readonly loser: ReportCell;
}

/**
 * Finds what must be weighed: under a workload, the best of one metric is surely worse than the best of
 * another, and the other way round, and no third strategy is told from neither.
 *
 * @param cells The cells of a report.
 * @returns A finding a pair of strategies, those first that meet under most workloads.
 */
export function findTradeOffs(cells: readonly ReportCell[]): Finding[] {
  const groups = rankCells(cells).flatMap((
    { cells },
  ) => [...Map.groupBy(cells, ({ placement }) => placement).values()]);
  const trades = groups.flatMap(tradesWithin);
  const pairs = [
    ...Map.groupBy(trades, ([a, b]) => [seriesOf(a.winner), seriesOf(b.winner)].sort().join("\n"))
      .values(),
  ];
  return pairs.toSorted((a, b) => b.length - a.length).slice(0, MOST_PAIRS).map(tell);
}

type Trade = readonly [Win, Win];

function tradesWithin(cells: readonly ReportCell[]): Trade[] {
  const stable = cells.filter(({ state }) => state === "stable");
  const best = COMPARED.flatMap((metric) => {
    const { best, rivals } = rankBy(stable, metric);
    return best === null ? [] : [{ metric, cell: best, rivals }];
  });
  return best.flatMap((one, index) =>
    best.slice(index + 1).flatMap((other): Trade[] => {
      const [a, b] = [one.cell, other.cell];
      const isTrade = isSurelyBetter(one.metric, a, b) && isSurelyBetter(other.metric, b, a);
      // Who is told from neither has both, as far as can be said.
      const isSpared = one.rivals.some((third) => other.rivals.includes(third));
      if (!isTrade || isSpared) return [];
      return [[
        { metric: one.metric, winner: a, loser: b },
        { metric: other.metric, winner: b, loser: a },
      ]];
    })
  );
}

function tell(trades: readonly Trade[]): Finding {
  const [[one, other]] = trades;
  const elsewhere = [...new Set(trades.slice(1).map(([{ winner }]) => winner.workload))]
    .filter((workload) => workload !== one.winner.workload);
  const also = elsewhere.length === 0
    ? ""
    : say` The two are at odds under ${listWords(elsewhere.map(code))} too.`;
  const words = say`Under ${code(one.winner.workload)}, ${label(one.winner)} and ${
    label(other.winner)
  } are a trade: ${joinWords([won(one), won(other)], ", and ")}.${also}`;
  return finding("trade-off", words, trades.flat().flatMap(figures));
}

function won({ metric, winner, loser }: Win): Words {
  return say`${label(winner)} has the ${
    metric.better === "lower" ? "least" : "highest"
  } ${metric.phrase}, ${figureText(metric, winner)} against ${figureText(metric, loser)}`;
}

function figures({ metric, winner, loser }: Win): FindingEvidence[] {
  return [evidenceOf(metric, winner), evidenceOf(metric, loser)];
}
