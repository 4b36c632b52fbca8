import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import {
  type IntervalChart,
  intervalChart,
  type IntervalMark,
} from "../../../reports/chart/mod.ts";
import { ratioChart, theoryChart } from "./_charts.ts";
import { all, pointTitles, texts } from "./_svg.ts";

function chart(scale: "linear" | "log", ...marks: readonly Partial<IntervalMark>[]): IntervalChart {
  return {
    id: "i",
    title: "",
    description: "",
    x: { label: "ratio", scale },
    rows: [{
      name: "row",
      marks: marks.map((mark) => ({
        series: "s",
        rank: 0,
        role: "measured",
        x: 1,
        low: null,
        high: null,
        text: `${mark.x}`,
        ...mark,
      })),
    }],
  };
}

/** The ends of the first interval: caps or arrows. */
function ends(svg: string): string {
  return all(svg, ".point path")[1].getAttribute("d")!;
}

Deno.test("intervalChart() has a row's name, its values in figures and a symbol for each", () => {
  const { rows } = ratioChart();
  const svg = intervalChart(ratioChart());
  assertEquals(pointTitles(svg), rows.flatMap(({ marks }) => marks.map(({ text }) => text)));
  for (const { text } of rows) assert(texts(svg).includes(text!), text);
  assert(texts(svg).includes("poisson · queue-wakeup · wait p99"));
  assert(texts(svg).includes("no change ±5 %"));
});

Deno.test("intervalChart() puts marks of one row below one another, those of a series in one element", () => {
  const svg = intervalChart(theoryChart());
  assertEquals(
    all(svg, ".series").map((one) => one.getAttribute("data-role")),
    ["measured", "predicted"],
  );
  const heights = all(svg, ".series").map((one) =>
    Number(
      /^M\S+ (\S+?)[ha]/.exec(one.querySelector(".point path:last-child")!.getAttribute("d")!)![1],
    )
  );
  assert(heights[1] - heights[0] > 10, `${heights}`);
});

Deno.test("intervalChart() draws what theory says hollow", () => {
  const fills = all(intervalChart(theoryChart()), ".series").map((one) =>
    one.querySelector(".point path:last-child")!.getAttribute("fill")
  );
  assertEquals(fills, ["var(--series-0)", "var(--surface)"]);
});

Deno.test("intervalChart() closes an interval with bars, and what goes beyond the axis with arrows", () => {
  assertEquals(ends(intervalChart(chart("linear", { low: 0.5, high: 2 }))).match(/v7/g)?.length, 2);
  const open = ends(intervalChart(chart("linear", { low: -Infinity, high: Infinity })));
  assertEquals(open.match(/v7/g), null);
  assertStringIncludes(open, "l-5 4l5 4");
  assertStringIncludes(open, "l5 4l-5 4");
  const far = ends(intervalChart(chart("log", { low: 0, high: 1e9 }, { x: 3 })));
  assertEquals(far.match(/v7/g), null);
});

Deno.test("intervalChart() draws a value without an interval, and leaves out what has no place", () => {
  const svg = intervalChart(chart("log", { x: 0 }, { x: 5 }, { x: NaN }, { x: Infinity }));
  assertEquals(pointTitles(svg), ["5"]);
  assertEquals(all(svg, ".point path").length, 1);
});

Deno.test("intervalChart() shows a narrow interval of ratios on an axis as narrow", () => {
  const svg = intervalChart(chart("log", { x: 1.02, low: 0.98, high: 1.06 }));
  const [, from, to] = /M(\S+) \S+H(\S+)/.exec(all(svg, ".point path")[0].getAttribute("d")!)!;
  assert(Number(to) - Number(from) > 200, `${from} ${to}`);
});

Deno.test("intervalChart() keeps a row without marks, and refuses a chart without any", () => {
  const one = chart("log", { x: 2 });
  const svg = intervalChart({ ...one, rows: [...one.rows, { name: "not compared", marks: [] }] });
  assert(texts(svg).includes("not compared"));
  assertThrows(() => intervalChart(chart("log", { x: 0 })), RangeError, "no value is above 0");
  assertThrows(() => intervalChart({ ...one, rows: [] }), RangeError, "Cannot draw chart 'i'");
});

Deno.test("intervalChart() writes what neighbouring rows belong to once, above the first", () => {
  const [row] = chart("linear", {}).rows;
  const groups = ["a", "a", "b", undefined, "b"];
  const rows = groups.map((group) => ({ ...row, ...(group !== undefined && { group }) }));
  const headings = all(intervalChart({ ...chart("linear", {}), rows }), "text[font-weight='600']");
  assertEquals(headings.map(({ textContent }) => textContent), ["a", "b", "b"]);
  const heights = headings.map((heading) => Number(heading.getAttribute("y")));
  assertEquals(heights, heights.toSorted((a, b) => a - b));
});

Deno.test("intervalChart() shades what does not matter in a row, as far as the axis goes", () => {
  const one = chart("log", { x: 1, low: 0.5, high: 2 });
  const bands = (band: readonly [number, number]) =>
    all(intervalChart({ ...one, rows: [{ ...one.rows[0], band }] }), ".band").map((rect) =>
      Number(rect.getAttribute("width"))
    );
  const [narrow] = bands([0.9, 1.1]);
  const [wide] = bands([0, Infinity]);
  assert(narrow > 10 && narrow < wide && wide < 720, `${narrow} ${wide}`);
  assertEquals(bands([50, 60]), []);
  assertEquals(bands([NaN, 2]), []);
});
