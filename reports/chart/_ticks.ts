/** Where ticks go. */

/**
 * Ticks of a linear scale: multiples of 1, 2 or 5 times a power of ten.
 *
 * @param low Lower end of the scale.
 * @param high Upper end, above the lower.
 * @param count About how many.
 * @returns The ticks within the ends.
 */
export function linearTicks(low: number, high: number, count: number): number[] {
  const step = niceStep((high - low) / Math.max(1, count));
  const ticks: number[] = [];
  const last = Math.floor(high / step + SLACK);
  for (let at = Math.ceil(low / step - SLACK); at <= last; at++) ticks.push(multiple(at, step));
  return ticks;
}

const SLACK = 1e-9;

/** A multiple of a step without what floating point adds: 3 × 0.1 is 0.3. */
export function multiple(times: number, step: number): number {
  return step >= 1 ? times * step + 0 : times / Math.round(1 / step) + 0;
}

/** The nearest step at least as large: 1, 2 or 5 times a power of ten. */
export function niceStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  return power * ([1, 2, 5].find((factor) => factor * power >= step * (1 - SLACK)) ?? 10);
}

/** Steps that leave two ticks on half a decade. */
const LEAST_STEPS = 4;
/** Decades that a logarithmic scale needs for digits of powers of ten; narrower, it is nearly linear. */
export const LEAST_DECADES = 0.5;

/**
 * Ticks of a logarithmic scale: powers of ten if there are enough of them, else digits between as well.
 *
 * @param low Lower end of the scale, above 0.
 * @param high Upper end, above the lower.
 * @param count About how many at most.
 * @returns The ticks within the ends.
 */
export function logTicks(low: number, high: number, count: number): number[] {
  const decades = Math.log10(high / low);
  if (decades >= 2.5) {
    const step = Math.ceil(decades / Math.max(2, count));
    return powers(low, high, [1]).filter((_, index) => index % step === 0);
  }
  if (decades < LEAST_DECADES) return linearTicks(low, high, count);
  const ticks = powers(low, high, [1, 2, 5]);
  // Between 0.6 and 1.9 there is 1 alone, and one tick tells no scale.
  if (ticks.length < 2) return linearTicks(low, high, Math.max(LEAST_STEPS, count));
  if (ticks.length <= count * 1.5) return ticks;
  const tens = powers(low, high, [1]);
  const step = Math.ceil(ticks.length / Math.max(2, count));
  return tens.length > 1 ? tens : ticks.filter((_, index) => index % step === 0);
}

function powers(low: number, high: number, digits: readonly number[]): number[] {
  const ticks: number[] = [];
  const last = Math.ceil(Math.log10(high));
  for (let power = Math.floor(Math.log10(low)); power <= last; power++) {
    for (const digit of digits) {
      const tick = power < 0 ? digit / 10 ** -power : digit * 10 ** power;
      if (tick >= low * (1 - SLACK) && tick <= high * (1 + SLACK)) ticks.push(tick);
    }
  }
  return ticks;
}

/**
 * Ticks of counts.
 *
 * @param high The largest count.
 * @param count About how many at most.
 * @returns 0 and powers of ten, the last at least as large; 1 only where it keeps clear of 0.
 */
export function countTicks(high: number, count: number): number[] {
  const last = Math.max(0, Math.ceil(Math.log10(high) - SLACK));
  const step = Math.max(1, Math.ceil(last / Math.max(1, count - 1)));
  const ticks: number[] = [];
  for (let power = last; power >= Math.min(1, last); power -= step) ticks.unshift(10 ** power);
  return [0, ...(last === 1 ? [1] : []), ...ticks];
}

/**
 * Ticks of percentiles.
 *
 * @param low Lowest percentile.
 * @param high Highest percentile, below 100.
 * @returns 0, 50, 90, 99 and so on, as far as the ends reach.
 */
export function ninesTicks(low: number, high: number): number[] {
  const nines = Math.floor(-Math.log10(1 - high / 100) + 1e-6);
  const beyond = Array.from(
    { length: nines },
    (_, index) => Number((100 - 10 ** (1 - index)).toFixed(index)),
  );
  return [0, 50, ...beyond].filter((tick) => tick >= low && tick <= high);
}

const SECOND = 1000;
const DAY = 86_400 * SECOND;
const TIME_STEPS = [
  ...[1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600]
    .map((seconds) => seconds * SECOND),
  ...[1, 2, 7, 14].map((days) => days * DAY),
];

/**
 * Ticks of time, on whole steps of the clock or calendar in UTC.
 *
 * @param low First moment, in ms since 1970.
 * @param high Last moment.
 * @param count About how many at most.
 * @returns The ticks within the ends.
 */
export function timeTicks(low: number, high: number, count: number): number[] {
  const wanted = (high - low) / Math.max(1, count);
  if (wanted <= SECOND / 2) return linearTicks(low, high, count);
  const step = TIME_STEPS.find((step) => step >= wanted);
  if (step === undefined) return monthTicks(low, high, count);
  // 1970 began on a Thursday; weeks begin on Mondays.
  const origin = step % (7 * DAY) === 0 ? -3 * DAY : 0;
  const ticks: number[] = [];
  for (let at = Math.ceil((low - origin) / step) * step + origin; at <= high; at += step) {
    ticks.push(at);
  }
  return ticks;
}

function monthTicks(low: number, high: number, count: number): number[] {
  const first = new Date(low).getUTCFullYear() * 12;
  const months = (high - low) / (30.44 * DAY) / Math.max(1, count);
  const step = [1, 2, 3, 6].find((step) => step >= months) ??
    12 * niceStep(Math.max(1, months / 12));
  const ticks: number[] = [];
  for (let month = Math.floor(first / step) * step;; month += step) {
    const at = Date.UTC(Math.floor(month / 12), month % 12);
    if (!(at <= high)) return ticks;
    if (at >= low) ticks.push(at);
  }
}

/**
 * Writes a moment as finely as ticks are apart.
 *
 * @param ticks All ticks.
 * @returns A function from a tick to its text, in UTC.
 */
export function timeFormat(ticks: readonly number[]): (ms: number) => string {
  const has = (part: number) => ticks.some((tick) => tick % part !== 0);
  const monthly = ticks.every((tick) => new Date(tick).getUTCDate() === 1);
  const date = { day: "numeric", month: "short" } as const;
  const clock = { hour: "2-digit", minute: "2-digit" } as const;
  if (!has(DAY)) {
    if (monthly && ticks.length > 1) return formatter({ month: "short", year: "numeric" });
    return formatter(spansYears(ticks) ? { ...date, year: "numeric" } : date);
  }
  const time = formatter(
    has(SECOND)
      ? { minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3 }
      : has(60 * SECOND)
      ? { ...clock, second: "2-digit" }
      : clock,
  );
  const whole = formatter({ ...date, ...clock });
  // The first tick and each midnight say the date, which the others go on from.
  return (ms) => ms === ticks[0] || ms % DAY === 0 ? whole(ms) : time(ms);
}

function formatter(options: Intl.DateTimeFormatOptions): (ms: number) => string {
  const format = new Intl.DateTimeFormat("en-GB", {
    ...options,
    timeZone: "UTC",
    hourCycle: "h23",
  });
  return (ms) => format.format(ms);
}

function spansYears(ticks: readonly number[]): boolean {
  return new Set(ticks.map((tick) => new Date(tick).getUTCFullYear())).size !== 1;
}
