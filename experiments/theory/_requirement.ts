/** Range checks of this folder, so that every refusal reads the same. */

/** Throws unless there is a whole number of servers, at least 1. */
export function requireServers(model: string, servers: number): void {
  if (Number.isSafeInteger(servers) && servers >= 1) return;
  throw new RangeError(
    `Cannot predict ${model}: 'servers' must be a whole number of at least 1, got ${servers}`,
  );
}

/** Throws if the value is below 0. NaN passes: that a figure was not measured is no mistake. */
export function requireNotNegative(model: string, name: string, value: number): void {
  if (!(value < 0)) return;
  throw new RangeError(`Cannot predict ${model}: '${name}' must be at least 0, got ${value}`);
}

/** What rounding, such as that of records, may take from a second moment. */
const MOMENT_ROUNDING = 1e-6;

/** Throws if a second moment is below 0 or the square of the mean, as that of no variable is. NaN passes. */
export function requireSecondMoment(
  model: string,
  name: string,
  mean: number,
  secondMoment: number,
): void {
  requireNotNegative(model, name, secondMoment);
  if (!(secondMoment < mean * mean * (1 - MOMENT_ROUNDING))) return;
  throw new RangeError(
    `Cannot predict ${model}: '${name}' must be at least the square of the mean ${mean}, got ${secondMoment}`,
  );
}

/** Throws unless the value is a probability. */
export function requireProbability(p: number): void {
  if (p >= 0 && p <= 1) return;
  throw new RangeError(`Cannot compute quantile: 'p' must be from 0 to 1, got ${p}`);
}
