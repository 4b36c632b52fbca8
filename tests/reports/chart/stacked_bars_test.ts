import { assert, assertEquals, assertThrows } from "@std/assert";
import { type StackedBars, stackedBars } from "../../../reports/chart/mod.ts";
import { waitChart } from "./_charts.ts";
import { all, pointTitles, texts } from "./_svg.ts";

function bars(...values: readonly (readonly [part: string, value: number])[]): StackedBars {
  return {
    id: "b",
    title: "",
    description: "",
    x: { label: "time (ms)", scale: "linear" },
    parts: [{ name: "p", rank: 0 }, { name: "q", rank: 1 }],
    bars: [{
      name: "bar",
      parts: values.map(([part, value]) => ({ part, value, text: `${part} ${value}` })),
    }],
  };
}

/** Left and right edges of the segments. */
function edges(svg: string): [number, number][] {
  return all(svg, ".point").map((point) => {
    const [, left, length] = /^M(\S+) \S+?h(\S+?)v/.exec(point.getAttribute("d")!)!;
    return [Number(left), Number(left) + Number(length)];
  });
}

Deno.test("stackedBars() draws a series a part, told by colour and pattern", () => {
  const svg = stackedBars(waitChart());
  const series = all(svg, ".series");
  assertEquals(series.map((one) => one.getAttribute("data-rank")), ["0", "1", "2", "3"]);
  assertEquals(series.map((one) => one.querySelectorAll(".point").length), [9, 9, 9, 9]);
  assertEquals(
    all(svg, "pattern").map(({ id }) => id),
    [1, 2, 3].map((n) => `wait-parts-hatch-${n}`),
  );
  assertEquals(new Set(series.map((one) => one.querySelector("g")!.getAttribute("fill"))).size, 4);
});

Deno.test("stackedBars() says every exact value, and names and sums at the ends of bars", () => {
  const chart = waitChart();
  const svg = stackedBars(chart);
  assertEquals(
    pointTitles(svg).toSorted(),
    chart.bars.flatMap(({ parts }) => parts.map(({ text }) => text)).toSorted(),
  );
  for (const { name, text } of chart.bars) {
    assert(texts(svg).includes(text!), text);
    if (name.length < 36) assert(texts(svg).includes(name), name);
  }
});

Deno.test("stackedBars() lays parts one after the other, in the order of the parts", () => {
  const [[, one], [two]] = edges(stackedBars(bars(["q", 3], ["p", 1])));
  assert(one <= two && two - one < 2, `${one} ${two}`);
});

Deno.test("stackedBars() lays what is negative left of zero", () => {
  const [[zero], [from, to]] = edges(stackedBars(bars(["p", 4], ["q", -1])));
  assert(from < to && to <= zero, `${from} ${to} ${zero}`);
});

Deno.test("stackedBars() draws bars of nothing but zeros and leaves out what is no number", () => {
  assertEquals(pointTitles(stackedBars(bars(["p", 0], ["q", 0]))), ["p 0", "q 0"]);
  assertEquals(pointTitles(stackedBars(bars(["p", NaN], ["q", 2]))), ["q 2"]);
});

Deno.test("stackedBars() refuses to draw nothing, or on an axis where lengths mislead", () => {
  assertThrows(() => stackedBars(bars()), RangeError, "Cannot draw chart 'b'");
  assertThrows(() => stackedBars(bars(["p", NaN], ["other", 1])), RangeError, "no value");
  const log = { ...bars(["p", 1]), x: { label: "", scale: "log" } } as const;
  assertThrows(() => stackedBars(log), RangeError, "bars need a linear axis, got 'log'");
});
