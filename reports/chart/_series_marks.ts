/** The marks of one series of a line chart. */
import { type Axis, hasPlace } from "./_axis.ts";
import type { Panel } from "./_canvas.ts";
import type { ChartAxis, ChartPoint, ChartSeries } from "./chart.ts";
import { coarse, element, escapeText } from "./_markup.ts";
import { seriesStyle } from "./palette.ts";
import { symbolPath } from "./_symbols.ts";

/** More points than these stand too close for symbols. */
const MOST_SYMBOLS = 40;

/** A point, drawn. */
interface Placed {
  readonly point: ChartPoint;
  readonly x: number;
  /** Null for a gap. */
  readonly y: number | null;
  /** `edge`: 0 or less on a logarithmic axis, marked by an arrow at its lower end. */
  readonly place: "within" | "edge" | "gap";
}

/** How values are placed. */
export interface Axes {
  /** The first axis as given. */
  readonly xGiven: ChartAxis;
  /** The second axis as given. */
  readonly yGiven: ChartAxis;
  /** The first axis. */
  readonly x: Axis;
  /** The second axis. */
  readonly y: Axis;
  /** How opaque intervals are. */
  readonly shade: number;
}

/**
 * Draws a series: its intervals as an area, its line, its symbols.
 *
 * @param series The series.
 * @param axes How values are placed.
 * @param panel Where.
 * @param row In which row.
 * @returns Markup, and where the line ends; null if nothing of it was drawn.
 */
export function paintSeries(
  { rank, role, points }: ChartSeries,
  axes: Axes,
  panel: Panel,
  row: number,
): { readonly markup: string; readonly end: readonly [x: number, y: number] } | null {
  const placed = points.filter(({ x }) => hasPlace(axes.xGiven, x))
    .map((point) => placePoint(point, axes, panel, row));
  const runs = splitRuns(placed);
  const last = runs.at(-1)?.at(-1);
  if (last === undefined) return null;
  const { colour, dash, symbol } = seriesStyle(rank, role);
  const yOf = (value: number) =>
    hasPlace(axes.yGiven, value) ? panel.y(axes.y.drawn(value), row) : edge(value, panel, row);
  const track = placed.length > MOST_SYMBOLS ? relativeTrack : absoluteTrack;
  const area = runs.map((run) => areaPath(run, yOf, track)).join("");
  const line = runs.map((run) => linePath(run, role, track)).join("");
  const markup = (area === "" ? "" : element("path", {
    class: "interval",
    d: area,
    fill: colour,
    "fill-opacity": axes.shade,
  })) +
    element("path", {
      class: "line",
      d: line,
      fill: "none",
      stroke: colour,
      "stroke-width": role === "predicted" ? 2.5 : 1.75,
      "stroke-linejoin": "round",
      "stroke-linecap": role === "predicted" ? "round" : null,
      "stroke-dasharray": dash,
    }) +
    cutMarks(placed, axes, panel, row, colour) +
    pointMarks(placed, runs, symbol, colour, panel.bottom(row));
  return { markup, end: [last.x, last.y!] };
}

function placePoint(point: ChartPoint, { x, y, yGiven }: Axes, panel: Panel, row: number): Placed {
  const at = panel.x(x.drawn(point.x));
  if (hasPlace(yGiven, point.y)) {
    return { point, x: at, y: panel.y(y.drawn(point.y), row), place: "within" };
  }
  const isBelow = yGiven.scale === "log" && Number.isFinite(point.y);
  return { point, x: at, y: null, place: isBelow ? "edge" : "gap" };
}

function edge(value: number, panel: Panel, row: number): number {
  return value === Infinity ? panel.top(row) : panel.bottom(row);
}

/** Points without a gap between them. */
function splitRuns(placed: readonly Placed[]): Placed[][] {
  const runs: Placed[][] = [[]];
  for (const point of placed) {
    if (point.place === "within") runs.at(-1)!.push(point);
    else if (runs.at(-1)!.length > 0) runs.push([]);
  }
  return runs.filter((run) => run.length > 0);
}

function areaPath(
  run: readonly Placed[],
  yOf: (value: number) => number,
  track: Track,
): string {
  const isBound = (bound: number | null) => bound !== null && !Number.isNaN(bound);
  if (run.length < 2) {
    const [{ point: { low, high }, x }] = run;
    if (!isBound(low) || !isBound(high)) return "";
    return `M${coarse(x - 2)} ${coarse(yOf(low!))}h4V${coarse(yOf(high!))}h-4z`;
  }
  if (!run.some(({ point: { low, high } }) => isBound(low) || isBound(high))) return "";
  const end = (bound: number | null, y: number) => isBound(bound) ? yOf(bound!) : y;
  const above = run.map(({ point, x, y }): Place => [x, end(point.high, y!)]);
  const below = run.map(({ point, x, y }): Place => [x, end(point.low, y!)]);
  return `${track([...above, ...below.reverse()])}z`;
}

/** Room of a mark of an interval that goes on beyond the axis, in CSS pixels. */
const CUT = 10;

/** Without a mark a shade that the axis cuts looks as if it ended there. */
function cutMarks(
  placed: readonly Placed[],
  { y: { domain: [low, high], drawn }, yGiven }: Axes,
  panel: Panel,
  row: number,
  colour: string,
): string {
  const isBeyond = (bound: number | null, side: "low" | "high") => {
    if (bound === null || Number.isNaN(bound)) return false;
    if (!hasPlace(yGiven, bound)) return (bound === Infinity) === (side === "high");
    return side === "low" ? drawn(bound) < low : drawn(bound) > high;
  };
  const clear = (side: "low" | "high") => {
    let end = -Infinity;
    return placed.filter(({ point, x, place }) => {
      if (place !== "within" || !isBeyond(point[side], side) || x - end < CUT) return false;
      end = x;
      return true;
    });
  };
  const up = clear("high").map(({ x }) =>
    `M${coarse(x - 3)} ${coarse(panel.top(row) + 4)}l3-4l3 4`
  );
  const down = clear("low").map(({ x }) =>
    `M${coarse(x - 3)} ${coarse(panel.bottom(row) - 4)}l3 4l3-4`
  );
  const d = [...up, ...down].join("");
  if (d === "") return "";
  return element(
    "path",
    { class: "cut", d, fill: "none", stroke: colour, "stroke-width": 1.5 },
    element("title", {}, "The interval goes on beyond the axis."),
  );
}

function linePath(run: readonly Placed[], role: ChartSeries["role"], track: Track): string {
  // A point between gaps has no line; without a symbol it needs a mark of its own.
  if (run.length === 1) {
    return role === "predicted" ? `M${coarse(run[0].x - 8)} ${coarse(run[0].y!)}h16` : "";
  }
  return track(run.map(({ x, y }): Place => [x, y!]));
}

type Place = readonly [x: number, y: number];
type Track = (places: readonly Place[]) => string;

function absoluteTrack(places: readonly Place[]): string {
  return "M" + places.map(([x, y]) => `${coarse(x)} ${coarse(y)}`).join("L");
}

/** From place to place, in two thirds of the bytes: in whole tenths, so that nothing adds up. */
function relativeTrack(places: readonly Place[]): string {
  const tenths = places.map((place) => place.map((value) => Math.round(value * 10)));
  const steps = tenths.slice(1).map(([x, y], index) => {
    const [fromX, fromY] = tenths[index];
    const [right, down] = [coarse((x - fromX) / 10), coarse((y - fromY) / 10)];
    return down.startsWith("-") ? right + down : `${right} ${down}`;
  });
  const joined = steps.reduce((all, step) => step.startsWith("-") ? all + step : `${all} ${step}`);
  return `${absoluteTrack(places.slice(0, 1))}l${joined}`;
}

function pointMarks(
  placed: readonly Placed[],
  runs: readonly (readonly Placed[])[],
  symbol: ReturnType<typeof seriesStyle>["symbol"],
  colour: string,
  bottom: number,
): string {
  const alone = new Set(runs.filter(({ length }) => length === 1).flat());
  const isCrowded = placed.length > MOST_SYMBOLS;
  let [shown, hidden] = ["", ""];
  for (const at of placed) {
    const title = element("title", {}, escapeText(at.point.text));
    if (at.place === "gap") continue;
    if (at.place === "edge") {
      shown += pointMark(`M${coarse(at.x - 4)} ${coarse(bottom - 6)}h8l-4 6z`, title);
    } else if (symbol !== null && (!isCrowded || alone.has(at))) {
      shown += pointMark(symbolPath(symbol, at.x, at.y!), title);
    } else {
      hidden += element("path", { d: `M${Math.round(at.x)} ${Math.round(at.y!)}h0` }, title);
    }
  }
  return (shown === "" ? "" : element("g", { fill: colour, stroke: "var(--surface)" }, shown)) +
    // Seen by who points at them: a round, transparent end of a line without length.
    (hidden === "" ? "" : element("g", {
      class: "points",
      stroke: colour,
      "stroke-opacity": 0,
      "stroke-width": 8,
      "stroke-linecap": "round",
    }, hidden));
}

function pointMark(d: string, title: string): string {
  return `<path class="point" d="${d}">${title}</path>`;
}
