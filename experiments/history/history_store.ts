/**
 * The history file: studies that were added one after the other, in an embedded SQLite database. All that
 * is written is written in one transaction, and processes that write at once wait for each other.
 *
 * @module
 */
import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import type { Interval } from "../../reports/stats/intervals.ts";
import {
  type History,
  type HistoryPoint,
  type StudyStamp,
  TRACKED_SCHEMA,
  type TrackedStudy,
} from "../history_point.ts";
import { damaged, explaining, openHistoryFile, openOrCreateHistoryFile } from "./_history_file.ts";
import { HistoryError } from "./history_error.ts";
import { parseTrackedStudy } from "./history_lines.ts";

/** What became of a study that was to be added. */
export type AddOutcome = "added" | "already-there";

/** A study to add, and what is pinned with it. */
export interface StudyToAdd {
  /** The study. */
  readonly study: TrackedStudy;
  /** The strategy that is the reference from now on; null if none is pinned. */
  readonly reference: string | null;
}

/** What an import did. */
export interface ImportOutcome {
  /** Studies that were added. */
  readonly added: number;
  /** Studies that were there already. */
  readonly alreadyThere: number;
}

/**
 * Reads a history file. It is not changed, and nothing is made beside it; unless a writer died midway: then
 * it is first put back to what it was before, and the journal goes that was left beside it.
 *
 * @param path The file.
 * @returns The history, the oldest study first.
 * @throws {HistoryError} If there is none, it is somebody else's, of another version or damaged, or must
 *   be put back and cannot be written.
 */
export function readHistory(path: string): History {
  using database = openHistoryFile(path, "read");
  return explaining(path, () =>
    within(database, "BEGIN", () => ({
      reference: pinned(database),
      studies: readStudies(database, path),
    })));
}

/**
 * Adds a study to a history file, which is made if it is missing.
 *
 * @param path The file.
 * @param make Makes the study, once nobody else can write: gets the strategy that is pinned.
 * @returns What became of it.
 * @throws {HistoryError} If the file cannot be used.
 */
export function addToHistory(
  path: string,
  make: (reference: string | null) => StudyToAdd,
): AddOutcome {
  using database = openOrCreateHistoryFile(path);
  return explaining(path, () =>
    within(database, "BEGIN IMMEDIATE", () => {
      const { study, reference } = make(pinned(database));
      // What is in the file must come out of it again.
      const outcome = insert(database, parseTrackedStudy(study));
      pin(database, reference);
      return outcome;
    }));
}

/**
 * Adds all studies of another history to a history file, or none of them.
 *
 * @param path The file; made if missing.
 * @param history The studies.
 * @returns How many were added.
 * @throws {HistoryError} If the file cannot be used, or has another reference pinned.
 */
export function importHistory(path: string, history: History): ImportOutcome {
  using database = openOrCreateHistoryFile(path);
  return explaining(path, () =>
    within(database, "BEGIN IMMEDIATE", () => {
      const own = pinned(database);
      if (own !== null && history.reference !== null && own !== history.reference) {
        throw new HistoryError(
          `"${path}" has "${own}" pinned as reference, and what is to be imported ` +
            `"${history.reference}": import into a file of its own`,
        );
      }
      const outcomes = history.studies.map((study) => insert(database, study));
      pin(database, own ?? history.reference);
      const added = outcomes.filter((outcome) => outcome === "added").length;
      return { added, alreadyThere: outcomes.length - added };
    }));
}

function within<Result>(database: DatabaseSync, begin: string, run: () => Result): Result {
  database.exec(begin);
  try {
    const result = run();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    // Some errors of SQLite end the transaction by themselves.
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

function pinned(database: DatabaseSync): string | null {
  const row = database.prepare("SELECT value FROM setting WHERE name = 'reference'").get();
  return row === undefined ? null : String(row.value);
}

function pin(database: DatabaseSync, reference: string | null): void {
  if (reference === null) return;
  database.prepare("INSERT OR REPLACE INTO setting (name, value) VALUES ('reference', ?)")
    .run(reference);
}

function insert(database: DatabaseSync, study: TrackedStudy): AddOutcome {
  const { createdAt, fingerprint, commit, tree, host, runtime, reference, points } = study;
  const known = database.prepare(
    `SELECT id FROM study
     WHERE created_at = ? AND fingerprint = ? AND host = ? AND runtime = ? AND commit_id = ? AND tree = ?`,
  ).get(createdAt, fingerprint, host, runtime, commit, tree);
  if (known !== undefined) return "already-there";
  const { lastInsertRowid: id } = database.prepare(
    `INSERT INTO study (created_at, fingerprint, commit_id, tree, host, runtime, reference)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  ).run(createdAt, fingerprint, commit, tree, host, runtime, reference);
  const statement = database.prepare(
    "INSERT INTO point VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
  );
  for (const [position, point] of points.entries()) {
    statement.run(
      ...[id, position, point.strategy, point.workload, point.placement, point.metric, point.load],
      ...[point.state, point.blocks, point.value, ...point.interval ?? [null, null]],
      ...[point.ratio, ...point.ratioInterval ?? [null, null]],
    );
  }
  return "added";
}

type Row = Readonly<Record<string, SQLOutputValue>>;

/** All studies in the order of time; of those that began at once, the one first that was added first. */
function readStudies(database: DatabaseSync, path: string): TrackedStudy[] {
  const points = new Map<SQLOutputValue, HistoryPoint[]>();
  for (const row of database.prepare("SELECT * FROM point ORDER BY study, position").all()) {
    const group = points.get(row.study);
    if (group === undefined) points.set(row.study, [pointOf(row)]);
    else group.push(pointOf(row));
  }
  return database.prepare(
    "SELECT * FROM study ORDER BY created_at, id",
  ).all().map((row) => {
    const study: Readonly<Record<keyof StudyStamp | "schema" | "points", unknown>> = {
      schema: TRACKED_SCHEMA,
      createdAt: row.created_at,
      fingerprint: row.fingerprint,
      commit: row.commit_id,
      tree: row.tree,
      host: row.host,
      runtime: row.runtime,
      reference: row.reference,
      points: points.get(row.id) ?? [],
    };
    try {
      return parseTrackedStudy(study);
    } catch (error) {
      throw error instanceof SyntaxError ? damaged(path) : error;
    }
  });
}

/** Its fields are checked with the whole study. */
function pointOf(row: Row): HistoryPoint {
  const interval = (low: SQLOutputValue, high: SQLOutputValue) =>
    low === null ? null : [low, high] as unknown as Interval;
  return {
    strategy: row.strategy,
    workload: row.workload,
    placement: row.placement,
    metric: row.metric,
    load: row.load,
    state: row.state,
    blocks: row.blocks,
    value: row.value,
    interval: interval(row.low, row.high),
    ratio: row.ratio,
    ratioInterval: interval(row.ratio_low, row.ratio_high),
  } as unknown as HistoryPoint;
}
