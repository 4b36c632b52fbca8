/**
 * The twin: what a work-conserving server, first come, first served, would have made of the very
 * same arrivals and service times. Its waits are queueing that no strategy can avoid; what a
 * measured wait has beyond them is the strategy's own.
 *
 *     one server (Lindley):               w[i+1] = max(0, w[i] + s[i] - (t[i+1] - t[i]))
 *     c servers (Kiefer and Wolfowitz):   each task takes the server that is free first
 *
 * t arrival times, s service times, w waits. No distribution is assumed; the result is a plain
 * computation over one sample path.
 *
 * Source: D. V. Lindley, "The Theory of Queues with a Single Server", Proceedings of the Cambridge
 * Philosophical Society 48 (1952); J. Kiefer and J. Wolfowitz, "On the Theory of Queues with Many
 * Servers", Transactions of the American Mathematical Society 78 (1955).
 *
 * @module
 */
import { replaceLeast } from "./free_servers.ts";

/**
 * Waits in front of one server, in O(n).
 *
 * @param arrivalsMs Arrival times in ascending order; ties are served in the order given.
 * @param servicesMs Service time of each task, in the same order. A NaN spoils every later wait of
 *   its busy period and beyond, so leave tasks that never ran out of both arrays.
 * @returns The wait of each task in ms, never below 0; empty for no tasks.
 * @throws {RangeError} If the lengths differ.
 */
export function lindleyWaits(arrivalsMs: Float64Array, servicesMs: Float64Array): Float64Array {
  requireSameLength(arrivalsMs, servicesMs);
  const waitsMs = new Float64Array(arrivalsMs.length);
  for (let i = 1; i < waitsMs.length; i++) {
    const gapMs = arrivalsMs[i] - arrivalsMs[i - 1];
    waitsMs[i] = Math.max(0, waitsMs[i - 1] + servicesMs[i - 1] - gapMs);
  }
  return waitsMs;
}

/**
 * Waits in one queue in front of several servers, in O(n log c). With one server it is
 * {@link lindleyWaits} up to rounding (times are summed in another order).
 *
 * @param arrivalsMs Arrival times in ascending order; ties are served in the order given.
 * @param servicesMs Service time of each task, in the same order; NaN as for {@link lindleyWaits}.
 * @param servers c, a whole number of at least 1.
 * @returns The wait of each task in ms, never below 0; empty for no tasks.
 * @throws {RangeError} If the lengths differ or `servers` is not a whole number of at least 1.
 */
export function kieferWolfowitzWaits(
  arrivalsMs: Float64Array,
  servicesMs: Float64Array,
  servers: number,
): Float64Array {
  requireSameLength(arrivalsMs, servicesMs);
  if (!Number.isInteger(servers) || servers < 1) {
    throw new RangeError(
      `Cannot compute waits: 'servers' must be a whole number of at least 1, got ${servers}`,
    );
  }
  const waitsMs = new Float64Array(arrivalsMs.length);
  // When each server is free, as a heap with the earliest in front. More servers than tasks never
  // matter.
  const freeAtMs = new Float64Array(Math.min(servers, waitsMs.length)).fill(-Infinity);
  for (let i = 0; i < waitsMs.length; i++) {
    waitsMs[i] = Math.max(0, freeAtMs[0] - arrivalsMs[i]);
    replaceLeast(freeAtMs, arrivalsMs[i] + waitsMs[i] + servicesMs[i]);
  }
  return waitsMs;
}

function requireSameLength(arrivalsMs: Float64Array, servicesMs: Float64Array): void {
  if (arrivalsMs.length !== servicesMs.length) {
    throw new RangeError(
      "Cannot compute waits: 'arrivalsMs' and 'servicesMs' must be of the same length, " +
        `got ${arrivalsMs.length} and ${servicesMs.length}`,
    );
  }
}
