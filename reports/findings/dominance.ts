/**
 * Strategies for which nothing speaks: another is nowhere surely worse, and somewhere surely better.
 *
 * @module
 */
import { type AnswerMetric, GOODPUT } from "../cell_metrics.ts";
import type { ReportCell } from "../report.ts";
import { areComparable, isSurelyBetter, LEAST_RATIO, shedsMany } from "../surely_better.ts";
import { code, listWords, say, type Words } from "../words.ts";
import { COMPARED } from "./_compared.ts";
import {
  evidenceOf,
  figureOf,
  figureText,
  finding,
  label,
  seriesOf,
  several,
  told,
} from "./_finding.ts";
import type { Finding, FindingEvidence } from "./finding.ts";

/** Of what may be 0 or below, for a ratio: a clock shows no less. */
const LEAST_MS = 1e-6;

/** The cells of a strategy with a placement. */
type Series = readonly ReportCell[];

type ByWorkload = ReadonlyMap<string, ReportCell>;

/** Where one cell is surely better: in a metric, or in that it carries its workload at all. */
interface Win {
  readonly metric: AnswerMetric | "stability";
  readonly better: ReportCell;
  readonly worse: ReportCell;
}

/** A win in a metric. */
type MetricWin = Win & { readonly metric: AnswerMetric };

/** One strategy held against another, over the workloads that both ran. */
interface Held {
  readonly wins: readonly Win[];
  readonly losses: number;
  readonly compared: number;
}

/** A strategy and the one that leaves nothing to say for it. */
export interface Dominated {
  /** Its cells. */
  readonly series: Series;
  /** Those of the one to take in its place. */
  readonly by: Series;
  /** How the two compare. */
  readonly held: Held;
}

/**
 * Finds which strategies dominate which. Only strategies with the same placement are compared: where tasks
 * come from is no matter of choice. One that did not run under all workloads of another does not dominate it.
 *
 * @param cells The cells of a report.
 * @returns An entry a pair. As *surely better* is not transitive, pairs may form chains and circles.
 */
export function dominated(cells: readonly ReportCell[]): Dominated[] {
  const all: Series[] = [...Map.groupBy(cells, seriesOf).values()];
  const cellsOf = new Map(
    all.map((series) => [series, new Map(series.map((cell) => [cell.workload, cell]))]),
  );
  return all.flatMap((series) =>
    all.flatMap((by): Dominated[] => {
      if (by === series || by[0].placement !== series[0].placement) return [];
      const held = hold(cellsOf.get(by)!, series);
      return held !== null && held.wins.length > 0 && held.losses === 0
        ? [{ series, by, held }]
        : [];
    })
  );
}

/** Of each dominated strategy, the pair that is told. */
function toldPairs(pairs: readonly Dominated[]): Dominated[] {
  const losers = new Set(pairs.map(({ series }) => series));
  const reach = (by: Series) => pairs.filter((pair) => pair.by === by).length;
  // Who is dominated itself is named only if nobody else is left.
  const rank = ({ by, held }: Dominated) =>
    (losers.has(by) ? 0 : 1e6) + reach(by) * 1e3 + held.wins.length;
  return [...Map.groupBy(pairs, ({ series }) => series).values()]
    .map((candidates) => candidates.reduce((a, b) => rank(b) > rank(a) ? b : a));
}

/** How a strategy compares with another; null if it did not run wherever the other did. */
function hold(candidate: ByWorkload, other: Series): Held | null {
  const wins: Win[] = [];
  let [losses, compared] = [0, 0];
  for (const worse of other) {
    if (worse.state === "failed") continue;
    const better = candidate.get(worse.workload);
    if (better === undefined || better.state === "failed") return null;
    const [isCarried, isMissed] = [carriesWhatNot(better, worse), carriesWhatNot(worse, better)];
    // To be stable is a win only for who has not less of the goodput, told apart or not.
    if (isCarried && hasAsMuchGoodput(better, worse)) {
      wins.push({ metric: "stability", better, worse });
    }
    if (isMissed) losses++;
    if (isCarried || isMissed) compared++;
    // What holds without a steady state is compared in every pair: to be stable makes up for no loss.
    for (const metric of COMPARED) {
      if (!areComparable(metric, better, worse)) continue;
      compared++;
      if (isSurelyBetter(metric, better, worse)) wins.push({ metric, better, worse });
      else if (isSurelyBetter(metric, worse, better)) losses++;
    }
  }
  return { wins, losses, compared };
}

/** Whether one carries the workload, which the other does not. */
function carriesWhatNot(one: ReportCell, other: ReportCell): boolean {
  if (one.state !== "stable" || other.state !== "unstable") return false;
  // Tasks that never end are the bodies' own. Who gives tasks up is stable by that, and carries no more.
  return other.unstableReason !== "never-ended" && !shedsMany(one);
}

function hasAsMuchGoodput(one: ReportCell, other: ReportCell): boolean {
  const [own, others] = [one, other].map((cell) => GOODPUT.valueOf(cell) ?? 0);
  return LEAST_RATIO * own >= others;
}

/**
 * Says which strategies are dominated, one finding for all that the same one dominates.
 *
 * @param all What {@link dominated} found.
 * @returns A finding for each that dominates.
 */
export function findDominance(all: readonly Dominated[]): Finding[] {
  return [...Map.groupBy(toldPairs(all), ({ by }) => by)].map(([[by], pairs]) => {
    const cases = pairs.map(({ held }) => against(held));
    const words = say`${label(by)} is nowhere surely worse than ${
      listWords(pairs.map(({ series: [cell] }) => label(cell)))
    }, and surely better: ${told(cases.map(({ words }) => words), "; ", "strategies")}.`;
    return finding("dominated", words, cases.flatMap(({ evidence }) => evidence));
  });
}

/** The widest win in words, and how many there are. */
function against({ wins, compared }: Held): { words: Words; evidence: FindingEvidence[] } {
  const carried = wins.filter(({ metric }) => metric === "stability");
  if (carried.length > 0) {
    const cells = carried.map(({ worse }) => worse);
    const workloads = cells.map(({ workload }) => code(workload));
    return {
      words: say`${label(cells[0])} cannot carry ${several(workloads, "workloads")}`,
      evidence: cells.map((cell) =>
        figureOf(cell, "throughputPerSecond", "/s", cell.throughputPerSecond)
      ),
    };
  }
  const [{ metric, better, worse }] = (wins as readonly MetricWin[])
    .toSorted((a, b) => factor(b) - factor(a));
  return {
    words: say`${label(worse)} has a ${metric.phrase} of ${figureText(metric, worse)} under ${
      code(worse.workload)
    }, against ${figureText(metric, better)} (${String(wins.length)} of ${
      String(compared)
    } comparisons tell the two apart)`,
    evidence: [evidenceOf(metric, worse), evidenceOf(metric, better)],
  };
}

function factor({ metric, better, worse }: MetricWin): number {
  const [a, b] = [metric.valueOf(better)!, metric.valueOf(worse)!];
  return metric.better === "lower" ? b / Math.max(a, LEAST_MS) : a / b;
}
