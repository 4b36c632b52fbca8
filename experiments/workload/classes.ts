/**
 * Classes of tasks, for strategies that treat the urgent ones first.
 *
 * @module
 */
import { requireAtLeast } from "./requirement.ts";
import type { Random } from "./random.ts";

/** A class of tasks; in a list the most urgent comes first. */
export interface TaskClass {
  /** What reports call it. */
  readonly name: string;
  /** Its share of the tasks, from 0 to 1. */
  readonly share: number;
}

/** The most classes that a workload may have. */
export const MOST_CLASSES = 8;

// Shares such as three thirds do not add up to 1 to the last digit.
const SHARE_TOLERANCE = 1e-9;

/**
 * Makes classes that are equally likely, named "0", "1", ….
 *
 * @param count How many, a whole number from 1 to {@link MOST_CLASSES}.
 * @returns The classes.
 */
export function equalClasses(count: number): TaskClass[] {
  return Array.from({ length: count }, (_, index) => ({ name: `${index}`, share: 1 / count }));
}

/**
 * Decides which class each task belongs to.
 *
 * @param classes The classes, the most urgent first; absent if all tasks are alike.
 * @param count Number of tasks.
 * @param random Drawn from once a task if there are classes, never otherwise.
 * @returns Index of each task's class; 0 throughout without classes.
 * @throws {RangeError} If there are none or more than {@link MOST_CLASSES}, a share is negative, or
 *   they do not add up to 1.
 */
export function planClasses(
  classes: readonly TaskClass[] | undefined,
  count: number,
  random: Random,
): Uint8Array {
  const taskClass = new Uint8Array(count);
  if (classes === undefined) return taskClass;
  if (classes.length < 1 || classes.length > MOST_CLASSES) {
    throw new RangeError(
      `Cannot plan classes: there must be 1 to ${MOST_CLASSES} of them, got ${classes.length}`,
    );
  }
  for (const { name, share } of classes) requireAtLeast("classes", `share of ${name}`, share);
  const sum = classes.reduce((total, { share }) => total + share, 0);
  if (Math.abs(sum - 1) > SHARE_TOLERANCE) {
    throw new RangeError(`Cannot plan classes: their shares must add up to 1, got ${sum}`);
  }
  return taskClass.map(() => {
    let left = random.uniform();
    // Whatever rounding leaves over belongs to the last class that has a share.
    let chosen = 0;
    for (const [index, { share }] of classes.entries()) {
      if (share === 0) continue;
      chosen = index;
      if (left < share) break;
      left -= share;
    }
    return chosen;
  });
}
