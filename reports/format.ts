/**
 * Numbers for human eyes. Scaling and rounding happen here and nowhere else.
 *
 * @module
 */
import type { ServiceLevel } from "../experiments/service_level.ts";
import type { Interval } from "./stats/mod.ts";

/** What stands for a figure that does not exist. */
export const NOTHING = "–";

const DIGITS = 3;
/** What is nearer to 0 is printed as 0. */
export const NEGLIGIBLE = 1e-9;
// A tenth of a nanosecond.
const LEAST_MS = 1e-7;

/**
 * Rounds to three significant digits without an exponent.
 *
 * @param value A number.
 * @returns The number as text, digits grouped from 10,000 on; `–` for null or NaN.
 */
export function formatNumber(value: number | null): string {
  if (value === null || Number.isNaN(value)) return NOTHING;
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  // What is left of exact cancellation in floating point is nothing to show.
  if (Math.abs(value) < NEGLIGIBLE) return "0";
  // Rounded first: 0.9996 has the magnitude of 1.00.
  const magnitude = Math.floor(Math.log10(Math.abs(Number(value.toPrecision(DIGITS)))));
  const decimals = Math.min(12, Math.max(0, DIGITS - 1 - magnitude));
  const text = Math.abs(value).toFixed(decimals);
  const [whole, fraction] = text.split(".");
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, ",") : whole;
  const sign = value < 0 && Number(text) !== 0 ? "−" : "";
  return sign + (fraction === undefined ? grouped : `${grouped}.${fraction}`);
}

/**
 * A utilization: near 1 with as many digits as tell it from 1.
 *
 * @param utilization ρ.
 * @returns `0.930`, or `0.9998`.
 */
export function formatUtilization(utilization: number): string {
  const isBelow = utilization < 1 && 1 - utilization > NEGLIGIBLE;
  if (!isBelow || Number(utilization.toFixed(DIGITS)) < 1) return formatNumber(utilization);
  let decimals = DIGITS + 1;
  while (Number(utilization.toFixed(decimals)) >= 1) decimals++;
  return utilization.toFixed(decimals);
}

/**
 * A time in the unit that suits it: ns, µs, ms or s.
 *
 * @param ms The time in ms.
 * @returns `12.3 µs`; `–` for null.
 */
export function formatMs(ms: number | null): string {
  if (ms === null || !Number.isFinite(ms)) return formatNumber(ms);
  const unit = unitFor(Math.abs(ms));
  return `${formatNumber(ms * unit.perMs)} ${unit.name}`;
}

/**
 * A time at a tick of an axis: no more digits than it has.
 *
 * @param ms The time in ms.
 * @returns `100 µs`, `2.5 ms`.
 */
export function formatTickMs(ms: number): string {
  const [figure, unit] = formatMs(ms).split(" ");
  if (unit === undefined) return figure;
  return `${figure.includes(".") ? figure.replace(/\.?0+$/, "") : figure} ${unit}`;
}

/**
 * A time with its interval, in one unit.
 *
 * @param ms The estimate in ms.
 * @param interval Its interval in ms, if there is one.
 * @returns `12.3 µs [11.9, 12.7]`.
 */
export function formatMsWithInterval(ms: number | null, interval: Interval | null): string {
  if (ms === null || interval === null) return formatMs(ms);
  const unit = unitFor(Math.abs(ms));
  const [low, high] = interval.map((bound) => formatNumber(bound * unit.perMs));
  return `${formatMs(ms)} [${low}, ${high}]`;
}

/**
 * A difference of times with its interval, in one unit: that of the largest of the three.
 *
 * @param ms The difference in ms; what no clock can tell from nothing counts as 0.
 * @param interval Its interval in ms, if there is one.
 * @returns `+12.3 µs [−1.90, 26.5]`.
 */
export function formatDifferenceMs(ms: number, interval: Interval | null): string {
  const shown = [ms, ...interval ?? []].map((value) => Math.abs(value) < LEAST_MS ? 0 : value);
  const unit = unitFor(Math.max(...shown.map(Math.abs)));
  const [text, ...bounds] = shown.map((value) => formatNumber(value * unit.perMs));
  const figure = `${shown[0] > 0 ? "+" : ""}${text} ${unit.name}`;
  return bounds.length === 0 ? figure : `${figure} [${bounds.join(", ")}]`;
}

/**
 * A number with its interval.
 *
 * @param value The estimate.
 * @param interval Its interval, if there is one.
 * @returns `12.3 [11.9, 12.7]`.
 */
export function formatWithInterval(value: number | null, interval: Interval | null): string {
  if (value === null || interval === null) return formatNumber(value);
  return `${formatNumber(value)} [${interval.map(formatNumber).join(", ")}]`;
}

/**
 * A share.
 *
 * @param share From 0 to 1.
 * @returns `12.3 %`.
 */
export function formatShare(share: number | null): string {
  return share === null ? NOTHING : `${formatNumber(share * 100)} %`;
}

/**
 * A duration for people who wait.
 *
 * @param ms The duration in ms.
 * @returns `45 s`, `3 min 20 s` or `2 h 5 min`.
 */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 90) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function unitFor(ms: number): { name: string; perMs: number } {
  // Rounding to three digits must not leave 1000 of the smaller unit.
  if (ms >= 999.5) return { name: "s", perMs: 1e-3 };
  if (ms >= 0.9995 || ms === 0) return { name: "ms", perMs: 1 };
  if (ms >= 0.0009995) return { name: "µs", perMs: 1e3 };
  return { name: "ns", perMs: 1e6 };
}

/**
 * A service level for human eyes.
 *
 * @param level The level.
 * @returns `p99 sojourn ≤ 10.0 ms`.
 */
export function formatServiceLevel({ statistic, limitMs }: ServiceLevel): string {
  return `${statistic} sojourn ≤ ${formatMs(limitMs)}`;
}

/**
 * A number of things.
 *
 * @param count How many.
 * @param one What one is called.
 * @param many What others are called. @default one, with an s
 * @returns `1 study`, `3 studies`.
 */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
