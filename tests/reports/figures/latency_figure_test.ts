import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { latencyFigure } from "../../../reports/figures/latency_figure.ts";
import { cell, measured, study } from "../_records.ts";
import { drawing, figureOf, textsOf } from "./_figures.ts";
import { richStudy } from "./_rich_study.ts";

Deno.test("latencyFigure() shows the stable strategies, best first, and names what it leaves out", () => {
  const figure = figureOf(latencyFigure, richStudy());
  assertEquals(figure.legend.map(({ name }) => name), ["direct", "loop-immediate"]);
  assertStringIncludes(
    figure.caption,
    "Left out: queue-polled (unstable); io-tcp (outside) (failed).",
  );
  for (const { svg } of figure.views) assert(!svg.includes("queue-polled"));
});

Deno.test("latencyFigure() has waits on both scales, and sojourns where they were kept", () => {
  const names = figureOf(latencyFigure, richStudy()).views.map(({ name }) => name);
  assertEquals(names, ["log", "linear", "sojourn"]);
  const waits = figureOf(latencyFigure, study([measured(cell("a"), 0)]));
  assertEquals(waits.views.map(({ name }) => name), ["log", "linear"]);
});

Deno.test("latencyFigure() gives the drawn numbers as a table, p99.9 by its name", () => {
  const figure = figureOf(latencyFigure, richStudy());
  const at = figure.table.head.indexOf("p99.9");
  assert(at > 0);
  assertEquals(figure.table.rows[0][0], { text: "direct", kind: "name" });
  for (const row of figure.table.rows) assertEquals(row.length, figure.table.head.length);
  for (const text of textsOf(figure).map((row) => row[figure.table.head.indexOf("p99")])) {
    assertStringIncludes(figure.views[0].svg, text);
  }
});

Deno.test("latencyFigure() says why there is nothing to draw", () => {
  const unstable = {
    stability: { state: "unstable", reason: "overload", growthMsPerSecond: null },
  } as const;
  const without = drawing(latencyFigure, study([measured(cell("a"), 0, {}, unstable)]));
  assert(without.state === "undrawn");
  assertStringIncludes(without.why, "No strategy has a steady state");
  const unkept = drawing(latencyFigure, study([measured(cell("a"), 0, {}, { histograms: {} })]));
  assert(unkept.state === "undrawn");
  assertStringIncludes(unkept.why, "kept no distribution");
});
