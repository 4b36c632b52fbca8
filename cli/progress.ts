import { formatDuration, oneLine, type Progress, type StudyPlan } from "../mod.ts";
import type { Io } from "./io.ts";

const BAR_WIDTH = 24;
const PLAIN_LINES = 20;

/**
 * Shows how far a study is: a bar with the remaining time on a terminal, some twenty plain lines
 * elsewhere.
 *
 * @param plan The plan.
 * @param io Where to.
 * @returns To be called with each progress.
 */
export function createProgress(plan: StudyPlan, io: Io): (progress: Progress) => void {
  let lastStep = -1;
  return ({ done, total, next, remainingMs }) => {
    if (next === null) return io.status("");
    const { identity } = plan.cells[next.cell];
    const name = oneLine(
      `${identity.strategy}, ${identity.workload}, block ${next.block + 1}`,
    );
    const left = `${formatDuration(remainingMs)} left`;
    if (io.isTerminal) {
      const filled = Math.floor(BAR_WIDTH * done / total);
      const bar = "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
      return io.status(`${bar} ${done}/${total}  ${left}  ${name}`.slice(0, io.columns - 1));
    }
    const step = Math.floor(PLAIN_LINES * done / total);
    if (step === lastStep) return;
    lastStep = step;
    io.err(`trial ${done + 1} of ${total}, ${left}: ${name}`);
  };
}
