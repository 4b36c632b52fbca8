/** Studies that differ in one thing each, for tests of what is shown of them together. */
import type { StoredStudy } from "../../../experiments/study_document.ts";
import type { SideInput } from "../../../reports/side_by_side/mod.ts";
import { summarize } from "../../../reports/summarize.ts";
import { cell, ENVIRONMENT, measured, study } from "../_records.ts";

/** A study of one cell whose waits are around a median in each block. */
export function waiting(
  p50s: readonly number[],
  more: Partial<StoredStudy["document"]> = {},
): StoredStudy {
  const one = cell("queue-notified");
  return study(p50s.map((waitMs, block) => measured(one, block, { waitMs })), more);
}

/** The document of a study elsewhere. */
export function elsewhere(
  more: Partial<typeof ENVIRONMENT>,
): Pick<StoredStudy["document"], "environment"> {
  return { environment: { ...ENVIRONMENT, ...more } };
}

/** Studies as they are put side by side. */
export function inputs(studies: Readonly<Record<string, StoredStudy>>): SideInput[] {
  return Object.entries(studies).map(([directory, study]) => ({
    directory,
    study,
    report: summarize(study),
  }));
}
