import { assertEquals } from "@std/assert";
import { ANSWER_METRICS, CALL, GOODPUT, WAIT } from "../../reports/cell_metrics.ts";
import { decide, overloadOf } from "../../reports/deciding_metric.ts";
import { rankBy, rankCells, type Standing, surenessOf } from "../../reports/ranking.ts";
import type { ReportCell } from "../../reports/report.ts";
import { isSurelyBetter } from "../../reports/surely_better.ts";
import { cell, measured, study } from "./_records.ts";
import { summarize } from "../../reports/summarize.ts";

const UNSTABLE = {
  stability: { state: "unstable", reason: "overload", growthMsPerSecond: 5 },
} as const;
const SHED = { counts: { ...measured(cell("a"), 0).counts, completed: 60, dropped: 40 } };
const PLAIN = { histograms: {} };

/** A cell whose waits have such medians, a block each. */
function waiting(
  name: string,
  p50s: readonly number[],
  more: Parameters<typeof measured>[3] = PLAIN,
) {
  return p50s.map((waitMs, block) => measured(cell(name), block, { waitMs }, more));
}

function cellsOf(...trials: ReturnType<typeof waiting>[]): readonly ReportCell[] {
  return summarize(study(trials.flat())).cells;
}

function namesOf({ best, tied, rivals, compared }: Standing) {
  const names = (cells: readonly ReportCell[]) => cells.map(({ strategy }) => strategy).join("");
  return [best?.strategy ?? null, names(tied), names(rivals), names(compared)];
}

Deno.test("rankBy() marks ties by overlap alone; rivals are all that are not surely worse", () => {
  const cells = cellsOf(
    waiting("c", [20, 20.001, 20.002]),
    waiting("b", [10.5, 10.501, 10.502]),
    waiting("a", [10, 10.001, 10.002]),
    waiting("d", [5, 15, 40]),
  );
  const standing = rankBy(cells, WAIT);
  assertEquals(namesOf(standing), ["a", "d", "bd", "abdc"]);
  assertEquals(surenessOf(standing), "tied");
});

Deno.test("rankBy() takes who has no interval for tied, and has no best if the first has none", () => {
  const [short, long] = [[1, 1.001, 1.002], [9, 9.001, 9.002]];
  const half = rankBy(cellsOf(waiting("a", short), waiting("b", [9])), WAIT);
  assertEquals(namesOf(half), ["a", "b", "b", "ab"]);
  const first = rankBy(cellsOf(waiting("a", [1]), waiting("b", long)), WAIT);
  assertEquals([...namesOf(first), surenessOf(first)], [null, "", "", "ab", "untold"]);
  const one = cellsOf(waiting("a", [1]), waiting("b", [9]));
  for (const metric of ANSWER_METRICS) assertEquals(rankBy(one, metric).best, null, metric.name);
});

Deno.test("rankBy() does not compare waits of who gives tasks up, nor of one alone", () => {
  const cells = cellsOf(waiting("a", [1, 1.001], { ...PLAIN, ...SHED }), waiting("b", [9, 9.001]));
  const waits = rankBy(cells, WAIT);
  assertEquals([...namesOf(waits), surenessOf(waits)], ["b", "", "", "b", "alone"]);
  assertEquals(namesOf(rankBy(cells, CALL))[3], "ab");
});

Deno.test("rankBy() ranks unstable cells by goodput, and by nothing else", () => {
  const cells = cellsOf(waiting("a", [1, 1.001], UNSTABLE), waiting("b", [9, 9.001]));
  for (const metric of ANSWER_METRICS) {
    assertEquals(namesOf(rankBy(cells, metric))[3], metric === GOODPUT ? "ab" : "b", metric.name);
  }
});

Deno.test("rankCells() puts who is not compared after who is, then unstable, then failed cells", () => {
  const [{ cells }] = rankCells(cellsOf(
    waiting("a", [1, 1.001], UNSTABLE),
    waiting("b", [2, 2.001], { ...PLAIN, ...SHED }),
    waiting("c", [9, 9.001]),
    waiting("d", [3, 3.001]),
  ));
  assertEquals(cells.map(({ strategy }) => strategy), ["d", "c", "b", "a"]);
});

Deno.test("isSurelyBetter() asks for a tenth, not only for intervals that lie apart", () => {
  const [a, b, c] = cellsOf(
    waiting("a", [10, 10.001, 10.002]),
    waiting("b", [10.5, 10.501, 10.502]),
    waiting("c", [11.5, 11.501, 11.502]),
  );
  assertEquals([isSurelyBetter(WAIT, a, b), isSurelyBetter(WAIT, b, c)], [false, false]);
  assertEquals([isSurelyBetter(WAIT, a, c), isSurelyBetter(WAIT, c, a)], [true, false]);
});

Deno.test("overloadOf() asks those that run on the loop and know their load, and no others", () => {
  const load = (offeredLoad: number | null, servers: number | null = null): ReportCell => ({
    ...cellsOf(waiting("a", [1]))[0],
    offeredLoad,
    servers,
  });
  const of = (...cells: ReportCell[]) => overloadOf(cells);
  assertEquals(of(load(1.5), load(null), load(null)), 1.5);
  assertEquals(of(load(0.9), load(3, 2)), null);
  assertEquals(of(load(1.2), load(0.4, 4)), 1.2);
  assertEquals(of(load(null)), null);
});

Deno.test("decide() goes by goodput where waits compare nothing, though something is stable", () => {
  const shed = waiting("a", [1, 1.001], SHED);
  assertEquals(decide(cellsOf(shed)).metric, GOODPUT);
  assertEquals(decide(cellsOf(shed, waiting("b", [9]))).metric, WAIT);
  assertEquals(decide(cellsOf(waiting("b", [9], UNSTABLE))).metric, WAIT);
});
