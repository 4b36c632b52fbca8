/**
 * The formats of `report --format` that are files rather than text for a terminal.
 *
 * @module
 */
import {
  type ComparisonSubject,
  renderComparisonHtml,
  renderHtml,
  type StudySubject,
  summarizeSweep,
} from "../mod.ts";
import { type FileWriter, tasksOfGate, tasksOfStudy } from "./report_raw.ts";

/** A file that is made of a subject. */
export interface MadeFile<Subject> {
  /** Its name within the subject's directory, where `--out` names no other place. */
  readonly name: string;
  /** Makes its contents, of what was read and, for what no record holds, the directory itself. */
  readonly make: (subject: Subject, directory: string) => Contents | Promise<Contents>;
}

/** What is in a file: text, bytes that no terminal should get, or more of these than memory holds. */
export type Contents = string | Uint8Array | FileWriter;

/** A format that is a file. */
export interface FileFormat {
  /** What it is and who reads it, in a few words. */
  readonly about: string;
  /** Of a study; null if there is none. */
  readonly study: MadeFile<StudySubject> | null;
  /** Of a comparison; null if there is none. */
  readonly comparison: MadeFile<ComparisonSubject> | null;
}

/** Every such format by the name that `--format` takes. */
export const FILE_FORMATS: Readonly<Record<string, FileFormat>> = {
  "html": {
    about: "a page for people, one file that needs no network; written, not printed",
    study: {
      name: "report.html",
      make: ({ arm: { report, study } }) => renderHtml(report, { sweep: summarizeSweep(study) }),
    },
    comparison: {
      name: "gate.html",
      make: ({ comparison }) => renderComparisonHtml(comparison),
    },
  },
  "parquet": {
    about: "a row a task, where --keep-raw kept them: for DuckDB, pandas, Observable",
    study: { name: "raw.parquet", make: tasksOfStudy },
    comparison: { name: "raw.parquet", make: tasksOfGate },
  },
};
