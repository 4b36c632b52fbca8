/**
 * How long work will still take, corrected by how long it has really taken.
 *
 * @module
 */

/** A forecast for work that is done one step after the other. */
export interface Forecast {
  /** Expected time to the end, in ms. */
  remainingMs(): number;
  /**
   * Learns from a step that is done.
   *
   * @param expectedMs How long it should have taken.
   * @param takenMs How long it took.
   */
  learn(expectedMs: number, takenMs: number): void;
}

/**
 * Begins a forecast.
 *
 * @param expectedMs How long all steps together should take.
 * @returns The forecast.
 */
export function createForecast(expectedMs: number): Forecast {
  let leftMs = expectedMs;
  let plannedMs = 0;
  let takenMs = 0;
  return {
    remainingMs: () => leftMs * (plannedMs > 0 ? takenMs / plannedMs : 1),
    learn(expected, taken) {
      leftMs -= expected;
      plannedMs += expected;
      takenMs += taken;
    },
  };
}
