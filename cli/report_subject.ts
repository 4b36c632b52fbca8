/**
 * What `report` shows: a study, or a gate with both of its sides.
 *
 * @module
 */
import {
  compareGate,
  isGateDirectory,
  type MeasuredArm,
  readGate,
  type Report,
  type StoredGate,
  type StoredStudy,
  type Subject,
  summarize,
} from "../mod.ts";
import { UsageError } from "./usage.ts";
import { readReportable } from "./write_reports.ts";

/**
 * Reads a directory that there is something to report of.
 *
 * @param directory A study's directory, or a gate's.
 * @returns What it holds.
 * @throws {UsageError} If it has no trial.
 * @throws {StudyStoreError} If it cannot be read.
 */
export async function readSubject(directory: string): Promise<Subject> {
  if (!await isGateDirectory(directory)) {
    return { kind: "study", arm: armOf(await readReportable(directory)) };
  }
  const gate = await readReportableGate(directory);
  return {
    kind: "comparison",
    comparison: compareGate(gate),
    base: armOf(gate.base),
    head: armOf(gate.head),
  };
}

/**
 * Reads a gate that says something: without a trial, only that its host is unfit or an arm has failed.
 *
 * @param directory The gate's directory.
 * @returns The gate.
 * @throws {UsageError} If there is nothing to report of it.
 * @throws {StudyStoreError} If it cannot be read.
 */
export async function readReportableGate(directory: string): Promise<StoredGate> {
  const gate = await readGate(directory);
  const { document: { end, repeatCommand }, base, head } = gate;
  const isMeasured = base.trials.length + head.trials.length > 0;
  if (isMeasured || end === "unfit" || end === "failed") return gate;
  throw new UsageError(
    `the gate in "${directory}" has no trial, so there is nothing to report: run ${repeatCommand}`,
  );
}

/** A table of tasks needs no report, so it is made when a format asks for it, and once. */
function armOf(study: StoredStudy): MeasuredArm {
  let report: Report | null = null;
  return {
    study,
    get report() {
      return report ??= summarize(study);
    },
  };
}
