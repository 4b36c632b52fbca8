import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { type ChartAxis, type LineChart, lineChart } from "../../../reports/chart/mod.ts";
import { lagChart, latencyChart, ms, point, STRATEGIES, sweepChart } from "./_charts.ts";
import { all, POINTS, pointTitles, texts } from "./_svg.ts";

const LINEAR: ChartAxis = { label: "", scale: "linear" };
/** An axis on which nothing is written. */
const SILENT: ChartAxis = { ...LINEAR, format: () => "" };

function chart(values: readonly (number | null)[], overrides: Partial<LineChart> = {}): LineChart {
  return {
    id: "c",
    title: "a title",
    description: "a description",
    x: LINEAR,
    y: LINEAR,
    series: [{
      name: "one",
      rank: 0,
      role: "measured",
      points: values.map((y, x) => ({ x, y, low: null, high: null, text: `${x}: ${y}` })),
    }],
    ...overrides,
  };
}

const draw = (...args: Parameters<typeof chart>) => lineChart(chart(...args));
const lineOf = (svg: string) => all(svg, ".line")[0].getAttribute("d")!;
const axis = (scale: ChartAxis["scale"], format?: ChartAxis["format"]): ChartAxis => ({
  label: "",
  scale,
  format,
});

Deno.test("lineChart() is an image with a name, a description and labelled axes", () => {
  const svg = lineChart(latencyChart());
  const [root] = all(svg, "svg");
  assertEquals(root.getAttribute("role"), "img");
  assertEquals(root.getAttribute("aria-labelledby"), "latency-log-title latency-log-description");
  assertEquals(root.getAttribute("viewBox"), `0 0 720 ${root.getAttribute("height")}`);
  assertEquals(all(svg, "svg > title")[0].textContent, "Wait by percentile under poisson");
  for (const label of ["percentile", "wait"]) assert(texts(svg).includes(label), label);
});

Deno.test("lineChart() puts all marks of a series in one element that says its rank and role", () => {
  const svg = lineChart(sweepChart());
  const series = all(svg, ".series");
  assertEquals(
    series.map((element) => [element.getAttribute("data-rank"), element.getAttribute("data-role")]),
    [["0", "measured"], ["0", "predicted"], ["1", "measured"], ["1", "predicted"]],
  );
  for (const selector of [".line", ".interval", ".point", ".points > *"]) {
    assertEquals(all(svg, selector).length, all(svg, `.series ${selector}`).length, selector);
  }
});

Deno.test("lineChart() says the exact values of every point", () => {
  const { series } = latencyChart();
  const expected = series.flatMap(({ points }) => points.map(({ text }) => text));
  assertEquals(pointTitles(lineChart(latencyChart())), expected);
});

Deno.test("lineChart() dots what theory says and gives it no symbols", () => {
  const [measured, predicted] = all(lineChart(sweepChart()), ".series");
  assertEquals(measured.querySelector(".line")!.hasAttribute("stroke-dasharray"), false);
  assertEquals(predicted.querySelector(".line")!.getAttribute("stroke-dasharray"), "0.1 5");
  const shape = (series: Element) => series.querySelector(POINTS)!.getAttribute("d")!;
  assertStringIncludes(shape(measured), "a3.5");
  assert(shape(predicted).endsWith("h0"), shape(predicted));
});

Deno.test("lineChart() writes percentiles by their nines, as far as the data reaches", () => {
  const ticks = (percentiles: readonly number[]) => {
    const points = percentiles.map((x) => point(x, 1 + x, "one"));
    return texts(lineChart(chart([], {
      x: axis("nines"),
      series: [{ name: "one", rank: 0, role: "measured", points }],
    }))).filter((text) => text.endsWith(" %"));
  };
  assertEquals(ticks([0, 50, 99.99]), ["0 %", "50 %", "90 %", "99 %", "99.9 %", "99.99 %"]);
  assertEquals(ticks([50, 90, 99]), ["50 %", "90 %", "99 %"]);
  assertEquals(ticks([50]), ["0 %", "50 %"]);
});

Deno.test("lineChart() writes powers of ten in units on a logarithmic axis", () => {
  const format = (value: number) => ms(value).replace(/^(\d+) /, "$1.00 ");
  const written = texts(draw([0.0012, 0.5, 90], { x: SILENT, y: axis("log", format) }));
  assertEquals(written, ["1 µs", "10 µs", "100 µs", "1 ms", "10 ms", "100 ms"]);
});

Deno.test("lineChart() writes more digits where there are few powers of ten", () => {
  const ticks = (values: readonly number[]) => texts(draw(values, { x: SILENT, y: axis("log") }));
  assertEquals(ticks([1.2, 9]), ["1", "2", "5", "10"]);
  assertEquals(ticks([1, 1.25]), ["1", "1.05", "1.1", "1.15", "1.2", "1.25"]);
  const row = { x: SILENT, y: axis("log"), layout: "rows" } as const;
  // Beside 1 there is no 2 and no 0.5, and the name of the series stands above its row.
  assertEquals(texts(draw([0.6, 1.9], row)).toSorted(), ["1", "1.5", "one"]);
});

Deno.test("lineChart() has a place for no things at all where it counts, and keeps ticks apart", () => {
  const ticks = (values: readonly number[]) =>
    texts(draw(values, { x: SILENT, y: axis("counts") }));
  assertEquals(ticks([0, 1, 8]), ["0", "1", "10"]);
  assertEquals(ticks([0, 640]).slice(0, 2), ["0", "10"]);
  assertEquals(ticks([0, 640]).at(-1), "1,000");
  const line = lineOf(draw([0, 1, 10, 100], { x: SILENT, y: axis("counts") }));
  const heights = [...line.matchAll(/[-\d.]+[ ,](?<y>[-\d.]+)/g)].map(({ groups }) =>
    Number(groups!.y)
  );
  assertEquals(heights.length, 4);
  // From 10 to 100 it is further than from 0 to 1, and not ten times as far as from 1 to 10.
  const [none, one, ten, hundred] = heights;
  assert(none > one && one > ten && ten > hundred, heights.join());
  assert(one - ten > none - one && ten - hundred < 2 * (one - ten), heights.join());
});

Deno.test("lineChart() writes time as finely as ticks are apart, in UTC", () => {
  const start = Date.UTC(2026, 1, 27, 22, 50);
  const ticks = (...times: readonly number[]) =>
    texts(lineChart(chart([], {
      x: axis("time"),
      y: SILENT,
      series: [{
        name: "one",
        rank: 0,
        role: "measured",
        points: times.map((time) => point(time, 1, "one")),
      }],
    })));
  const hour = 3_600_000;
  assertEquals(ticks(start, start + hour).slice(0, 2), ["27 Feb, 22:50", "23:00"]);
  assertEquals(ticks(start, start + 4 * 24 * hour).slice(0, 2), ["28 Feb", "1 Mar"]);
  assertEquals(ticks(start, start + 900 * 24 * hour).slice(0, 2), ["Jul 2026", "Jan 2027"]);
});

Deno.test("lineChart() goes from place to place where there are many, and ends where it would end", () => {
  const values = Array.from({ length: 60 }, (_, x) => 5 + 3 * Math.sin(x / 7) + x / 30);
  const placesOf = (svg: string): number[][] => {
    const [, start, steps] = /^M(.*?)(?:l(.*))?$/.exec(lineOf(svg))!;
    const numbers = (text: string) => [...text.matchAll(/-?[\d.]+/g)].map(Number);
    if (steps === undefined) return numbersInPairs(numbers(start));
    const pairs = numbersInPairs(numbers(steps));
    return pairs.reduce((places, [x, y]) => {
      const [fromX, fromY] = places.at(-1)!;
      return [...places, [fromX + x, fromY + y]];
    }, [numbers(start)]);
  };
  const crowded = placesOf(draw(values));
  assertEquals(crowded.length, 60);
  const dots = all(draw(values), ".points > path").map((dot) => dot.getAttribute("d")!);
  for (const [index, [x, y]] of crowded.entries()) {
    const [, dotX, dotY] = /^M(\d+) (\d+)h0$/.exec(dots[index])!;
    assert(Math.abs(x - Number(dotX)) < 0.6 && Math.abs(y - Number(dotY)) < 0.6, dots[index]);
  }
});

function numbersInPairs(numbers: readonly number[]): number[][] {
  return numbers.flatMap((value, index) => index % 2 === 0 ? [[value, numbers[index + 1]]] : []);
}

Deno.test("lineChart() says once what the texts of a series are about", () => {
  const [one] = chart([1, 2]).series;
  const [group] = all(lineChart(chart([], { series: [{ ...one, subject: "a<b" }] })), ".series");
  assertEquals(group.getAttribute("data-name"), "a<b");
  assert(!all(draw([1, 2]), ".series")[0].hasAttribute("data-name"));
});

Deno.test("lineChart() interrupts the line at a gap", () => {
  const parts = (values: readonly (number | null)[]) => lineOf(draw(values)).split("M").length - 1;
  assertEquals(parts([1, 2, 3, 4]), 1);
  assertEquals(parts([1, 2, null, 3, 4]), 2);
  assertEquals(parts([null, 1, 2, NaN, Infinity, 3, 4, null]), 2);
  assertEquals(pointTitles(draw([1, null, 2])), ["0: 1", "2: 2"]);
});

Deno.test("lineChart() marks zeros on a logarithmic axis at its lower end", () => {
  const svg = draw([0, 0, 3, 40], { y: axis("log") });
  assertEquals(pointTitles(svg), ["0: 0", "1: 0", "2: 3", "3: 40"]);
  const [zero, , three] = all(svg, ".point").map((point) => point.getAttribute("d")!);
  assert(zero.endsWith("h8l-4 6z"), zero);
  assert(lineOf(svg).startsWith("M") && !three.endsWith("h8l-4 6z"), three);
});

Deno.test("lineChart() draws one point, equal points and zeros", () => {
  for (const scale of ["linear", "log", "time"] as const) {
    for (const values of [[5], [5, 5, 5], [1e-9], [1e9, 1e9 + 1e-6]]) {
      const svg = draw(values, { y: axis(scale) });
      assertEquals(pointTitles(svg).length, values.length, `${scale} ${values}`);
      assert(texts(svg).length >= 3, `${scale} ${values}: ${texts(svg)}`);
    }
  }
  assertEquals(pointTitles(draw([0, 0, 0])).length, 3);
});

Deno.test("lineChart() keeps the values apart however wide an interval is", () => {
  const yOf = (high: number) => {
    const svg = draw([], {
      series: [{
        name: "one",
        rank: 0,
        role: "measured",
        points: [{ x: 0, y: 1, low: 0, high, text: "" }, {
          x: 1,
          y: 2,
          low: null,
          high: null,
          text: "",
        }],
      }],
    });
    const [, low, up] = /^M\S+ (\S+)L\S+ (\S+)$/.exec(lineOf(svg))!;
    return Number(low) - Number(up);
  };
  assert(yOf(1e9) > 60, `${yOf(1e9)}`);
  assert(yOf(Infinity) > yOf(1e9), `${yOf(Infinity)}`);
});

Deno.test("lineChart() draws rules where they are, and says which way they are if far away", () => {
  const rule = (value: number) =>
    draw([1, 2], { y: { ...LINEAR, rules: [{ value, interval: null, text: "limit" }] } });
  assertEquals(all(rule(1.5), ".rule path").length, 1);
  assert(texts(rule(1.5)).includes("limit"));
  assertEquals(all(rule(3.5), ".rule path").length, 1);
  assertEquals(all(rule(1000), ".rule path").length, 0);
  assert(texts(rule(1000)).includes("limit ↑"));
  assert(texts(rule(-1000)).includes("limit ↓"));
});

Deno.test("lineChart() writes what a rule is where no line is in the way", () => {
  const isRight = (values: readonly number[]) => {
    const rules = [{ value: 5, interval: null, text: "limit" }];
    const svg = draw(values, { y: { ...LINEAR, rules } });
    return all(svg, ".rule text")[0].getAttribute("text-anchor") === "end";
  };
  assertEquals(isRight([1, 1, 1, 9]), false);
  assertEquals(isRight([5.1, 5.2, 5.1, 1, 1, 1, 1, 1]), true);
});

Deno.test("lineChart() names no lines at the edge if one ends long before it", () => {
  const { series, ...rest } = latencyChart();
  const [first, ...others] = series;
  const early = { ...first, points: first.points.slice(0, 8) };
  assertEquals(all(lineChart({ ...rest, series: [early, ...others] }), ".series > text").length, 0);
});

Deno.test("lineChart() shades the interval of a rule, as far as the axis goes", () => {
  const svg = draw([1, 2, 3], {
    x: { ...LINEAR, rules: [{ value: 1, interval: [0.5, Infinity], text: "knee" }] },
  });
  assertEquals(all(svg, ".rule path").length, 2);
  const [band] = all(svg, ".rule path").map((path) => path.getAttribute("d")!);
  assert(!band.includes("Infinity"), band);
});

Deno.test("lineChart() in rows gives each rank a panel and its name", () => {
  const svg = lineChart(lagChart());
  const names = STRATEGIES.slice(0, 8);
  assertEquals(all(svg, ".series").map((one) => one.querySelector("text")!.textContent), names);
  const tops = all(svg, ".series").map((one) =>
    Number(one.querySelector("text")!.getAttribute("y"))
  );
  assertEquals(tops, tops.toSorted((a, b) => a - b));
  assertEquals(new Set(tops).size, names.length);
});

Deno.test("lineChart() in rows puts what theory says where its measurement is", () => {
  const svg = lineChart({ ...sweepChart(), layout: "rows" });
  const names = all(svg, ".series").map((one) => one.querySelector("text")?.textContent ?? null);
  assertEquals(names, [STRATEGIES[2], null, STRATEGIES[3], null]);
});

Deno.test("lineChart() names lines where they end, unless there is one or no room", () => {
  const named = (chart: LineChart) => all(lineChart(chart), ".series > text").length;
  assertEquals(named(latencyChart()), STRATEGIES.length);
  assertEquals(named({ ...latencyChart(), width: 360 }), 0);
  assertEquals(named(chart([1, 2])), 0);
});

Deno.test("lineChart() puts no name over another", () => {
  const svg = lineChart(latencyChart("linear"));
  const places = all(svg, ".series > text").map((text) => Number(text.getAttribute("y")))
    .toSorted((a, b) => a - b);
  for (const [index, place] of places.entries()) {
    if (index > 0) assert(place - places[index - 1] >= 14.99, `${places}`);
  }
});

Deno.test("lineChart() explains its colours inside if it is to", () => {
  assertEquals(all(lineChart(latencyChart()), ".key").length, 0);
  const svg = lineChart({ ...latencyChart(), legend: "inside" });
  const written = all(svg, ".key > text").map(({ textContent }) => textContent);
  assertEquals(written, [...STRATEGIES]);
});

Deno.test("lineChart() of eleven strategies by sixteen percentiles fits in 40 KB", () => {
  const { length } = new TextEncoder().encode(lineChart(latencyChart()));
  assert(length <= 40_000, `${length}`);
});

Deno.test("lineChart() refuses to draw nothing", () => {
  assertThrows(() => draw([]), RangeError, "Cannot draw chart 'c': there is no value");
  assertThrows(() => draw([null, NaN]), RangeError, "there is no value");
  assertThrows(() => draw([0, -1], { y: axis("log") }), RangeError, "no value is above 0");
});

Deno.test("lineChart() marks where an interval goes on beyond the axis, and has it whole if asked to", () => {
  const stall = (intervals?: "all" | "near") =>
    draw([], {
      y: { ...LINEAR, ...(intervals && { intervals }) },
      series: [{
        name: "one",
        rank: 0,
        role: "measured",
        points: [0, 1, 2].map((x) => ({ x, y: 1, low: 0.5, high: x === 1 ? 250 : 2, text: "" })),
      }],
    });
  const cut = (svg: string) => all(svg, ".cut").map((mark) => mark.getAttribute("d")!);
  assertEquals(cut(stall("near")).map((d) => d.match(/M/g)!.length), [1]);
  assertEquals(cut(stall()), cut(stall("near")));
  assertEquals(cut(stall("all")), []);
  assert(texts(stall("all")).includes("250"));
  assert(!texts(stall("near")).includes("250"));
});
