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

/** Throws unless the value is a probability. */
export function requireProbability(p: number): void {
  if (p >= 0 && p <= 1) return;
  throw new RangeError(`Cannot compute quantile: 'p' must be from 0 to 1, got ${p}`);
}
