/**
 * What every pair of blocks says of the metrics that a comparison turns on: for who does not believe
 * an interval.
 *
 * @module
 */
import { type ChartPoint, isDrawable, type LineChart, lineChart } from "../chart/mod.ts";
import { comparedCellName } from "../comparison/cell_name.ts";
import { comparableMetric } from "../comparison/compared_metrics.ts";
import type { Comparison, MetricEvidence } from "../comparison/comparison.ts";
import {
  believed,
  type ComparedPlace,
  formatCompared,
  rankMetrics,
} from "../comparison/comparison_rows.ts";
import { formatNumber, NOTHING } from "../format.ts";
import type { Figure, TableCell } from "./figure.ts";
import { viewOf } from "./views.ts";

/** More panels than these nobody looks at. */
const MOST_METRICS = 6;
/** Height of a panel with its name, and of what is around all of them. */
const PANEL = 112;
const AROUND = 72;
/** A range of ratios wider than this is shown on a logarithmic scale. */
const WIDE = 3;
/** Panels where nothing changed. */
const FEW_METRICS = 3;

/**
 * The ratio of every pair of blocks, a panel a metric.
 *
 * @param comparison The comparison.
 * @param options The figure's anchor.
 * @returns The figure; null where blocks are no pairs, or none has a ratio.
 */
export function blocksFigure(
  comparison: Comparison,
  { id }: { readonly id: string },
): Figure | null {
  if (comparison.pairing === "unpaired") return null;
  const places = turningOn(comparison);
  const series = places.map((place, rank) => {
    const evidence = believed(place.metric);
    const points = pairsOf(evidence, place.metric.metric).map((ratio, block): ChartPoint => ({
      ...{ x: block + 1, y: ratio, low: null, high: null },
      text: ratio === null
        ? ""
        : `block ${block + 1}: ${valuesText(place, block)}, ×${formatNumber(ratio)}`,
    }));
    return { name: nameOf(place), rank, role: "measured" as const, points };
  });
  const ratios = places.flatMap(ratiosOf);
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  const title = "Block by block";
  // Ratios near 1 are as far apart on either scale, and a linear one has ticks between powers of ten.
  const scale = most < WIDE * least ? "linear" : "log";
  const chart: LineChart = {
    id: `${id}-${scale}`,
    title,
    description: "A panel a metric: head ÷ base of every pair of blocks.",
    x: { label: "pair of blocks", scale: "linear", format: wholeOnly },
    y: {
      label: "head ÷ base",
      scale,
      rules: [{ value: 1, interval: null, text: "no change" }],
      includes: [1],
    },
    series,
    layout: "rows",
    height: AROUND + PANEL * series.length,
  };
  if (!isDrawable(chart)) return null;
  const pairs = Math.max(...series.map(({ points }) => points.length));
  return {
    id,
    title,
    caption:
      "Head ÷ base of every pair of blocks, of what matters most among the metrics that decide; " +
      "where a fresh run was made, its blocks. A change that is there is on one side of 1 in most pairs.",
    views: [
      viewOf(
        scale,
        scale === "log" ? "logarithmic" : "linear",
        (legend) => lineChart({ ...chart, legend }),
      ),
    ],
    legend: [],
    table: {
      caption: "Base → head of every pair of blocks",
      head: ["pair", ...places.map(nameOf)],
      rows: Array.from({ length: pairs }, (_, block): TableCell[] => [
        { text: String(block + 1), kind: "figure", value: block + 1 },
        ...places.map((place): TableCell => {
          const ratio = pairsOf(believed(place.metric), place.metric.metric)[block] ?? null;
          return ratio === null
            ? { text: NOTHING, kind: "figure", value: null }
            : { text: valuesText(place, block), kind: "figure", value: ratio };
        }),
      ]),
    },
  };
}

/** What changed; without any change what weighs most: what merely scatters would flatten all others. */
function turningOn(comparison: Comparison): ComparedPlace[] {
  const all = rankMetrics(comparison, ["gated"]).filter((place) => ratiosOf(place).length > 0);
  const changed = all.filter(({ metric: { verdict } }) =>
    verdict === "regressed" || verdict === "improved"
  );
  return changed.length === 0 ? all.slice(0, FEW_METRICS) : changed.slice(0, MOST_METRICS);
}

function ratiosOf({ metric }: ComparedPlace): number[] {
  return pairsOf(believed(metric), metric.metric).filter((ratio) => ratio !== null);
}

/** What it is of, and what can be counted: how many pairs are on one side. */
function nameOf(place: ComparedPlace): string {
  const ratios = ratiosOf(place);
  const above = ratios.filter((ratio) => ratio > 1).length;
  const below = ratios.filter((ratio) => ratio < 1).length;
  const sides = above >= below
    ? `${above} of ${ratios.length} above 1`
    : `${below} of ${ratios.length} below 1`;
  return `${place.metric.metric}, ${sides}: ${comparedCellName(place.cell)}`;
}

function valuesText({ metric }: ComparedPlace, block: number): string {
  const { baseValues, headValues } = believed(metric);
  const show = (value: number | null) => formatCompared(value ?? null, metric.unit);
  return `${show(baseValues[block])} → ${show(headValues[block])}`;
}

/** Ratios as the test sees them: values that cannot be told from nothing are lifted to the least that can. */
function pairsOf({ baseValues, headValues }: MetricEvidence, metric: string): (number | null)[] {
  const least = comparableMetric(metric)?.least ?? 0;
  return baseValues.map((base, block) => {
    const head = headValues[block] ?? null;
    if (base === null || head === null) return null;
    const ratio = Math.max(head, least) / Math.max(base, least);
    return Number.isFinite(ratio) && ratio > 0 ? ratio : null;
  });
}

function wholeOnly(value: number): string {
  return Number.isInteger(value) ? String(value) : "";
}
