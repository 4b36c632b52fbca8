/** Axes: which values they span, where their ticks go and what is written there. */
import { shorten, textWidth } from "./_text_width.ts";
import type { ChartAxis, Rule } from "./chart.ts";
import {
  countTicks,
  LEAST_DECADES,
  linearTicks,
  logTicks,
  multiple,
  niceStep,
  ninesTicks,
  timeFormat,
  timeTicks,
} from "./_ticks.ts";

/** A tick. */
export interface Tick {
  /** Where, as {@linkcode Axis.drawn} gives it. */
  readonly at: number;
  /** What is written there. */
  readonly text: string;
}

/** An axis whose ends are known. */
export interface Axis {
  /** What it shows. */
  readonly label: string;
  /** The scale that it is drawn on: the others are brought to these. */
  readonly type: "linear" | "log";
  /** Its ends, drawn. */
  readonly domain: readonly [number, number];
  /** Its ticks. */
  readonly ticks: readonly Tick[];
  /** Its rules, each within the ends or named at the end beyond which it lies. */
  readonly rules: readonly PlacedRule[];
  /** What is drawn for a value: of percentiles, the number of nines; of counts, log(1 + value). */
  readonly drawn: (value: number) => number;
}

/** A rule, drawn. */
export interface PlacedRule {
  /** Where; the nearer end if it is beyond. */
  readonly at: number;
  /** Its band; null if it has none. */
  readonly band: readonly [number, number] | null;
  /** Whether the line itself is on the axis, or beyond its lower or upper end. */
  readonly place: "within" | "below" | "above";
  /** What it is. */
  readonly text: string;
}

/**
 * Whether an axis has a place for a value.
 *
 * @param axis The axis.
 * @param value The value.
 * @returns Whether its scale is defined there.
 */
export function hasPlace(
  { scale }: Pick<ChartAxis, "scale">,
  value: number | null,
): value is number {
  if (value === null || !(Math.abs(value) <= MOST)) return false;
  if (scale === "log") return value >= 1 / MOST;
  if (scale === "nines") return value >= 0 && 1 - value / 100 > 0;
  if (scale === "counts") return value >= 0;
  return scale === "linear" || Math.abs(value) <= LAST_MS;
}

// Spans of what is larger could not be computed; nothing that is measured is.
const MOST = 1e100;
// What a date can hold.
const LAST_MS = 8.64e15;

/** Room for the text of a tick, in CSS pixels. */
const MOST_TEXT = 110;

/** What an axis is to show. */
export interface AxisContent {
  /** Values that must be on it. */
  readonly values: readonly number[];
  /** Ends of intervals, which may widen it: as far as the axis says. */
  readonly ends: readonly (number | null)[];
  /** What it includes unless the axis says otherwise. */
  readonly includes: readonly number[];
  /** About how many ticks. */
  readonly ticks: number;
  /** Whether its ends are round values, or the data's own. */
  readonly round: "round" | "tight";
}

/**
 * Finds the ends and ticks of an axis.
 *
 * @param axis The axis.
 * @param content What is on it; values that it has no place for do not count.
 * @returns The axis.
 */
export function resolveAxis(axis: ChartAxis, content: AxisContent): Axis {
  const drawn = DRAWN[axis.scale] ?? ((value: number) => value);
  const type = axis.scale === "log" ? "log" : "linear";
  const [low, high] = roundEnds(axis, widen(axis, content), content);
  const values = ticksOf(axis, low, high, content.ticks);
  const format = tickFormat(axis, values);
  return {
    label: axis.label,
    type,
    domain: [drawn(low), drawn(high)],
    ticks: values.map((value) => ({ at: drawn(value), text: shorten(format(value), MOST_TEXT) })),
    rules: (axis.rules ?? []).flatMap((rule) => placeRule(rule, low, high, drawn)),
    drawn,
  };
}

/**
 * Where a value is along an axis.
 *
 * @param axis The axis.
 * @param drawn The value, drawn.
 * @returns From 0 at the lower end to 1 at the upper.
 */
export function shareOf({ type, domain: [low, high] }: Axis, drawn: number): number {
  return type === "log"
    ? Math.log(drawn / low) / Math.log(high / low)
    : (drawn - low) / (high - low);
}

/**
 * Which ticks can be written beside one another.
 *
 * @param axis The axis.
 * @param length Its length in CSS pixels.
 * @returns The ticks whose text keeps clear of the one before.
 */
export function readableTicks(axis: Axis, length: number): Tick[] {
  const fitting = (ticks: readonly Tick[]) => {
    let end = -Infinity;
    return ticks.filter(({ at, text }) => {
      const [middle, half] = [shareOf(axis, at) * length, textWidth(text) / 2];
      if (middle - half < end) return false;
      end = middle + half + 6;
      return true;
    });
  };
  const shown = fitting(axis.ticks);
  if (axis.type === "linear" || shown.length === axis.ticks.length) return shown;
  // Every power of ten reads better than 1, 5, 20.
  const powers = fitting(axis.ticks.filter(({ at }) => Number.isInteger(Math.log10(at))));
  return powers.length > 1 ? powers : shown;
}

function ninesOf(percentile: number): number {
  return -Math.log10(1 - percentile / 100);
}

/** What is drawn for a value on scales that the plotting library has not. */
const DRAWN: Readonly<Partial<Record<ChartAxis["scale"], (value: number) => number>>> = {
  nines: ninesOf,
  counts: Math.log1p,
};

function widen(axis: ChartAxis, { values, ends, includes }: AxisContent): [number, number] {
  const whole = axis.intervals === "all" ? ends : [];
  const fixed = [...values, ...whole, ...(axis.includes ?? includes)].filter((value) =>
    hasPlace(axis, value)
  );
  let [low, high] = [Infinity, -Infinity];
  for (const value of fixed) [low, high] = [Math.min(low, value), Math.max(high, value)];
  if (axis.scale === "nines") {
    const isOne = ninesOf(high) - ninesOf(low) < 1e-6;
    return isOne ? [0, Math.max(high, 50)] : [low, high];
  }
  if (axis.scale === "counts") return [0, Math.max(high, 1)];
  const isLog = axis.scale === "log";
  // An interval widens the axis by no more than the values span: they are what is to be told apart.
  const reach = isLog ? Math.max(high / low, 10) : low < high ? high - low : Math.abs(high) || 1;
  const [least, most] = isLog ? [low / reach, high * reach] : [low - reach, high + reach];
  const rules = (axis.rules ?? []).flatMap(({ value, interval }) => [value, ...interval ?? []])
    .filter((value) => value >= least && value <= most);
  // What is open, or has no place, ends at the edge and needs no room.
  const bounded = ends.filter((end) => hasPlace(axis, end))
    .map((end) => Math.min(Math.max(end!, least), most));
  for (const value of [...rules, ...bounded].filter((value) => hasPlace(axis, value))) {
    [low, high] = [Math.min(low, value), Math.max(high, value)];
  }
  return spread(axis, low, high);
}

/** Gives values that are all the same, but for what floating point adds, room around them. */
function spread({ scale }: ChartAxis, low: number, high: number): [number, number] {
  const size = Math.max(Math.abs(low), Math.abs(high));
  const least = scale === "time" ? 10 : Math.max(size * 1e-6, 1 / MOST);
  if (high - low > least) return [low, high];
  if (size <= 1 / MOST) return [0, 1];
  if (scale === "log") return [low / 2, high * 2];
  const around = scale === "time" ? 3_600_000 : size * 0.1 || 1;
  return [low - around, high + around];
}

function roundEnds(
  { scale }: ChartAxis,
  [low, high]: [number, number],
  { ticks, round }: AxisContent,
): [number, number] {
  if (round === "tight" || scale === "time" || scale === "nines") return [low, high];
  if (scale === "counts") return [0, countTicks(high, ticks).at(-1)!];
  if (scale === "linear" || Math.log10(high / low) < LEAST_DECADES) {
    const step = niceStep((high - low) / Math.max(1, ticks));
    const [down, up] = [Math.floor(low / step + 1e-9), Math.ceil(high / step - 1e-9)];
    return [scale === "log" && down <= 0 ? low : multiple(down, step), multiple(up, step)];
  }
  const down = 10 ** Math.floor(Math.log10(low));
  const up = 10 ** Math.floor(Math.log10(high));
  return [
    ([5, 2].find((digit) => digit * down <= low) ?? 1) * down,
    ([1, 2, 5].find((digit) => digit * up >= high * (1 - 1e-9)) ?? 10) * up,
  ];
}

function ticksOf({ scale }: ChartAxis, low: number, high: number, count: number): number[] {
  if (scale === "log") return logTicks(low, high, count);
  if (scale === "nines") return ninesTicks(low, high);
  if (scale === "counts") return countTicks(high, count);
  return (scale === "time" ? timeTicks : linearTicks)(low, high, count);
}

function tickFormat(
  { scale, format }: ChartAxis,
  ticks: readonly number[],
): (value: number) => string {
  if (format !== undefined) return (value) => trimZeros(format(value));
  if (scale === "time") return timeFormat(ticks);
  if (scale === "nines") return (value) => `${value} %`;
  const digits = new Intl.NumberFormat("en", { maximumSignificantDigits: 6 });
  const isPlain = ticks.every((tick) => tick === 0 || Math.abs(Math.log10(Math.abs(tick))) < 9);
  return (value) =>
    (isPlain ? digits.format(value) : String(Number(value.toPrecision(6)))).replace(/-/g, "−");
}

/** `1.00 ms` → `1 ms`: ticks are where they are, digits say nothing of how well they are known. */
function trimZeros(text: string): string {
  return text.replace(/(\.\d*?)0+(?!\d)/, (_, kept) => kept === "." ? "" : kept);
}

function placeRule(
  { value, interval, text }: Rule,
  low: number,
  high: number,
  drawn: (value: number) => number,
): PlacedRule[] {
  if (Number.isNaN(value)) return [];
  const clamp = (bound: number) => drawn(Math.min(Math.max(bound, low), high));
  const band =
    interval === null || interval.some(Number.isNaN) || interval[1] < low || interval[0] > high
      ? null
      : [clamp(interval[0]), clamp(interval[1])] as const;
  const place = value < low ? "below" : value > high ? "above" : "within";
  return [{ at: clamp(value), band, place, text }];
}
