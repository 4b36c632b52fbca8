import { DatabaseSync } from "node:sqlite";
import { HistoryError } from "./history_error.ts";

/** "dlab": what SQLite keeps at byte 68 for whoever made the file. */
const APPLICATION_ID = 0x646c6162;
/** Version of the tables, at byte 60. */
const USER_VERSION = 1;
const MAGIC = "SQLite format 3\0";
/** As long as another process may take to add a study. */
const BUSY_MS = 20_000;

const TABLES = `
  CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT;
  CREATE TABLE study (
    id INTEGER PRIMARY KEY,
    created_at TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    commit_id TEXT NOT NULL,
    tree TEXT NOT NULL,
    host TEXT NOT NULL,
    runtime TEXT NOT NULL,
    reference TEXT,
    -- The two arms of a gate may begin in the same millisecond and do the same.
    UNIQUE (created_at, fingerprint, host, runtime, commit_id, tree)
  ) STRICT;
  CREATE TABLE point (
    study INTEGER NOT NULL REFERENCES study (id),
    position INTEGER NOT NULL,
    strategy TEXT NOT NULL,
    workload TEXT NOT NULL,
    placement TEXT NOT NULL,
    metric TEXT NOT NULL,
    load TEXT NOT NULL,
    state TEXT NOT NULL,
    blocks INTEGER NOT NULL,
    value REAL,
    low REAL,
    high REAL,
    ratio REAL,
    ratio_low REAL,
    ratio_high REAL,
    PRIMARY KEY (study, position)
  ) STRICT, WITHOUT ROWID;
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${USER_VERSION};`;

/** The code by which SQLite says that a writer died midway and what it left must be rolled back first. */
const READONLY_ROLLBACK = 776;

/**
 * Opens a history file that is there. Who it belongs to is read from its first bytes before SQLite gets
 * to see it: merely opening somebody else's database can leave files beside it.
 *
 * To read, it is opened to be read only, unless a writer died midway: what that one left is rolled back
 * first, as only somebody who may write can.
 */
export function openHistoryFile(path: string, use: "read" | "write"): DatabaseSync {
  identify(path);
  return explaining(path, () => {
    try {
      return checked(path, use);
    } catch (error) {
      if (use !== "read" || codeOf(error) !== READONLY_ROLLBACK) throw error;
      return checked(path, "write");
    }
  });
}

/** Opens a history file, which is made if there is nothing of that name. */
export function openOrCreateHistoryFile(path: string): DatabaseSync {
  if (statOf(path) === null) createHistoryFile(path);
  return openHistoryFile(path, "write");
}

/** Runs what talks to the database, and says in one line what the system has against it. */
export function explaining<Result>(path: string, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Error) || error instanceof HistoryError) throw error;
    const code = codeOf(error);
    const isSystem = code !== null || error instanceof Deno.errors.NotCapable ||
      Object.values(Deno.errors).some((kind) => error instanceof kind);
    throw isSystem ? new HistoryError(`"${path}" ${whatIsWrong(error, code)}`) : error;
  }
}

/**
 * Under its own name a history is whole from the first moment on: two processes may make it at once.
 *
 * Note: tried to leave it to SQLite to make the file; rejected because another process then finds an
 * empty file, which is nobody's, or half of a first page.
 */
function createHistoryFile(path: string): void {
  const directory = path.includes("/") ? path.replace(/\/[^/]*$/, "") || "/" : ".";
  explaining(path, () => {
    Deno.mkdirSync(directory, { recursive: true });
    const draft = Deno.makeTempFileSync({ dir: directory, prefix: ".history-", suffix: ".sqlite" });
    try {
      {
        using database = new DatabaseSync(draft);
        database.exec(`BEGIN IMMEDIATE; ${TABLES} COMMIT`);
      }
      Deno.linkSync(draft, path);
    } catch (error) {
      // Somebody else was first.
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    } finally {
      Deno.removeSync(draft);
    }
  });
}

/**
 * Note: tried the write-ahead log; rejected because it puts two more files beside the history, even for
 * those who only read it. With a rollback journal it is one file that can be copied, cached and committed.
 */
function checked(path: string, use: "read" | "write"): DatabaseSync {
  const database = new DatabaseSync(path, { readOnly: use === "read", timeout: BUSY_MS });
  try {
    const [found] = database.prepare("PRAGMA integrity_check(1)").all();
    if (found.integrity_check !== "ok") throw damaged(path);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function identify(path: string): void {
  const stat = statOf(path);
  if (stat === null) {
    throw new HistoryError(
      `there is no history at "${path}": add a study first, or name another file with --history`,
    );
  }
  // A pipe would keep us waiting.
  if (!stat.isFile) throw foreign(path, "it is not a file");
  const head = new Uint8Array(100);
  const length = explaining(path, () => {
    using file = Deno.openSync(path);
    return file.readSync(head) ?? 0;
  });
  if (length === 0) throw foreign(path, "it is empty");
  const isSqlite = new TextDecoder().decode(head.subarray(0, MAGIC.length)) === MAGIC;
  if (!isSqlite) throw foreign(path, "it is no SQLite database");
  const view = new DataView(head.buffer);
  if (view.getUint32(68) !== APPLICATION_ID) {
    throw foreign(path, "it is the database of another program");
  }
  const version = view.getUint32(60);
  if (version !== USER_VERSION) {
    throw new HistoryError(
      `"${path}" is a history of version ${version}, and ${USER_VERSION} is known here: ` +
        "use the dispatch-lab that wrote it, or name another file with --history",
    );
  }
}

function statOf(path: string): Deno.FileInfo | null {
  return explaining(path, () => {
    try {
      return Deno.statSync(path);
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return null;
      throw error;
    }
  });
}

function foreign(path: string, why: string): HistoryError {
  return new HistoryError(
    `"${path}" is no history: ${why}; name another file with --history`,
  );
}

/** What a file says that was a history once. */
export function damaged(path: string): HistoryError {
  return new HistoryError(
    `"${path}" is damaged: put back a copy, import an export, or name another file with --history`,
  );
}

function codeOf(error: unknown): number | null {
  return error instanceof Error && "errcode" in error && typeof error.errcode === "number"
    ? error.errcode
    : null;
}

function whatIsWrong(error: Error, code: number | null): string {
  // The last byte of SQLite's codes is the kind.
  switch ((code ?? 0) & 0xff) {
    case 5:
    case 6:
      return "is in use by another process: try again";
    case 11:
    case 26:
      return "is damaged: put back a copy, import an export, or name another file with --history";
    case 8:
      return "cannot be written: it or its directory is read-only";
    case 13:
      return "cannot be written: the disk is full";
    default:
      return `cannot be used: ${error.message}`;
  }
}
