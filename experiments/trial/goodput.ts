/**
 * Who got what they came for: completions within the service level, and the figures of each class.
 *
 * @module
 */
import { encodeHistogram } from "../histogram.ts";
import type { ClassFigures } from "../record.ts";
import { countOutcomes, finite } from "./accounting.ts";
import { type Columns, OUTCOME_CODE } from "./columns.ts";
import { describe } from "./distribution.ts";

/**
 * Counts the tasks that ended well within the service level.
 *
 * @param columns The columns.
 * @param sloMs What a sojourn may take at most, in ms.
 * @returns The number; late, failed, dropped, cancelled and unfinished tasks are not in it.
 */
export function countWithinSlo({ intended, ended, outcome }: Columns, sloMs: number): number {
  let within = 0;
  for (let task = 0; task < outcome.length; task++) {
    if (outcome[task] === OUTCOME_CODE.completed && ended[task] - intended[task] <= sloMs) within++;
  }
  return within;
}

/**
 * Takes the classes of a trial apart, so that one that starves shows.
 *
 * @param columns The columns.
 * @param released Tasks released.
 * @param names Names of the classes, the most urgent first.
 * @returns An entry a class; none if there is only one.
 */
export function classFigures(
  columns: Columns,
  released: number,
  names: readonly string[],
): ClassFigures[] {
  if (names.length < 2) return [];
  const { intended, started, ended, outcome, taskClass } = columns;
  return names.map((name, index) => {
    const isOfClass = (_: number, task: number) => task < released && taskClass[task] === index;
    const counts = countOutcomes(outcome.filter(isOfClass));
    const since = (stamps: Float64Array) =>
      finite(stamps.map((ms, task) => ms - intended[task]).filter(isOfClass));
    const waitMs = since(started);
    const sojournMs = since(ended);
    return {
      name,
      counts,
      waitMs: describe(waitMs),
      sojournMs: describe(sojournMs),
      histograms: { waitMs: encodeHistogram(waitMs), sojournMs: encodeHistogram(sojournMs) },
    };
  });
}
