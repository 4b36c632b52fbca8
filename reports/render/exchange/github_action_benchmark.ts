/**
 * Custom JSON of the GitHub action `benchmark-action/github-action-benchmark`, which draws charts and
 * comments on commits: one file in which smaller is better, and one in which bigger is.
 *
 * An array of `name`, `unit`, `value` and, where there is a 95 % interval, `range`. The action reads a range
 * only as `± number`, so it is the longer of the interval's sides; `extra` has the interval itself. All times
 * are in ns: the action converts units that differ between runs, but compares by name alone. Names stand in
 * the tables of its comments, so what Markdown takes for markup is percent-encoded.
 *
 * Unstable cells have no waits, sojourns and overheads. Failed ones have `failed-trials` alone. A comparison
 * is shown as its head. The action fails on an empty array, which is right: nothing was measured.
 *
 * Source: https://github.com/benchmark-action/github-action-benchmark, README and `src/extract.ts`
 *
 * @module
 */
import type { Report, ReportCell } from "../../report.ts";
import type { ExchangeFormat } from "./exchange_format.ts";
import { type Figure, trackedFigures } from "./_cell_figures.ts";
import { cellLabel, metricSlug } from "./_names.ts";
import { nanoseconds } from "./_times.ts";

/** Times and failures. */
export const GITHUB_ACTION_BENCHMARK_SMALLER: ExchangeFormat = formatOf("lower", "Smaller");

/** Throughput and goodput. */
export const GITHUB_ACTION_BENCHMARK_BIGGER: ExchangeFormat = formatOf("higher", "Bigger");

function formatOf(better: "lower" | "higher", word: "Smaller" | "Bigger"): ExchangeFormat {
  return {
    about: `JSON for github-action-benchmark with tool: custom${word}IsBetter`,
    renderStudy: ({ arm }) => render(arm.report, better),
    renderComparison: ({ head }) => render(head.report, better),
  };
}

function render({ cells }: Report, better: "lower" | "higher"): string {
  const entries = cells.flatMap((cell) =>
    trackedFigures(cell).filter((figure) => figure.better === better)
      .map((figure) => entryOf(cell, figure))
  );
  return JSON.stringify(entries, null, 2) + "\n";
}

function entryOf(cell: ReportCell, { metric, unit, value, ci95 }: Figure) {
  const scaled = (number: number) => unit === "ms" ? nanoseconds(number) : number;
  const blocks = `${cell.trials} ${cell.trials === 1 ? "block" : "blocks"}`;
  return {
    name: `${cellLabel(cell)}: ${metricSlug(metric)}`,
    unit: { "ms": "ns", "/s": "tasks/s", "tasks": "tasks", "trials": "trials", "": "" }[unit],
    value: scaled(value),
    ...ci95 === null ? { extra: `${cell.state}, ${blocks}` } : {
      range: `± ${scaled(Math.max(value - ci95[0], ci95[1] - value))}`,
      extra: `${cell.state}, ${blocks}, 95 % interval ${scaled(ci95[0])} to ${scaled(ci95[1])}`,
    },
  };
}
