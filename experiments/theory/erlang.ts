/**
 * Erlang's two formulas: how likely a task finds all servers busy.
 *
 *     1/B(0) = 1,   1/B(n) = 1 + (n/a) / B(n - 1)          all busy, and the task is lost
 *     C(c) = 1 / (ρ + (1 - ρ) / B(c)),   ρ = a/c           all busy, and the task waits
 *
 * a = λ E[S] offered load in erlangs, c servers, B probability of loss, C probability of waiting.
 * Assumes Poisson arrivals; C also exponential service (B holds for any service). Exact. The
 * recursion adds and multiplies positive numbers only, so it loses no digits, and knows neither
 * factorials nor powers that could overflow.
 *
 * Source: A. K. Erlang, "Solution of some Problems in the Theory of Probabilities of Significance in
 * Automatic Telephone Exchanges" (1917); the recursion: D. L. Jagerman, "Methods in Traffic
 * Calculations", AT&T Bell Laboratories Technical Journal 63 (1984).
 *
 * @module
 */
import { requireNotNegative, requireServers } from "./_requirement.ts";

/**
 * Erlang B, in O(c).
 *
 * @param offeredErlangs a = λ E[S], at least 0; may exceed the servers.
 * @param servers c, a whole number of at least 1.
 * @returns The probability that a task is lost, 0 to 1; NaN if the load is.
 * @throws {RangeError} If an argument is out of its range.
 */
export function erlangB(offeredErlangs: number, servers: number): number {
  return 1 / inverseErlangB(offeredErlangs, servers);
}

/**
 * Erlang C, in O(c).
 *
 * @param offeredErlangs a = λ E[S], at least 0.
 * @param servers c, a whole number of at least 1.
 * @returns The probability that a task waits, 0 to 1; 1 from a = c on; NaN if the load is.
 * @throws {RangeError} If an argument is out of its range.
 */
export function erlangC(offeredErlangs: number, servers: number): number {
  const inverseB = inverseErlangB(offeredErlangs, servers);
  const utilization = offeredErlangs / servers;
  if (utilization >= 1) return 1;
  return 1 / (utilization + (1 - utilization) * inverseB);
}

/** 1/B: Infinity where B is too small for a number, at a load next to nothing. */
function inverseErlangB(offeredErlangs: number, servers: number): number {
  requireServers("Erlang", servers);
  requireNotNegative("Erlang", "offeredErlangs", offeredErlangs);
  let inverse = 1;
  for (let n = 1; n <= servers; n++) inverse = 1 + n / offeredErlangs * inverse;
  return inverse;
}
