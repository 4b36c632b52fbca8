/**
 * Which strategy to take for which workload.
 *
 * @module
 */
import { shedShare } from "../../experiments/record.ts";
import { rankCells, type Ranking } from "../ranking.ts";
import type { ReportCell } from "../report.ts";
import type { Interval } from "../stats/mod.ts";
import { code, joinWords, listWords, say, type Words } from "../words.ts";
import { type ComparedMetric, figureText, GOODPUT, WAIT } from "./_compared.ts";
import { finding, label, seriesOf, several, told } from "./_finding.ts";
import { overloadOf } from "./_overload.ts";
import type { Dominated } from "./dominance.ts";
import type { Finding } from "./finding.ts";

/** A strategy that gives up more of its tasks is not chosen by the waits of the rest. */
const FEW_SHED = 0.01;
/** Of so many kinds of workloads it is said what to take. */
const MOST_GROUPS = 3;
/** So many that cannot be told apart are named. */
const MOST_NAMED = 5;

/** What to take for a workload. */
interface Choice {
  readonly workload: string;
  /**
   * `only`: no other is stable. `sure`: nobody else comes near. `spared`: who ties with it has nothing that speaks for it. `tied`: any of
   * several. `untold`: without intervals nothing can be told. `nobody`: no strategy carries it.
   */
  readonly kind: "only" | "sure" | "spared" | "tied" | "untold" | "nobody";
  readonly take: readonly ReportCell[];
  /** Who ties with them, and is dominated by one of them. */
  readonly leave: readonly ReportCell[];
  readonly metric: ComparedMetric;
}

/**
 * Says what to take. The least p99 wait decides, goodput where more comes than the loop can carry. All that
 * cannot be told from the best are named, for of several alike the best is mostly the luckiest; but not those
 * that another of them dominates.
 *
 * @param cells The cells of a report.
 * @param dominated Which strategies are dominated, and by whom.
 * @returns One finding; none without cells.
 */
export function findBottomLine(
  cells: readonly ReportCell[],
  dominated: readonly Dominated[],
): Finding[] {
  const measured = cells.filter(({ trials }) => trials > 0);
  if (cells.length === 0) return [];
  if (measured.length === 0) {
    return [finding("bottom-line", say`Nothing was measured, so there is no answer.`, [])];
  }
  const series = new Set(measured.map(seriesOf));
  if (series.size === 1) return [onlyOne(measured)];
  // Where tasks come from is no matter of choice, unless each placement has but one strategy.
  const placements = [...Map.groupBy(measured, ({ placement }) => placement).values()]
    .filter((alike) => new Set(alike.map(seriesOf)).size > 1);
  const groups = placements.length === 0 ? [measured] : placements;
  const choices = groups.map((group) =>
    rankCells(group).map((ranking) => choose(ranking, dominated))
  );
  const sentences = choices.map((ofGroup, index) => {
    const where = groups.length === 1
      ? ""
      : `With the producer ${groups[index][0].placement} the loop's thread: `;
    return say`${where}${summary(ofGroup)}${spared(ofGroup)}${avoid(groups[index], ofGroup)}`;
  });
  return [finding(
    "bottom-line",
    joinWords(sentences, " "),
    choices.flat().flatMap(({ take, metric }) => take.map(metric.of)),
  )];
}

function choose(ranking: Ranking, dominated: readonly Dominated[]): Choice {
  const { workload, cells } = ranking;
  const overload = overloadOf(cells);
  if (overload !== null) return byGoodput(workload, overload.byGoodput);
  const keeping = cells.filter(({ counts }) => shedShare(counts) < FEW_SHED);
  const [{ best, tied }] = keeping.length === 0 ? [ranking] : rankCells(keeping);
  if (best === null) return { workload, kind: "nobody", take: [], leave: [], metric: WAIT };
  if (cells.filter(({ state }) => state === "stable").length === 1) {
    return { workload, kind: "only", take: [best], leave: [], metric: WAIT };
  }
  if (best.waitMs.ci95.p99 === null) {
    return { workload, kind: "untold", take: [best], leave: [], metric: WAIT };
  }
  if (tied.length === 0) return { workload, kind: "sure", take: [best], leave: [], metric: WAIT };
  const alike = [best, ...tied];
  const left = alike.filter((cell) =>
    !dominated.some(({ series, by }) =>
      series.includes(cell) && alike.some((other) => by.includes(other))
    )
  );
  const leave = alike.filter((cell) => !left.includes(cell));
  return { workload, kind: left.length === 1 ? "spared" : "tied", take: left, leave, metric: WAIT };
}

function byGoodput(workload: string, cells: readonly ReportCell[]): Choice {
  const [best, ...others] = cells;
  const base = { workload, take: [best], leave: [], metric: GOODPUT };
  if (others.length === 0) return { ...base, kind: "only" };
  if (best.goodputPerSecond === 0) return { ...base, kind: "nobody", take: [] };
  if (best.goodputPerSecondCi95 === null) return { ...base, kind: "untold" };
  const reaches = (interval: Interval | null) =>
    interval === null || interval[1] >= best.goodputPerSecondCi95![0];
  const tied = others.filter(({ goodputPerSecondCi95 }) => reaches(goodputPerSecondCi95));
  return tied.length === 0
    ? { ...base, kind: "sure" }
    : { ...base, kind: "tied", take: [best, ...tied] };
}

/** A sentence for all workloads of which the same is to be said, those first that are most. */
function summary(choices: readonly Choice[]): Words {
  const groups = [
    ...Map.groupBy(
      choices,
      ({ kind, take, metric }) => [kind, metric.name, ...take.map(seriesOf).sort()].join("\n"),
    ).values(),
  ]
    .toSorted((a, b) => b.length - a.length);
  const rest = groups.slice(MOST_GROUPS).flat().length;
  return joinWords([
    ...groups.slice(0, MOST_GROUPS).map(sentence),
    ...(rest === 0 ? [] : [`For ${rest} more workloads see the answer.`]),
  ], " ");
}

function sentence(choices: readonly Choice[]): Words {
  const [{ kind, take, metric }] = choices;
  const where = several(choices.map(({ workload }) => code(workload)), "workloads");
  const least = metric.better === "lower" ? "least" : "highest";
  // By name: an order by estimates that cannot be told apart would favour the luckiest.
  const named = take.toSorted((a, b) => seriesOf(a) < seriesOf(b) ? -1 : 1).map(label);
  // The figures of several workloads follow in findings of their own.
  const figures = () => choices.length > 1 ? "" : `, ${figureText(metric.of(take[0]))}`;
  switch (kind) {
    case "nobody":
      return say`No strategy carries ${where}.`;
    case "only":
      return say`For ${where} take ${named[0]}: no other was measured to carry ${
        choices.length === 1 ? "it" : "them"
      }.`;
    case "untold":
      return say`For ${where} it cannot be told from one block which is best: by estimate ${
        named[0]
      } has the ${least} ${metric.name}${figures()}.`;
    case "sure":
      return say`For ${where} take ${
        named[0]
      }: it has surely the ${least} ${metric.name}${figures()}.`;
    case "spared":
      return say`For ${where} take ${named[0]}: no ${metric.name} is surely better.`;
    case "tied":
      return say`No single winner for ${where}: take ${
        named.length > MOST_NAMED ? `any of ${named.length} strategies` : listWords(named, "or")
      }, whose ${metric.name} cannot be told from the ${least}.`;
  }
}

/** Who waits no longer, and is left out for something else. */
function spared(choices: readonly Choice[]): Words {
  const taken = new Set(choices.flatMap(({ take }) => take).map(seriesOf));
  const left = [...Map.groupBy(choices.flatMap(({ leave }) => leave), seriesOf).values()]
    .map(([cell]) => cell).filter((cell) => !taken.has(seriesOf(cell)));
  if (left.length === 0) return [];
  return say` Where ${several(left.map(label), "strategies")} ${
    left.length === 1 ? "ties with them, it is" : "tie with them, they are"
  } left out as dominated.`;
}

/** Strategies that carry nothing of what others carry. */
function avoid(cells: readonly ReportCell[], choices: readonly Choice[]): Words {
  const carried = choices
    .filter(({ kind, take, metric }) => take.length > 0 && kind !== "only" && metric === WAIT)
    .map(({ workload }) => workload);
  const useless = [...Map.groupBy(cells, seriesOf).values()].filter((alike) => {
    const tried = alike.filter(({ workload }) => carried.includes(workload));
    return tried.length > 0 && tried.every(({ state, unstableReason }) =>
      state === "unstable" && unstableReason !== "never-ended"
    ) && !choices.some(({ take }) =>
      take.some((cell) => alike.includes(cell))
    );
  });
  if (useless.length === 0) return [];
  return say` ${listWords(useless.map(([cell]) => label(cell)))} ${
    useless.length === 1 ? "carries" : "carry"
  } nothing of what others do.`;
}

function onlyOne(cells: readonly ReportCell[]): Finding {
  const cases = cells.map((cell): Words => {
    const { workload, state, waitMs } = cell;
    if (state === "unstable") return say`it cannot carry ${code(workload)}`;
    if (waitMs.p99 === null) return say`under ${code(workload)} no wait is known`;
    const unsure = waitMs.ci95.p99 === null ? ", from one block" : "";
    return say`the p99 wait under ${code(workload)} is ${figureText(WAIT.of(cell))}${unsure}`;
  });
  return finding(
    "bottom-line",
    say`Only ${label(cells[0])} was measured, so there is nothing to choose from: ${
      told(cases, "; ", "workloads")
    }.`,
    cells.map(WAIT.of),
  );
}
