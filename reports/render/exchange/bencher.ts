/**
 * Bencher Metric Format: JSON that Bencher tracks over time (`bencher run --adapter json`).
 *
 * An object of benchmarks, each an object of measures, each with a `value` and, where there is a 95 %
 * interval, `lower_value` and `upper_value`. Bencher's own measures count ns and operations per second; so
 * do these. It learns no unit of the others, so their names say it: `wait-p99-ns`. `throughput` is
 * Bencher's own.
 *
 * Unstable cells have no waits, sojourns and overheads. Failed ones have `failed-trials` alone. A comparison
 * is shown as its head, which is what a tracker wants.
 *
 * Source: https://bencher.dev/docs/reference/bencher-metric-format/ and, for the units,
 * https://bencher.dev/docs/how-to/track-custom-benchmarks/
 *
 * @module
 */
import type { Report } from "../../report.ts";
import type { ExchangeFormat } from "./exchange_format.ts";
import { type Figure, trackedFigures } from "./_cell_figures.ts";
import { cellLabel, metricSlug } from "./_names.ts";
import { nanoseconds } from "./_times.ts";

/** The format. */
export const BENCHER: ExchangeFormat = {
  about: "Bencher Metric Format, for bencher run --adapter json",
  renderStudy: ({ arm }) => render(arm.report),
  renderComparison: ({ head }) => render(head.report),
};

function render({ cells }: Report): string {
  const benchmarks = cells.map((cell) =>
    [
      cellLabel(cell),
      Object.fromEntries(
        trackedFigures(cell).map((figure) => [measureOf(figure), valuesOf(figure)]),
      ),
    ] as const
  );
  const measured = benchmarks.filter(([, measures]) => Object.keys(measures).length > 0);
  return JSON.stringify(Object.fromEntries(measured), null, 2) + "\n";
}

function measureOf({ metric, unit }: Figure): string {
  const slug = metricSlug(metric);
  if (unit === "ms") return `${slug}-ns`;
  return slug === "goodput" ? "goodput-per-second" : slug;
}

function valuesOf({ value, unit, ci95 }: Figure) {
  const scaled = (number: number) => unit === "ms" ? nanoseconds(number) : number;
  return {
    value: scaled(value),
    ...ci95 && { lower_value: scaled(ci95[0]), upper_value: scaled(ci95[1]) },
  };
}
