/** What all charts hold, whatever they are given. */
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  type ChartAxis,
  heatMap,
  intervalChart,
  isDrawable,
  lineChart,
  type Scale,
  stackedBars,
  standaloneSvg,
} from "../../../reports/chart/mod.ts";
import {
  answerMap,
  HOSTILE,
  lagChart,
  latencyChart,
  ratioChart,
  sweepChart,
  waitChart,
} from "./_charts.ts";
import { all, attributeValues, malformations, POINTS } from "./_svg.ts";

/** Each kind of chart with hostile text wherever it has text. */
function hostileCharts(text: string): Record<string, string> {
  const frame = { title: text, description: text, legend: "inside" } as const;
  const rules = [{ value: 3, interval: null, text }, { value: 1e9, interval: null, text }];
  const axis = <A extends ChartAxis>(axis: A) => ({
    ...axis,
    label: text,
    rules,
    format: () => text,
  });
  const lines = (chart: ReturnType<typeof sweepChart>) => ({
    ...chart,
    ...frame,
    x: axis(chart.x),
    y: axis(chart.y),
    series: chart.series.map((series, rank) => ({
      ...series,
      name: `${text}${rank}`,
      points: series.points.map((point) => ({ ...point, text })),
    })),
  });
  const bars = waitChart();
  const ratio = ratioChart();
  const map = answerMap();
  return {
    lines: lineChart(lines(sweepChart())),
    rows: lineChart({ ...lines(sweepChart()), layout: "rows" }),
    bars: stackedBars({
      ...bars,
      ...frame,
      x: axis(bars.x),
      parts: bars.parts.map((part) => ({ ...part, name: text + part.name })),
      bars: bars.bars.map((bar) => ({
        name: text,
        text,
        parts: bar.parts.map((part) => ({ ...part, part: text + part.part, text })),
      })),
    }),
    intervals: intervalChart({
      ...ratio,
      ...frame,
      x: axis(ratio.x),
      rows: ratio.rows.map(({ marks }) => ({
        name: text,
        text,
        marks: marks.map((mark, rank) => ({ ...mark, series: text + rank, text })),
      })),
    }),
    heats: heatMap({
      ...map,
      ...frame,
      columns: map.columns.map(() => text),
      rows: map.rows.map(({ cells }) => ({
        name: text,
        cells: cells.map((cell) => ({ ...cell, text, detail: text })),
      })),
    }),
  };
}

/** Text as XML can have it, and in the order in which it was written. */
function shown(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.toWellFormed().replace(/[\0-\x08\x0e-\x1f\u202e]/g, "\ufffd");
}

for (const text of HOSTILE) {
  Deno.test(`charts show ${JSON.stringify(text.slice(0, 24))} as text`, async () => {
    const charts = Object.entries(hostileCharts(text));
    const files = charts.map(([, svg]) => standaloneSvg(svg, "light")).join("");
    assertEquals(await malformations(`<all>${files}</all>`), []);
    for (const [kind, svg] of charts) {
      assertEquals(all(svg, "script, image, img, a, style").length, 0, kind);
      const [description, ...titles] = all(svg, "svg > desc, .point > title, .points > * > title")
        .map(({ textContent }) => textContent);
      assertEquals(description, shown(text), kind);
      assert(titles.length > 0 && titles.every((title) => title === shown(text)), kind);
      const [, box] = /viewBox="([^"]*)"/.exec(svg)!;
      const [, , width, height] = box.split(" ").map(Number);
      assert(width <= 1000 && height <= 1200, `${kind}: ${box}`);
    }
  });
}

Deno.test("charts of one page share no id", () => {
  const charts = [
    stackedBars(waitChart()),
    stackedBars({ ...waitChart(), id: "other" }),
    heatMap(answerMap()),
  ];
  const ids = charts.flatMap((svg) => all(svg, "[id]").map(({ id }) => id));
  assertEquals(new Set(ids).size, ids.length);
});

Deno.test("charts write text of at least 11 pixels", () => {
  for (const svg of [lineChart(latencyChart()), heatMap(answerMap()), lineChart(lagChart())]) {
    const sizes = all(svg, "[font-size]").map((element) =>
      Number(element.getAttribute("font-size"))
    );
    assert(sizes.length > 0 && sizes.every((size) => size >= 11), `${sizes}`);
  }
});

Deno.test("charts fit narrow pages", () => {
  for (const width of [280, 360, 480]) {
    const charts = [
      lineChart({ ...sweepChart(), width, legend: "inside" }),
      lineChart({ ...lagChart(), width }),
      stackedBars({ ...waitChart(), width, legend: "inside" }),
      intervalChart({ ...ratioChart(), width }),
    ];
    for (const svg of charts) {
      assertEquals(all(svg, "svg")[0].getAttribute("width"), String(width));
      assert(all(svg, POINTS).length > 0);
    }
  }
});

const number = fc.oneof(
  fc.double(),
  fc.double({ min: -10, max: 10 }),
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(0, 1, 50, 99.9, 100, 1e-300, 1e300, NaN, Infinity, -Infinity, 1.7e12),
);
const bound = fc.option(number, { nil: null });
const scale = fc.constantFrom<Scale>("linear", "log", "nines", "time");
const rules = fc.array(
  fc.record({ value: number, interval: fc.option(fc.tuple(number, number), { nil: null }) }),
  { maxLength: 3 },
).map((rules) => rules.map((rule) => ({ ...rule, text: "rule" })));
const axis = (scale: fc.Arbitrary<Scale>) =>
  fc.record({ label: fc.constant("axis (ms)"), scale, rules });
const frame = { id: "c", title: "", description: "" };

/** No attribute says what is no number, and none says it too exactly. */
function checkNumbers(svg: string): void {
  for (const value of attributeValues(svg)) {
    assert(!/NaN|Infinity|undefined|null|\d\.\d{3,}|e[-+]\d/.test(value), value);
  }
}

Deno.test("lineChart() writes numbers only, whatever the values", () => {
  const point = fc.record({ x: number, y: bound, low: bound, high: bound, text: fc.constant("p") });
  const series = fc.record({
    name: fc.constant("s"),
    rank: fc.nat(20),
    role: fc.constantFrom("measured" as const, "predicted" as const),
    points: fc.array(point, { maxLength: 6 }),
  });
  const chart = fc.record({
    x: axis(scale),
    y: axis(scale),
    series: fc.array(series, { maxLength: 4 }),
    layout: fc.constantFrom("together" as const, "rows" as const),
  });
  fc.assert(
    fc.property(chart, (chart) => {
      const whole = { ...frame, ...chart };
      if (isDrawable(whole)) checkNumbers(lineChart(whole));
    }),
    { numRuns: 400 },
  );
});

Deno.test("intervalChart() writes numbers only, whatever the values", () => {
  const mark = fc.record({ x: number, low: bound, high: bound })
    .map((mark) => ({ ...mark, series: "s", rank: 0, role: "measured" as const, text: "m" }));
  const row = fc.record({ name: fc.constant("row"), marks: fc.array(mark, { maxLength: 3 }) });
  const chart = fc.record({
    x: axis(fc.constantFrom<Scale>("linear", "log")),
    rows: fc.array(row, { maxLength: 4 }),
  });
  fc.assert(
    fc.property(chart, (chart) => {
      const whole = { ...frame, ...chart };
      if (isDrawable(whole)) checkNumbers(intervalChart(whole));
    }),
    { numRuns: 300 },
  );
});

Deno.test("stackedBars() writes numbers only, whatever the values", () => {
  const parts = [{ name: "a", rank: 0 }, { name: "b", rank: 1 }];
  const bar = fc.tuple(number, number).map((values) => ({
    name: "bar",
    parts: values.map((value, index) => ({ part: parts[index].name, value, text: "t" })),
  }));
  const chart = fc.record({
    x: axis(fc.constant<Scale>("linear")),
    bars: fc.array(bar, { maxLength: 4 }),
  });
  fc.assert(
    fc.property(chart, (chart) => {
      const whole = { ...frame, parts, ...chart };
      if (isDrawable(whole)) checkNumbers(stackedBars(whole));
    }),
    { numRuns: 300 },
  );
});
