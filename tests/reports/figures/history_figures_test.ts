import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { changesFigure, historyFigure } from "../../../reports/figures/history_figures.ts";
import { detectChanges } from "../../../reports/history/detect_changes.ts";
import { changeRow, seriesRow } from "../../../reports/history/describe_history.ts";
import { historyOf, historyOfValues, noise, pointAt, trackedAt } from "../history/_histories.ts";

function worseAt(change: number, count: number) {
  const factor = noise(1, 0.02);
  const values = Array.from({ length: count }, (_, at) => (at < change ? 1 : 1.4) * factor());
  return detectChanges(historyOfValues(values)).series[0];
}

Deno.test("historyFigure() marks a change between the measurements on both sides of it", () => {
  const examined = worseAt(12, 24);
  const figure = historyFigure(examined, { id: "h" })!;
  assertEquals(figure.views.map(({ name }) => name), ["order", "time"]);
  for (const { svg } of figure.views) {
    assertStringIncludes(svg, "worse since ×1.4");
    assertStringIncludes(svg, "commit c01200000000");
  }
  assertStringIncludes(figure.caption, "Worse since: after c01100000000, by c01200000000");
  assertStringIncludes(figure.views[0].svg, "dispatchOverheadMs.p50 ÷ that of loop-immediate");
});

Deno.test("historyFigure() prints the same digits as the rows of its series", () => {
  const { series, changes } = worseAt(12, 24);
  const { table } = historyFigure({ series, changes }, { id: "h" })!;
  assertEquals(
    table.rows.map((row) => row.map(({ text }) => text)),
    series.points.map((point) => seriesRow(point, series, changes)),
  );
});

Deno.test("historyFigure() leaves a gap for what has no value, and draws no series without any", () => {
  const nothing = { value: null, ratio: null, interval: null, ratioInterval: null } as const;
  const failed = pointAt(1, { ...nothing, state: "failed" });
  const { series: [some] } = detectChanges(
    historyOf([trackedAt(0, [pointAt(1)]), trackedAt(1, [failed]), trackedAt(2, [pointAt(1.1)])]),
  );
  const { views: [{ svg }] } = historyFigure(some, { id: "h" })!;
  assert(!/NaN|null|undefined/.test(svg));
  const { series: all } = detectChanges(historyOf([trackedAt(0, [failed])]), { metrics: "all" });
  for (const examined of all) assertEquals(historyFigure(examined, { id: "h" }), null);
});

Deno.test("changesFigure() has a row a change with its size, and is no figure without changes", () => {
  const { changes } = worseAt(12, 24);
  const { table, views: [{ svg }] } = changesFigure(changes, { id: "c" })!;
  assertStringIncludes(svg, "worse since");
  assertEquals(table.rows.map((row) => row.map(({ text }) => text)), changes.map(changeRow));
  assertEquals(changesFigure([], { id: "c" }), null);
});
