/**
 * Which strategy to take for which workload.
 *
 * @module
 */
import { type AnswerMetric, GOODPUT, WAIT } from "../cell_metrics.ts";
import { decide } from "../deciding_metric.ts";
import { rankCells, surenessOf } from "../ranking.ts";
import type { ReportCell } from "../report.ts";
import { shedsMany } from "../surely_better.ts";
import { code, joinWords, listWords, say, type Words } from "../words.ts";
import { evidenceOf, figureText, finding, label, seriesOf, several, told } from "./_finding.ts";
import type { Dominated } from "./dominance.ts";
import type { Finding } from "./finding.ts";

/** Of so many kinds of workloads it is said what to take. */
const MOST_GROUPS = 3;
/** So many that are not surely worse than the best are named. */
const MOST_NAMED = 5;

/** What to take for a workload. */
interface Choice {
  readonly workload: string;
  /**
   * `only`: no other can be compared. `keeping`: the same, for others give tasks up. `sure`: nobody else
   * comes near. `spared`: who ties with it is dominated by it. `tied`: any of several. `untold`: of each
   * there is one block at most. `unmeasured`: the best estimate has no interval, though others may have.
   * `nobody`: no strategy carries it.
   */
  readonly kind:
    | "only"
    | "keeping"
    | "sure"
    | "spared"
    | "tied"
    | "untold"
    | "unmeasured"
    | "nobody";
  readonly take: readonly ReportCell[];
  /** Who ties with them, and is dominated by one of them. */
  readonly leave: readonly ReportCell[];
  readonly metric: AnswerMetric;
}

/**
 * Says what to take. The least p99 wait decides, goodput where more comes than the loop can carry. All that
 * are not surely worse than the best are named, for of several alike the best is mostly the luckiest; but not
 * those that another of them dominates.
 *
 * @param cells The cells of a report.
 * @param dominated Which strategies dominate which.
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
    rankCells(group).map(({ workload, cells }) => choose(workload, cells, dominated))
  );
  const sentences = choices.map((ofGroup, index) => {
    const where = groups.length === 1
      ? ""
      : `With the producer ${groups[index][0].placement} the loop's thread: `;
    return say`${where}${summary(ofGroup)}${spared(ofGroup)}${avoid(groups[index], ofGroup)}`;
  });
  return [finding(
    "bottom-line",
    say`${joinWords(sentences, " ")}${
      alone(measured.filter((cell) => !groups.flat().includes(cell)))
    }`,
    choices.flat().flatMap(({ take, metric }) => take.map((cell) => evidenceOf(metric, cell))),
  )];
}

function choose(
  workload: string,
  cells: readonly ReportCell[],
  dominated: readonly Dominated[],
): Choice {
  const { metric, ...standing } = decide(cells);
  const { compared, rivals } = standing;
  const [first] = compared;
  const base = { workload, take: [first], leave: [], metric };
  if (first === undefined || metric === GOODPUT && first.goodputPerSecond === 0) {
    return { ...base, kind: "nobody", take: [] };
  }
  const isSpared = metric === WAIT &&
    cells.some((cell) => cell.state === "stable" && shedsMany(cell));
  switch (surenessOf(standing)) {
    case "alone":
      return { ...base, kind: isSpared ? "keeping" : "only" };
    case "untold":
      return {
        ...base,
        kind: compared.every(({ trials }) => trials < 2) ? "untold" : "unmeasured",
      };
    case "sure":
      return { ...base, kind: "sure" };
    default: {
      const take = undominated([first, ...rivals], dominated);
      const leave = [first, ...rivals].filter((cell) => !take.includes(cell));
      return { ...base, kind: take.length === 1 ? "spared" : "tied", take, leave };
    }
  }
}

/**
 * Leaves out who is dominated by one that is kept. What dominates one another in a circle is kept, unless one
 * outside of it that is kept dominates it.
 */
function undominated(
  alike: readonly ReportCell[],
  dominated: readonly Dominated[],
): readonly ReportCell[] {
  const masters = new Map(alike.map((cell) => [
    cell,
    dominated.filter(({ series }) => series.includes(cell))
      .flatMap(({ by }) => alike.filter((other) => by.includes(other))),
  ]));
  const [kept, dropped] = [new Set<ReportCell>(), new Set<ReportCell>()];
  for (let known = -1; known < kept.size + dropped.size;) {
    known = kept.size + dropped.size;
    for (const [cell, above] of masters) {
      if (kept.has(cell) || dropped.has(cell)) continue;
      if (above.some((other) => kept.has(other))) dropped.add(cell);
      else if (above.every((other) => dropped.has(other))) kept.add(cell);
    }
  }
  return alike.filter((cell) => !dropped.has(cell));
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
  const it = choices.length === 1 ? "it" : "them";
  const [least, apart] = metric.better === "lower"
    ? ["least", "more than the least"]
    : ["highest", "less than the highest"];
  // By name: an order by estimates that cannot be told apart would favour the luckiest.
  const named = take.toSorted((a, b) => seriesOf(a) < seriesOf(b) ? -1 : 1).map(label);
  // The figures of several workloads follow in findings of their own.
  const figures = () => choices.length > 1 ? "" : `, ${figureText(metric, take[0])}`;
  switch (kind) {
    case "nobody":
      return say`No strategy carries ${where}.`;
    case "only":
      return say`For ${where} take ${named[0]}: no other was measured${
        metric === WAIT ? ` to carry ${it}` : ""
      }.`;
    case "keeping":
      return say`For ${where} take ${
        named[0]
      }: no other was measured to carry ${it} without giving up tasks.`;
    case "untold":
      return say`For ${where} it cannot be told from one block which is best: by estimate ${
        named[0]
      } has the ${least} ${metric.phrase}${figures()}.`;
    case "unmeasured":
      return say`For ${where} it cannot be told which is best: by estimate ${
        named[0]
      } has the ${least} ${metric.phrase}${figures()}, but without an interval.`;
    case "sure":
      return say`For ${where} take ${
        named[0]
      }: it has surely the ${least} ${metric.phrase}${figures()}.`;
    case "spared":
      return say`For ${where} take ${named[0]}: no ${metric.phrase} is surely better.`;
    case "tied":
      return say`No single winner for ${where}: take ${
        named.length > MOST_NAMED ? `any of ${named.length} strategies` : listWords(named, "or")
      }, whose ${metric.phrase} is not surely ${apart}.`;
  }
}

/** Who does no worse by the metric, and is left out for something else. */
function spared(choices: readonly Choice[]): Words {
  const taken = new Set(choices.flatMap(({ take }) => take).map(seriesOf));
  const left = [...Map.groupBy(choices.flatMap(({ leave }) => leave), seriesOf).values()]
    .map(([cell]) => cell).filter((cell) => !taken.has(seriesOf(cell)));
  if (left.length === 0) return [];
  const tying = choices.filter(({ leave }) => leave.length > 0).flatMap(({ take }) => take);
  const others = new Set(tying.map(seriesOf)).size === 1 ? label(tying[0]) : "one of these";
  return say` Leave ${several(left.map(label), "strategies")} even where ${
    left.length === 1 ? "it ties: it" : "they tie: each"
  } is nowhere surely better than ${others}, and somewhere surely worse.`;
}

/** Strategies that carry none of the workloads that others carry. */
function avoid(cells: readonly ReportCell[], choices: readonly Choice[]): Words {
  const carried = choices
    .filter(({ kind, take, metric }) => take.length > 0 && kind !== "only" && metric === WAIT)
    .map(({ workload }) => workload);
  const useless = [...Map.groupBy(cells, seriesOf).values()].flatMap((alike) => {
    const tried = alike.filter(({ workload }) => carried.includes(workload));
    const isUseless = tried.length > 0 && tried.every(({ state, unstableReason }) =>
      state === "unstable" && unstableReason !== "never-ended"
    ) && !choices.some(({ take }) =>
      take.some((cell) => alike.includes(cell))
    );
    return isUseless ? [tried] : [];
  });
  const groups = Map.groupBy(useless, (tried) => tried.map(({ workload }) => workload).join("\n"));
  return joinWords(
    [...groups.values()].map((alike): Words => {
      const [tried] = alike;
      const who = listWords(alike.map(([cell]) => label(cell)));
      const verb = alike.length === 1 ? ["does not carry", "carries"] : ["do not carry", "carry"];
      if (tried.length === 1) return say` ${who} ${verb[0]} ${code(tried[0].workload)}.`;
      return tried.length === choices.length
        ? say` ${who} ${verb[1]} none of these workloads.`
        : say` ${who} ${verb[1]} none of ${
          several(tried.map(({ workload }) => code(workload)), "workloads")
        }.`;
    }),
    "",
  );
}

/** Strategies with placements of their own. */
function alone(cells: readonly ReportCell[]): Words {
  const names = [...Map.groupBy(cells, seriesOf).values()].map(([cell]) => label(cell));
  if (names.length === 0) return [];
  return say` ${listWords(names)} ${
    names.length === 1 ? "has" : "have"
  } no other with the same placement to be held against.`;
}

function onlyOne(cells: readonly ReportCell[]): Finding {
  const cases = cells.map((cell): Words => {
    const { workload, state, waitMs, trials } = cell;
    if (state === "unstable") return say`it cannot carry ${code(workload)}`;
    if (waitMs.p99 === null) return say`under ${code(workload)} no wait is known`;
    const unsure = waitMs.ci95.p99 !== null
      ? ""
      : trials === 1
      ? ", from one block"
      : ", without an interval";
    const ofRest = shedsMany(cell) ? " of the tasks that it did not give up" : "";
    return say`the p99 wait under ${code(workload)} is ${figureText(WAIT, cell)}${ofRest}${unsure}`;
  });
  return finding(
    "bottom-line",
    say`Only ${label(cells[0])} was measured, so there is nothing to choose from: ${
      told(cases, "; ", "workloads")
    }.`,
    cells.map((cell) => evidenceOf(WAIT, cell)),
  );
}
