import {
  formatDuration,
  oneLine,
  type PlannedTrial,
  type Progress,
  type StudyPlan,
} from "../mod.ts";
import type { Io } from "./io.ts";

const BAR_WIDTH = 24;
const PLAIN_LINES = 20;

/** How far something is that is done one step after the other. */
export interface Steps {
  /** Steps done. */
  readonly done: number;
  /** Steps in all. */
  readonly total: number;
  /** What is about to be done; null at the end. */
  readonly next: string | null;
  /** Expected time to the end, in ms. */
  readonly remainingMs: number;
}

/**
 * Shows how far a study is: a bar with the remaining time on a terminal, some twenty plain lines
 * elsewhere.
 *
 * @param plan The plan.
 * @param io Where to.
 * @returns To be called with each progress.
 */
export function createProgress(plan: StudyPlan, io: Io): (progress: Progress) => void {
  const show = createSteps("trial", io);
  return ({ next, ...progress }) => {
    if (next === null) return show({ ...progress, next });
    show({ ...progress, next: trialName(plan, next) });
  };
}

/**
 * What a trial is called while it runs.
 *
 * @param plan The plan.
 * @param trial One of its trials.
 * @returns Its strategy, workload and block.
 */
export function trialName(plan: StudyPlan, { cell, block }: PlannedTrial): string {
  const { strategy, workload } = plan.cells[cell].identity;
  return `${strategy}, ${workload}, block ${block + 1}`;
}

/**
 * Shows how many are done of what is too quick to be named one by one: in place on a terminal, as some
 * twenty lines elsewhere.
 *
 * @param noun What is counted, in the plural.
 * @param io Where to.
 * @returns To be called after each.
 */
export function createCount(noun: string, io: Io): (done: number, of: number) => void {
  let lastStep = 0;
  return (done, of) => {
    const text = `${done} of ${of} ${noun}`;
    if (io.isTerminal) {
      if (done % 10 === 0) io.status(text);
      return;
    }
    const step = Math.floor(PLAIN_LINES * done / of);
    if (step === lastStep) return;
    lastStep = step;
    io.err(text);
  };
}

/**
 * Shows steps in the same way.
 *
 * @param noun What a step is called.
 * @param io Where to.
 * @returns To be called before each step and at the end.
 */
export function createSteps(noun: string, io: Io): (steps: Steps) => void {
  let lastStep = -1;
  return ({ done, total, next, remainingMs }) => {
    if (next === null) return io.status("");
    const name = oneLine(next);
    const left = `${formatDuration(remainingMs)} left`;
    if (io.isTerminal) {
      const filled = Math.floor(BAR_WIDTH * done / total);
      const bar = "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
      return io.status(`${bar} ${done}/${total}  ${left}  ${name}`.slice(0, io.columns - 1));
    }
    const step = Math.floor(PLAIN_LINES * done / total);
    if (step === lastStep) return;
    lastStep = step;
    io.err(`${noun} ${done + 1} of ${total}, ${left}: ${name}`);
  };
}
