/**
 * `--slo`: a service level as people write it.
 *
 * @module
 */
import { LEVEL_STATISTICS, type LevelStatistic, parseDecimal, type ServiceLevel } from "../mod.ts";
import { didYouMean, UsageError } from "./usage.ts";

const MS_PER_UNIT = { us: 1e-3, µs: 1e-3, ms: 1, s: 1000 } as const;

/** How `--slo` is written, for the help of verbs that take it. */
export const SLO_FORM = "p99=10ms";

/**
 * Parses a service level: a figure of the sojourn, `=`, and what it may be at most with its unit.
 *
 * @param text `p99=10ms`, `mean=500us`, `p999=1.5s`.
 * @returns The level.
 * @throws {UsageError} If it is not one.
 */
export function parseSlo(text: string): ServiceLevel {
  const [, name, number, unit] = /^([^=]*)=([^=]*?)([a-zµ]*)$/i.exec(text) ?? [];
  if (name === undefined) {
    throw new UsageError(`--slo must be a figure and its limit, such as ${SLO_FORM}, got ${text}`);
  }
  if (!Object.hasOwn(LEVEL_STATISTICS, name)) {
    const known = Object.keys(LEVEL_STATISTICS);
    const guess = didYouMean(name, known);
    throw new UsageError(
      `--slo must be on one of ${known.join(", ")}, got "${name}"` +
        (guess === null ? "" : `; did you mean "${guess}"?`),
    );
  }
  if (!Object.hasOwn(MS_PER_UNIT, unit)) {
    throw new UsageError(
      `--slo needs a unit, one of us, ms, s, got ${text}; write ${SLO_FORM} for ten milliseconds`,
    );
  }
  const limitMs = parseDecimal(number) * MS_PER_UNIT[unit as keyof typeof MS_PER_UNIT];
  if (!(limitMs > 0 && Number.isFinite(limitMs))) {
    throw new UsageError(`--slo must allow a time above 0, got ${text}`);
  }
  return { statistic: name as LevelStatistic, limitMs };
}
