import type { TrialRecord, Warning } from "../experiments/record.ts";
import type { StudyDocument } from "../experiments/study_document.ts";

const BUSY_LOAD_PER_CORE = 0.5;
/** With fewer blocks an interval is wide. */
export const FEW_BLOCKS = 5;

/**
 * Warns of what concerns a study as a whole.
 *
 * @param document What is run.
 * @param trials What has run.
 * @returns The warnings.
 */
export function studyWarnings(
  { blocks, cells, environment, resumedOn = [], skipped, watchedTrials = 0 }: StudyDocument,
  trials: readonly TrialRecord[],
): Warning[] {
  const plannedTrials = cells.length * blocks;
  const warnings: Warning[] = [];
  if (trials.length < plannedTrials) {
    warnings.push({
      code: "incomplete",
      message:
        `only ${trials.length} of ${plannedTrials} trials have run; the study can be resumed`,
    });
  }
  if (blocks === 1) {
    warnings.push({
      code: "one-block",
      message: "with one block there are no intervals: run more blocks before comparing",
    });
  } else if (blocks < FEW_BLOCKS) {
    warnings.push({
      code: "few-blocks",
      message: `intervals from ${blocks} blocks are wide: run ${FEW_BLOCKS} or more for decisions`,
    });
  }
  const failed = trials.filter(({ state }) => state === "failed").length;
  if (failed > 0) {
    warnings.push({
      code: "trials-failed",
      message: `${failed} of ${trials.length} trials failed`,
    });
  }
  if (resumedOn.length > 0) {
    warnings.push({
      code: "environment-changed",
      message: "the study was resumed on another machine, version or commit: its blocks are not " +
        "alike",
    });
  }
  if (watchedTrials > 0) {
    warnings.push({
      code: "watched",
      message:
        `a page with the study's progress was open on this machine during ${watchedTrials} ` +
        `${watchedTrials === 1 ? "trial" : "trials"} (--serve), which takes a little of it: ` +
        "for figures to be published, run with no page open",
    });
  }
  const [load = 0] = environment.loadAverage;
  if (load > BUSY_LOAD_PER_CORE * environment.cores) {
    warnings.push({
      code: "busy-host",
      message: `the load average was ${load} on ${environment.cores} cores when the study began`,
    });
  }
  if (environment.cores < 2) {
    warnings.push({
      code: "one-core",
      message: "producers on another thread share the loop's only core: figures are distorted",
    });
  }
  warnings.push(...skipped.map((message) => ({ code: "skipped", message })));
  return warnings;
}
