import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import {
  createAnchors,
  figuresOfSweep,
  sweepFigures,
  sweepTogetherFigure,
} from "../../../reports/figures/mod.ts";
import { pointRow } from "../../../reports/sweep/describe_sweep.ts";
import { summarizeSweep } from "../../../reports/sweep/summarize_sweep.ts";
import type { Sweep } from "../../../reports/sweep/sweep.ts";
import { mm1Trial, poissonAt, probesAt, sweepOf } from "../sweep/_sweeps.ts";

const HOSTILE = "a|*b*<i>";
const VALUES = [100, 300, 700, 900, 1100];

/** Two curves whose knees were found, with unstable points at the end. */
function aSweep(names: readonly string[] = ["queue-notified", HOSTILE]): Sweep {
  const at = (strategy: string) => (rate: number) => ({ ...poissonAt(rate), strategy });
  const study = sweepOf(
    names.map((name) => ({
      identityAt: at(name),
      values: VALUES,
      trialAt: mm1Trial,
      knee: "sought" as const,
    })),
    3,
    { slo: { statistic: "mean", limitMs: 5 } },
  );
  const probes = [458, 566, 589, 597, 605, 613].flatMap((rate, round) =>
    names.flatMap((name, curve) =>
      probesAt(study, round, curve, rate, (block) => mm1Trial(at(name)(rate), block, rate))
    )
  );
  return summarizeSweep({ ...study, probes })!;
}

const figuresOf = (sweep: Sweep) => sweepFigures(sweep, createAnchors());

Deno.test("sweepFigures() draws level, wait and throughput of each curve, and all beside one another", () => {
  const { together, ofCurves } = figuresOf(aSweep());
  assertEquals(together.map(({ title }) => title), [
    "Largest rate that meets the service level",
    "mean sojourn over ratePerSecond, all curves",
  ]);
  for (const { figures } of ofCurves) {
    assertEquals(figures.map(({ title }) => title), [
      "mean sojourn over ratePerSecond",
      "Mean wait over ratePerSecond",
      "Throughput over the offered rate",
    ]);
  }
  assertEquals(figuresOf(aSweep(["queue-notified"])).together, []);
});

Deno.test("sweepFigures() gives every figure an anchor of its own", () => {
  const ids = figuresOfSweep(figuresOf(aSweep())).map(({ id }) => id);
  assertEquals(new Set(ids).size, ids.length);
});

Deno.test("sweepLevelFigure() marks the knee, the service level, the saturation and what is unstable", () => {
  const [{ figures: [level] }] = figuresOf(aSweep()).ofCurves;
  const [{ svg }] = level.views;
  for (const text of ["knee 589/s", "mean=5ms", "predicted saturation 800/s", "unstable"]) {
    assertStringIncludes(svg, text);
  }
  assertStringIncludes(level.caption, "Unstable at ratePerSecond 900, 1100");
  assertStringIncludes(svg, 'data-role="predicted"');
});

Deno.test("sweepWaitFigure() shows no mean of an unstable point", () => {
  const [{ figures: [, wait] }] = figuresOf(aSweep()).ofCurves;
  for (const { svg } of wait.views) {
    assert(!/mean wait at ratePerSecond (?:900|1100)/.test(svg), "a mean that means nothing");
    assertStringIncludes(svg, "mean wait at ratePerSecond 700");
  }
  const last = wait.table.rows.at(-1)!;
  assertEquals(last.map(({ text }) => text), ["1100", "–", "–", "unstable, misses"]);
  assertEquals(last.at(-1)!.mark, "unstable");
});

Deno.test("sweepTogetherFigure() draws no line through points without a time", () => {
  const sweep = aSweep();
  const [curve, other] = sweep.curves;
  const points = curve.points.map((point) =>
    point.value === 566
      ? { ...point, state: "unstable" as const }
      : point.value === 605
      ? { ...point, state: "stable" as const, slo: { ...point.slo!, ms: Infinity, ci95: null } }
      : point
  );
  const together = sweepTogetherFigure(
    { ...sweep, curves: [{ ...curve, points }, other] },
    curve.workload,
    { id: "all" },
  )!;
  const lines = [...together.views[0].svg.matchAll(/class="line" d="([^"]*)"/g)].map(([, d]) => d);
  const runs = lines.map((line) => line.split("M").length - 1);
  // Up to 458, 589 and 597, from 613 on.
  assertEquals([runs[0], runs.at(-1)], [3, 1]);
});

Deno.test("figures of a sweep print the same digits as its rows", () => {
  const sweep = aSweep();
  const { ofCurves } = figuresOf(sweep);
  for (const { curve, figures } of ofCurves) {
    const printed = new Set(curve.points.flatMap(pointRow));
    const [, wait, throughput] = figures;
    for (const cell of [wait, throughput].flatMap(({ table }) => table.rows.flat())) {
      assert(printed.has(cell.text), `${cell.text} is printed nowhere else`);
    }
  }
});

Deno.test("sweepThroughputFigure() holds what is carried against all that is offered, unstable points too", () => {
  const [{ figures }] = figuresOf(aSweep()).ofCurves;
  const { svg } = figures[2].views[0];
  assertStringIncludes(svg, "saturation 790/s");
  assertStringIncludes(svg, "throughput at ratePerSecond 1100");
  assertStringIncludes(svg, "all of 1100/s");
});

Deno.test("figures of a sweep show hostile names as text", () => {
  for (const { views } of figuresOfSweep(figuresOf(aSweep()))) {
    for (const { svg } of views) assert(!svg.includes("<i>"), "markup in a chart");
  }
});
