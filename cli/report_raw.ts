/**
 * `report --format parquet`: the columns that trials kept, as one table for other tools.
 *
 * @module
 */
import {
  ARM_COLUMN,
  type ComparisonSubject,
  isMeasured,
  type MeasuredTrial,
  oneLine,
  rawOrders,
  readGate,
  readRaw,
  repeatCommand,
  type StoredStudy,
  type StudySubject,
  sweepCommand,
  TASK_COLUMNS,
  TASK_TABLE_SCHEMA,
  type TaskRows,
  taskRows,
} from "../mod.ts";
import { interruptible } from "./interruptible.ts";
import type { Io } from "./io.ts";
import { type ParquetTable, writeParquet } from "./parquet_file.ts";
import { EXIT_INTERRUPTED } from "./study_session.ts";
import { UsageError } from "./usage.ts";
import { writeWhole } from "./whole_file.ts";

/** Writes a file piece by piece, says so, and returns the exit code; Ctrl-C ends it unless told otherwise. */
export type FileWriter = (path: string, io: Io, run?: typeof interruptible) => Promise<number>;

/** A study whose tasks go into the table. */
interface Source {
  /** Its directory. */
  readonly directory: string;
  /** The study. */
  readonly study: StoredStudy;
  /** Which side of a gate it is; null if it is none. */
  readonly arm: "base" | "head" | null;
}

/** A trial whose columns are there. */
interface KeptTrial extends Source {
  readonly trial: MeasuredTrial;
}

/**
 * Makes the table of a study, the probes of a sweep included.
 *
 * @param subject The study.
 * @param directory Its directory.
 * @returns Writes it to a path.
 * @throws {UsageError} If no columns were kept.
 */
export function tasksOfStudy(
  { arm: { study } }: StudySubject,
  directory: string,
): Promise<FileWriter> {
  const { config, seed, sweep } = study.document;
  const repeat = sweep === undefined ? repeatCommand(config, seed) : sweepCommand(sweep);
  return tasksOf([{ directory, study, arm: null }], repeat);
}

/**
 * Makes the table of a gate, both sides of its first sample.
 *
 * @param subject Its studies.
 * @param directory Its directory.
 * @returns Writes it to a path.
 * @throws {UsageError} If no columns were kept.
 * @throws {StudyStoreError} If the gate cannot be read.
 */
export async function tasksOfGate(
  { base, head }: ComparisonSubject,
  directory: string,
): Promise<FileWriter> {
  const { document } = await readGate(directory);
  return await tasksOf([
    { directory: `${directory}/base`, study: base.study, arm: "base" },
    { directory: `${directory}/head`, study: head.study, arm: "head" },
  ], document.repeatCommand);
}

async function tasksOf(sources: readonly Source[], repeat: string): Promise<FileWriter> {
  const kept: KeptTrial[] = [];
  const left: string[] = [];
  for (const source of sources) {
    const orders = await rawOrders(source.directory);
    const { trials, probes = [] } = source.study;
    const all = [...trials, ...probes.map(({ trial }) => trial)];
    const there = all.filter(isMeasured).filter(({ order }) => orders.has(order));
    kept.push(...there.map((trial) => ({ ...source, trial })));
    const failed = all.filter((trial) => !isMeasured(trial)).length;
    const missing = all.length - failed - there.length;
    const reasons = [
      ...(failed > 0 ? [`${failed} failed`] : []),
      ...(missing > 0 ? [`${missing} kept no columns`] : []),
    ];
    if (reasons.length > 0) {
      left.push(
        `${oneLine(source.directory)}: of ${all.length} trials ${reasons.join(" and ")}; ` +
          "their tasks are not in the table",
      );
    }
  }
  if (kept.length === 0) {
    const command = repeat.includes(" --keep-raw") ? repeat : `${repeat} --keep-raw`;
    throw new UsageError(
      `no measured trial in ${sources.map(({ directory }) => `"${directory}"`).join(" or ")} ` +
        `kept its columns, so there are no tasks to tabulate: run ${command}`,
    );
  }
  return async (path, io, run = interruptible) => {
    for (const line of left) io.err(`warning: ${line}`);
    const columns = sources[0].arm === null ? TASK_COLUMNS : [ARM_COLUMN, ...TASK_COLUMNS];
    const metadata = metadataOf(sources, repeat, columns);
    const end = await run((signal) =>
      writeWhole(
        path,
        (write) => writeParquet({ columns, metadata, pieces: piecesOf(kept, signal, io) }, write),
        signal,
      )
    );
    if (end === "interrupted") {
      io.err(`interrupted: ${oneLine(path)} was not written`);
      return EXIT_INTERRUPTED;
    }
    io.out(oneLine(path));
    return 0;
  };
}

async function* piecesOf(
  kept: readonly KeptTrial[],
  signal: AbortSignal,
  io: Io,
): AsyncGenerator<TaskRows> {
  for (const [index, { directory, trial, arm }] of kept.entries()) {
    io.status(`${index} of ${kept.length} trials`);
    for (const piece of taskRows(trial, await readRaw(directory, trial))) {
      if (signal.aborted) return;
      const values = new Map(piece.values);
      if (arm !== null) values.set(ARM_COLUMN.name, Array(piece.rows).fill(arm));
      yield { rows: piece.rows, values };
    }
  }
}

/** What somebody who finds the file alone must know; values that are no text are JSON. */
function metadataOf(
  sources: readonly Source[],
  repeat: string,
  columns: ParquetTable["columns"],
): Readonly<Record<string, string>> {
  const [{ study: { document: { createdAt, seed } } }] = sources;
  const environments = sources.map(({ arm, study: { document } }) =>
    [arm, [document.environment, ...(document.resumedOn ?? [])]] as const
  );
  const values = {
    schema: TASK_TABLE_SCHEMA,
    createdAt,
    seed: String(seed),
    // Where a study was resumed elsewhere, there are several.
    environments: JSON.stringify(
      environments[0][0] === null ? environments[0][1] : Object.fromEntries(environments),
    ),
    repeatCommand: repeat,
    columns: JSON.stringify(Object.fromEntries(columns.map(({ name, about }) => [name, about]))),
  };
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [`dispatch-lab.${key}`, value]),
  );
}
