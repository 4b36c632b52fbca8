/**
 * Service levels: what a figure of the sojourn may be at most. Studies keep them and reports judge by
 * them, so they belong to the waist between both.
 *
 * @module
 */
import { parseDecimal, UnknownNameError } from "../strategies/mod.ts";

/** Figures of the sojourn that a level can be set on, with the probability of those that are quantiles. */
export const LEVEL_STATISTICS = {
  mean: null,
  p50: 0.5,
  p90: 0.9,
  p99: 0.99,
  p999: 0.999,
} as const;

/** One of {@link LEVEL_STATISTICS}. */
export type LevelStatistic = keyof typeof LEVEL_STATISTICS;

/** What a figure of the sojourn may be at most. */
export interface ServiceLevel {
  /** Which figure. */
  readonly statistic: LevelStatistic;
  /** What it may be at most, in ms, above 0. */
  readonly limitMs: number;
}

/** How a level is written, for help and messages. */
export const LEVEL_FORM = "p99=10ms";

const MS_PER_UNIT = { us: 1e-3, µs: 1e-3, ms: 1, s: 1000 } as const;

/**
 * Parses a service level: a figure of the sojourn, `=`, and what it may be at most with its unit.
 *
 * @param text `p99=10ms`, `mean=500us`, `p999=1.5s`.
 * @returns The level.
 * @throws {UnknownNameError} If there is no such figure.
 * @throws {SyntaxError} If it is in another form, or allows no time above 0.
 */
export function parseServiceLevel(text: string): ServiceLevel {
  const [, name, number, unit] = /^([^=]*)=([^=]*?)([a-zµ]*)$/i.exec(text.trim()) ?? [];
  if (name === undefined) {
    throw new SyntaxError(
      `a service level must be a figure and its limit, such as ${LEVEL_FORM}, got "${text}"`,
    );
  }
  if (!Object.hasOwn(LEVEL_STATISTICS, name)) {
    throw new UnknownNameError("figure of a service level", name, Object.keys(LEVEL_STATISTICS));
  }
  if (!Object.hasOwn(MS_PER_UNIT, unit)) {
    throw new SyntaxError(
      `a service level needs a unit, one of us, ms, s, got "${text}"; write ${LEVEL_FORM} for ten ` +
        "milliseconds",
    );
  }
  const limitMs = parseDecimal(number) * MS_PER_UNIT[unit as keyof typeof MS_PER_UNIT];
  if (!(limitMs > 0 && Number.isFinite(limitMs))) {
    throw new SyntaxError(`a service level must allow a time above 0, got "${text}"`);
  }
  return { statistic: name as LevelStatistic, limitMs };
}

/**
 * Writes a service level as it can be given again.
 *
 * @param level The level.
 * @returns `p99=5ms`.
 */
export function writeServiceLevel({ statistic, limitMs }: ServiceLevel): string {
  return `${statistic}=${limitMs}ms`;
}
