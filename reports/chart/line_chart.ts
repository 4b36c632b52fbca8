/**
 * Values over something: latency over percentiles, lag over time, waits over a rate, a metric over commits.
 *
 * @module
 */
import { type Axis, hasPlace, resolveAxis, shareOf } from "./_axis.ts";
import { axisLabel } from "./_axis_label.ts";
import { draw, type Drawing, type Panel, WIDTH } from "./_canvas.ts";
import { endLabelRoom, NAME_LINE, paintEndLabel, spreadNames } from "./_end_labels.ts";
import { layLegend } from "./_legend.ts";
import { HALO, label } from "./_label.ts";
import { element } from "./_markup.ts";
import { layRules, paintHorizontalRules, paintVerticalRules } from "./_rules.ts";
import { type Axes, paintSeries } from "./_series_marks.ts";
import { textWidth } from "./_text_width.ts";
import type { ChartAxis, ChartFrame, ChartSeries } from "./chart.ts";
import { requireDrawable } from "./is_drawable.ts";
import { seriesStyle } from "./palette.ts";

/** What a line chart shows. */
export interface LineChart extends ChartFrame {
  /** The first axis. */
  readonly x: ChartAxis;
  /** The second axis. */
  readonly y: ChartAxis;
  /** The lines. */
  readonly series: readonly ChartSeries[];
  /**
   * `together`: all lines in one panel. `rows`: a panel a rank, below one another on the same axes, the name
   * above it; for lines that would cover one another. Series of one rank share a row: what was measured
   * and what theory says of it.
   * @default "together"
   */
  readonly layout?: "together" | "rows";
}

const HEIGHT = 340;
const ROW_HEIGHT = 52;
const ROW_NAME = 24;
/** Lines that end further from the right edge than this share of the axis are not named there. */
const MOST_LEAD = 0.12;
/** More lines than these are not named where they end: names would stand far from their lines. */
const MOST_NAMED = 14;
/** Narrower, names would take what the lines need. */
const LEAST_NAMED_WIDTH = 560;

/**
 * Draws lines with symbols, their intervals shaded.
 *
 * @param chart What it shows.
 * @returns An `svg` element.
 * @throws {RangeError} If no point can be drawn: see {@linkcode isDrawable}.
 */
export function lineChart(chart: LineChart): string {
  requireDrawable(chart);
  const { x: xGiven, y: yGiven, width = WIDTH } = chart;
  const isDrawn = ({ points }: ChartSeries) =>
    points.some(({ x, y }) => hasPlace(xGiven, x) && hasPlace(yGiven, y));
  const series = chart.series.filter(isDrawn);
  const groups = chart.layout === "rows"
    ? [...Map.groupBy(series, ({ rank }) => rank).values()]
    : [series];
  const rows = groups.length;
  const isRows = chart.layout === "rows";
  const points = series.flatMap(({ points }) => points)
    .filter(({ x, y }) => hasPlace(xGiven, x) && hasPlace(yGiven, y));
  const y = resolveAxis(yGiven, {
    values: points.map(({ y }) => y!),
    ends: points.flatMap(({ low, high }) => [low, high]),
    includes: yGiven.scale === "linear" ? [0] : [],
    ticks: isRows ? yGiven.scale === "log" ? 2 : 3 : 6,
    round: isRows ? "tight" : "round",
  });
  const left = 12 + Math.ceil(Math.max(...y.ticks.map(({ text }) => textWidth(text)), 20));
  const across = {
    values: points.map(({ x }) => x),
    ends: [],
    includes: [],
    round: "tight",
  } as const;
  const named = isRows || width < LEAST_NAMED_WIDTH
    ? []
    : namedSeries({ ...chart, series }, resolveAxis(xGiven, { ...across, ticks: 1 }));
  const room = named.length > 0 ? endLabelRoom(named.map(({ name }) => name), width) : 24;
  const tickRoom = xGiven.scale === "time" ? 110 : 75;
  const x = resolveAxis(xGiven, { ...across, ticks: (width - left - room) / tickRoom });
  const { laid, height: ruleHeight } = layRules(x, left, width - room);
  const legend = layLegend(chart.legend === "inside" ? series : [], "line", width);
  const top = legend.height + (y.label === "" ? 6 : 26) + ruleHeight + (isRows ? ROW_NAME - 2 : 0);
  const bottom = 28 + (x.label === "" ? 0 : 18);
  const wanted = isRows
    ? rows * ROW_HEIGHT + (rows - 1) * ROW_NAME
    : Math.max(HEIGHT - 26 - bottom, named.length * NAME_LINE);
  const height = chart.height ?? top + bottom + wanted;
  // Many areas over one another would hide the lines.
  const shade = isRows || series.length <= 2 ? 0.14 : series.length <= 4 ? 0.09 : 0.05;
  const axes: Axes = { xGiven, yGiven, x, y, shade };
  const drawing: Drawing = {
    height,
    margins: { top, right: room, bottom, left },
    x,
    y,
    rows,
    gap: ROW_NAME,
    paint: (panel) =>
      legend.markup +
      label(y.label, width, { x: 0, y: legend.height + 12, fill: "var(--faint)" }) +
      axisLabel(x, panel.right, height) +
      paintVerticalRules(laid, panel, rows, isRows ? ROW_NAME - 4 : 0) +
      (isRows
        ? groups.map((group, row) => paintRow(group, axes, panel, row)).join("")
        : paintTogether(series, named, axes, panel, room)) +
      paintHorizontalRules(
        y.rules,
        panel,
        rows,
        y.rules.length === 0 ? [] : samples(groups[0], axes, panel),
      ),
  };
  return draw(chart, drawing);
}

/**
 * Which lines are named where they end: all of them or, if one ends early, none. What theory says lies beside
 * what it is about.
 */
function namedSeries(
  { x, y, series }: Pick<LineChart, "x" | "y" | "series">,
  axis: Axis,
): ChartSeries[] {
  const measured = new Set(
    series.filter(({ role }) => role === "measured").map(({ rank }) => rank),
  );
  const named = series.filter(({ rank, role }) => role === "measured" || !measured.has(rank));
  if (named.length < 2 || named.length > MOST_NAMED) return [];
  const endsEarly = named.some(({ points }) => {
    const end = points.findLast((point) => hasPlace(x, point.x) && hasPlace(y, point.y))!;
    return shareOf(axis, axis.drawn(end.x)) < 1 - MOST_LEAD;
  });
  return endsEarly ? [] : named;
}

const SAMPLES = 16;

/** Places along lines, at their points and between them. */
function samples(
  series: readonly ChartSeries[],
  { xGiven, yGiven, x, y }: Axes,
  panel: Panel,
): readonly (readonly [x: number, y: number])[] {
  return series.flatMap(({ points }) => {
    const places = points.filter((point) => hasPlace(xGiven, point.x) && hasPlace(yGiven, point.y))
      .map((point) => [panel.x(x.drawn(point.x)), panel.y(y.drawn(point.y!), 0)] as const);
    return places.flatMap(([x, y], index) => {
      const [nextX, nextY] = places[index + 1] ?? [x, y];
      return Array.from({ length: SAMPLES }, (_, step) => {
        const share = step / SAMPLES;
        return [x + (nextX - x) * share, y + (nextY - y) * share] as const;
      });
    });
  });
}

function paintTogether(
  series: readonly ChartSeries[],
  named: readonly ChartSeries[],
  axes: Axes,
  panel: Panel,
  room: number,
): string {
  const painted = new Map(series.map((one) => [one, paintSeries(one, axes, panel, 0)!]));
  const ends = named.map((one) => painted.get(one)!.end);
  const places = spreadNames(ends.map(([, y]) => y), panel.top(0) - 8, panel.bottom(0) + 8);
  const names = new Map(
    named.map((one, index) => {
      const { colour } = seriesStyle(one.rank);
      const { right } = panel;
      return [one, paintEndLabel(one.name, ends[index], places[index], right, room, colour)];
    }),
  );
  return series.map((one) => seriesGroup(one, painted.get(one)!.markup + (names.get(one) ?? "")))
    .join("");
}

function paintRow(
  group: readonly ChartSeries[],
  axes: Axes,
  panel: Panel,
  row: number,
): string {
  const y = panel.top(row) - 6;
  return group.map((one, index) => {
    const { markup } = paintSeries(one, axes, panel, row)!;
    const name = index > 0 ? "" : label(one.name, panel.right - panel.left, {
      x: panel.left,
      y,
      fill: "var(--ink)",
      ...HALO,
    });
    return seriesGroup(one, name + markup);
  }).join("");
}

function seriesGroup({ rank, role, subject }: ChartSeries, markup: string): string {
  return element("g", {
    class: "series",
    "data-rank": String(rank),
    "data-role": role,
    "data-name": subject,
  }, markup);
}
