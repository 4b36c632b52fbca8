/**
 * A file that grows by a record a line, each flushed before the next: what a crash leaves behind is whole
 * but for its last line.
 *
 * @module
 */
import { explained, StudyStoreError } from "./store_error.ts";

/** A log that is being written. */
export interface RecordLog<Entry> extends Disposable {
  /** Appends a record and flushes it to the disk. */
  append(record: Entry): Promise<void>;
}

/** What a log holds. */
export interface ReadLog<Entry> {
  /** Its records in the order in which they were written. */
  readonly records: readonly Entry[];
  /** Its length without a last line that was cut off. */
  readonly wholeBytes: number;
}

/**
 * Opens a log to append to it.
 *
 * @param path The file; made if missing.
 * @returns The log; appending throws a {@link StudyStoreError} if the disk is full, say.
 * @throws {StudyStoreError} If it cannot be written.
 */
export async function openLog<Entry>(path: string): Promise<RecordLog<Entry>> {
  const file = await Deno.open(path, { append: true, create: true }).catch((error) => {
    throw explained(error, path, "written");
  });
  const text = new TextEncoder();
  return {
    async append(record) {
      const bytes = text.encode(JSON.stringify(record) + "\n");
      try {
        for (let written = 0; written < bytes.length;) {
          written += await file.write(bytes.subarray(written));
        }
        await file.syncData();
      } catch (error) {
        throw explained(error, path, "written");
      }
    },
    [Symbol.dispose]: () => file.close(),
  };
}

/**
 * Reads a log.
 *
 * @param path The file.
 * @param noun What a record is called.
 * @param isRecord Whether a parsed line is one.
 * @returns Its records; none if there is no such file.
 * @throws {StudyStoreError} If it cannot be read, or a whole line is no record.
 */
export async function readLog<Entry>(
  path: string,
  noun: string,
  isRecord: (value: unknown) => value is Entry,
): Promise<ReadLog<Entry>> {
  const records: Entry[] = [];
  const text = new TextDecoder();
  let lines = 0;
  const wholeBytes = await eachLine(path, (line) => {
    lines++;
    if (line.length === 0) return;
    try {
      const record: unknown = JSON.parse(text.decode(line));
      if (!isRecord(record)) throw new SyntaxError(`not a ${noun} of this study`);
      records.push(record);
    } catch {
      throw new StudyStoreError(
        `"${path}" is damaged at line ${lines}, which is no ${noun} of this study: ` +
          "remove that line and --resume",
      );
    }
  });
  return { records, wholeBytes };
}

const CHUNK_BYTES = 2 ** 18;

/**
 * Goes over the whole lines of a file, piece by piece: the text of a large study takes as much memory as
 * all that is read of it.
 */
async function eachLine(path: string, onLine: (line: Uint8Array) => void): Promise<number> {
  try {
    using file = await Deno.open(path);
    const chunk = new Uint8Array(CHUNK_BYTES);
    let wholeBytes = 0;
    // What follows the last line feed: the begin of the next line, or at the end a record that was cut off.
    let rest = new Uint8Array();
    for (;;) {
      const length = await file.read(chunk);
      if (length === null) return wholeBytes;
      const bytes = new Uint8Array(rest.length + length);
      bytes.set(rest);
      bytes.set(chunk.subarray(0, length), rest.length);
      let start = 0;
      for (let end; (end = bytes.indexOf(0x0a, start)) >= 0; start = end + 1) {
        onLine(bytes.subarray(start, end));
      }
      wholeBytes += start;
      rest = bytes.slice(start);
    }
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw explained(error, path, "read");
  }
}
