import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { partsFigure } from "../../../reports/figures/parts_figure.ts";
import { everyKindOfCell } from "../_every_kind_of_cell.ts";
import { around, cell, failed, measured, study } from "../_records.ts";
import { drawing, figureOf, textsOf } from "./_figures.ts";
import { richStudy } from "./_rich_study.ts";

Deno.test("partsFigure() divides the mean sojourn, and the parts add up to what is printed", () => {
  const figure = figureOf(partsFigure, richStudy());
  assertEquals(figure.table.head, [
    "strategy",
    "lateness",
    "queueing",
    "dispatch overhead after release",
    "service",
    "sum",
  ]);
  for (const row of figure.table.rows) {
    const [, ...values] = row.map(({ value }) => value ?? 0);
    const sum = values.pop()!;
    assert(Math.abs(sum - values.reduce((a, b) => a + b)) < 1e-9);
  }
  assertEquals(figure.legend.map(({ name }) => name), figure.table.head.slice(1, -1));
  for (const [, lateness] of textsOf(figure)) assertStringIncludes(figure.views[0].svg, lateness);
});

Deno.test("partsFigure() says of studies that kept no lateness where it is", () => {
  const figure = figureOf(partsFigure, everyKindOfCell());
  assertStringIncludes(
    figure.caption,
    "is part of the overhead after release: direct, loop-immediate.",
  );
  assertEquals(figure.legend.map(({ name }) => name), [
    "queueing",
    "dispatch overhead after release",
    "service",
  ]);
  assertEquals(textsOf(figure).map(([, lateness]) => lateness), ["–", "–"]);
});

Deno.test("partsFigure() shows a negative overhead as such and says what it means", () => {
  const trial = measured(cell("a"), 0);
  const early = {
    ...trial,
    metrics: { ...trial.metrics, dispatchOverheadMs: { ...around(1), mean: -0.5 } },
  };
  const figure = figureOf(partsFigure, study([early]));
  assertStringIncludes(figure.caption, "left of zero is time gained");
  assertEquals(textsOf(figure)[0][3], "−500 µs");
  assertStringIncludes(figure.views[0].svg, "−500 µs");
  assert(!figureOf(partsFigure, richStudy()).caption.includes("left of zero"));
});

Deno.test("partsFigure() leaves out what is unstable or failed, and says why nothing is left", () => {
  assertStringIncludes(
    figureOf(partsFigure, richStudy()).caption,
    "Left out: queue-polled (unstable); io-tcp (outside) (failed).",
  );
  const none = drawing(partsFigure, study([failed(cell("a"), 0, "crashed", "exit code 1")]));
  assert(none.state === "undrawn");
  assertStringIncludes(none.why, "No strategy has a steady state");
});
