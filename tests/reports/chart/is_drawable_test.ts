import { assertEquals } from "@std/assert";
import {
  type HeatMap,
  type IntervalChart,
  isDrawable,
  type LineChart,
  type StackedBars,
} from "../../../reports/chart/mod.ts";
import { answerMap, latencyChart, ratioChart, waitChart } from "./_charts.ts";

const ratio = ratioChart();
const mark = ratio.rows[0].marks[0];
const bars = waitChart();
const lines = latencyChart();
const one = lines.series[0];
const point = one.points[0];
const map = answerMap();
const cell = map.rows[0].cells[0];
const absent = { ...cell, state: "absent" } as const;

type AnyChart = LineChart | StackedBars | IntervalChart | HeatMap;

const CASES: Readonly<Record<string, readonly [AnyChart, boolean]>> = {
  "lines": [lines, true],
  "no lines": [{ ...lines, series: [] }, false],
  "lines without points": [{ ...lines, series: [{ ...one, points: [] }] }, false],
  "a percentile without a place": [
    { ...lines, series: [{ ...one, points: [{ ...point, x: 100 }] }] },
    false,
  ],
  "nothing but gaps": [{ ...lines, series: [{ ...one, points: [{ ...point, y: null }] }] }, false],
  "nothing but zeros, logarithmic": [
    { ...lines, series: [{ ...one, points: [{ ...point, y: 0 }] }] },
    false,
  ],
  "bars": [bars, true],
  "no bars": [{ ...bars, bars: [] }, false],
  "bars of parts that the chart has not": [{ ...bars, parts: [] }, false],
  "intervals": [ratio, true],
  "rows without marks": [{ ...ratio, rows: [{ name: "a", marks: [] }] }, false],
  "a ratio of 0": [{ ...ratio, rows: [{ name: "a", marks: [{ ...mark, x: 0 }] }] }, false],
  "cells": [map, true],
  "no cell that was run": [
    { ...map, columns: ["a"], rows: [{ name: "", cells: [absent] }] },
    false,
  ],
  "no columns": [{ ...map, columns: [], rows: [{ name: "", cells: [] }] }, false],
};

for (const [words, [chart, expected]] of Object.entries(CASES)) {
  Deno.test(`isDrawable() of ${words} is ${expected}`, () => {
    assertEquals(isDrawable(chart), expected);
  });
}
