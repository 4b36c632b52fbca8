import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { comparedRow, rankMetrics } from "../../../reports/comparison/comparison_rows.ts";
import { blocksFigure } from "../../../reports/figures/blocks_figure.ts";
import { comparisonFigures } from "../../../reports/figures/comparison_figures.ts";
import { forestFigure } from "../../../reports/figures/forest_figure.ts";
import { aCell, aComparison, aMetric, evidence } from "../comparison/_comparison.ts";

const OPTIONS = { id: "f", title: "Metrics", caption: "Head ÷ base." };

Deno.test("forestFigure() draws each ratio by cell, the fresh run beside the first sample", () => {
  const places = rankMetrics(aComparison(), ["gated", "exact"]);
  const figure = forestFigure(places, OPTIONS)!;
  const [{ svg }] = figure.views;
  for (const group of ["queue-notified under steady (outside)", "queue-polled → "]) {
    assertStringIncludes(svg, group);
  }
  assertStringIncludes(svg, "×1.39 [1.34, 1.44] regressed");
  assertStringIncludes(svg, "first sample: ×1.42");
  assertStringIncludes(svg, "throughputPerSecond (higher is better)");
  assertStringIncludes(svg, 'class="band"');
  assertEquals(figure.legend.map(({ name }) => name).sort(), [
    "equivalent",
    "first sample, which raised the alarm",
    "improved",
    "inconclusive",
    "regressed",
  ]);
});

Deno.test("forestFigure() leaves counts and what has no ratio to the table, and says so", () => {
  const places = rankMetrics(aComparison(), ["gated", "exact"]);
  const { caption, table, views: [{ svg }] } = forestFigure(places, OPTIONS)!;
  assertStringIncludes(caption, "1 count of tasks is a difference, in the table.");
  assertStringIncludes(caption, "1 metric without a ratio: in the table.");
  assert(!svg.includes("notCompleted"));
  assertEquals(
    table.rows.map((row) => row.map(({ text }) => text)),
    places.map((place) => comparedRow(place, String)),
  );
  const counts = places.filter(({ metric }) => metric.role === "exact");
  assertEquals(forestFigure(counts, OPTIONS), null);
});

Deno.test("forestFigure() draws of very many metrics those that are not the same", () => {
  const cells = Array.from({ length: 300 }, (_, at) =>
    aCell(`queue-polled:intervalMs=${at}`, {
      metrics: ["dispatchOverheadMs.p50", "serviceMs.p50"].map((metric) =>
        aMetric(metric, at % 100 === 0 ? { ...evidence(1, 1.3), verdict: "regressed" } : {})
      ),
    }));
  const places = rankMetrics(aComparison({ cells }), ["gated"]);
  const { views: [{ svg }], caption, table } = forestFigure(places, OPTIONS)!;
  assertEquals(svg.match(/class="point"/g)?.length, 6);
  assertStringIncludes(caption, "Drawn are 6 of 600");
  assertEquals(table.rows.length, 600);
});

Deno.test("blocksFigure() counts the pairs on one side, of what changed alone", () => {
  const { views: [{ svg }], table } = blocksFigure(aComparison(), { id: "b" })!;
  assertStringIncludes(svg, "dispatchOverheadMs.p50, 30 of 30 above 1");
  assertStringIncludes(svg, "dispatchOverheadMs.mean, 13 of 13 below 1");
  assert(!svg.includes("loopLagMs.p99"), "what did not change");
  assertEquals(table.rows.length, 30);
  assertEquals(table.rows[29][2].text, "–");
});

Deno.test("blocksFigure() calls its only view what it is", () => {
  const viewOf = (headValues: number[]) => {
    const { cells, ...rest } = aComparison();
    const [cell] = cells;
    const changed = cell.metrics.map((metric) => ({
      ...metric,
      confirmation: null,
      baseValues: [1, 1, 1],
      headValues,
    }));
    const figure = blocksFigure({ ...rest, cells: [{ ...cell, metrics: changed }] }, { id: "b" })!;
    return figure.views.map(({ name, label }) => [name, label]);
  };
  assertEquals(viewOf([1.1, 1.2, 1.3]), [["linear", "linear"]]);
  assertEquals(viewOf([1.1, 1.2, 9]), [["log", "logarithmic"]]);
});

Deno.test("blocksFigure() draws nothing where blocks are no pairs", () => {
  assertEquals(blocksFigure(aComparison({ pairing: "unpaired" }), { id: "b" }), null);
});

Deno.test("comparisonFigures() draws nothing where nothing was decided", () => {
  for (const verdict of ["unfit", "failed"] as const) {
    const { deciding, blocks, derived, advisory } = comparisonFigures(aComparison({ verdict }));
    assertEquals([deciding, blocks, derived, advisory], [null, null, null, null]);
  }
});
