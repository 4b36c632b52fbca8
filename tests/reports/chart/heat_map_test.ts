import { assert, assertEquals, assertThrows } from "@std/assert";
import { type HeatCell, type HeatMap, heatMap } from "../../../reports/chart/mod.ts";
import { answerMap } from "./_charts.ts";
import { all, pointTitles, texts } from "./_svg.ts";

function map(columns: readonly string[], ...cells: readonly Partial<HeatCell>[]): HeatMap {
  return {
    id: "h",
    title: "",
    description: "",
    columns,
    rows: [{
      name: "row",
      cells: cells.map((cell) => ({ text: "1 ms", heat: 0, state: "other", detail: "", ...cell })),
    }],
  };
}

Deno.test("heatMap() prints every cell, and says the exact value of each", () => {
  const { rows } = answerMap();
  const svg = heatMap(answerMap());
  assertEquals(pointTitles(svg), rows.flatMap(({ cells }) => cells.map(({ detail }) => detail)));
  for (const text of ["★ 100 µs", "≈ 437 µs", "unstable", "✕ failed", "–", "burst:size=50"]) {
    assert(texts(svg).includes(text), text);
  }
});

Deno.test("heatMap() outlines the best, hatches what has no value and leaves blank what was not run", () => {
  const svg = heatMap(map(
    ["a", "b", "c", "d"],
    { state: "best" },
    { state: "other", heat: 1 },
    { state: "unstable", heat: null },
    { state: "absent", heat: null },
  ));
  const boxes = all(svg, ".point").map((cell) =>
    [...cell.querySelectorAll("rect")].map((box) => box.getAttribute("fill"))
  );
  assertEquals(boxes, [
    ["var(--heat-0)", "none"],
    ["var(--heat-8)"],
    ["var(--grid)", "url(#h-hatch-1)"],
    [],
  ]);
});

Deno.test("heatMap() breaks names of columns at their parts, or sets them at an angle", () => {
  const broken = heatMap(
    map(["poisson:ratePerSecond=500", "b", "c", "d", "e"], {}, {}, {}, {}, {}),
  );
  assert(texts(broken).includes("poisson:") && texts(broken).includes("ratePerSecond=500"));
  const steep = heatMap(map(["poissonwithalongnamethathasnopartsatall", "b", "c"], {}, {}, {}));
  assertEquals(all(steep, "text[transform*=rotate]").length, 3);
});

Deno.test("heatMap() grows with its columns", () => {
  const columns = Array.from({ length: 20 }, (_, index) => `w${index}`);
  const width = Number(
    all(heatMap(map(columns, ...columns.map(() => ({})))), "svg")[0].getAttribute("width"),
  );
  assert(width >= 20 * 64, `${width}`);
});

Deno.test("heatMap() explains heats and marks inside if it is to", () => {
  assertEquals(all(heatMap({ ...answerMap(), legend: "inside" }), ".key path").length, 9);
});

Deno.test("heatMap() refuses a map without a cell, and rows that do not fit the columns", () => {
  assertThrows(() => heatMap(map([])), RangeError, "Cannot draw chart 'h'");
  assertThrows(() => heatMap(map(["a"], { state: "absent" })), RangeError, "there is no value");
  assertThrows(
    () => heatMap(map(["a", "b"], {})),
    RangeError,
    "row 'row' must have 2 cells, got 1",
  );
});
