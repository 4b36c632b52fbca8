/**
 * Rows on their way to a file: one buffer fills while the other is written, so that whoever appends
 * never waits for the disk.
 *
 * @module
 */
import { encodeRow, MOST_ROW_BYTES } from "./_row.ts";
import { type CaptureError, explained, type TraceFile } from "./trace_file.ts";

/** Takes rows and writes them in batches. */
export interface RowWriter {
  /**
   * Takes a row.
   *
   * @returns False if there is no room until a write has ended, or ever, after a failure.
   */
  append(arrivalMs: number, durationMs: number): boolean;
  /**
   * Writes now what was taken.
   *
   * @returns Resolves, and never rejects, when the write under way has ended; null if there is none.
   */
  flush(): Promise<void> | null;
  /** What is in the file: whole rows, and their bytes. */
  written(): { readonly rows: number; readonly bytes: number };
  /** Why nothing can be written any more, or null. */
  failure(): CaptureError | null;
  /** Closes the file; what was not flushed is gone. */
  close(): void;
}

/** Room for some 1,500 rows; two of these buffers are filled in turn. */
export const BUFFER_BYTES = 65_536;
/** How long a row may wait for others before it is written all the same. */
export const FLUSH_MS = 1000;

const FULL = BUFFER_BYTES - MOST_ROW_BYTES;

/**
 * Makes a writer.
 *
 * @param file The file; the writer closes it.
 * @param path What messages call it.
 * @param refill Called when rows that were turned away may be appended, and after a failure.
 * @returns The writer.
 */
export function createRowWriter(
  file: TraceFile,
  path: string | URL,
  refill: () => void,
): RowWriter {
  let filling = new Uint8Array(BUFFER_BYTES);
  let spare = new Uint8Array(BUFFER_BYTES);
  let filledBytes = 0;
  let filledRows = 0;
  let writtenBytes = 0;
  let writtenRows = 0;
  let writing: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failure: CaptureError | null = null;

  function append(arrivalMs: number, durationMs: number): boolean {
    if (filledBytes > FULL || failure !== null) return false;
    filledBytes = encodeRow(filling, filledBytes, arrivalMs, durationMs);
    filledRows++;
    if (filledBytes > FULL) flush();
    else if (timer === undefined) flushLater();
    return true;
  }

  function flushLater(): void {
    timer = setTimeout(() => {
      timer = undefined;
      refill();
      flush();
    }, FLUSH_MS);
    // A recorder must not keep the process of a service alive.
    Deno.unrefTimer(timer);
  }

  function flush(): Promise<void> | null {
    if (writing !== null || filledBytes === 0 || failure !== null) return writing;
    const bytes = filling.subarray(0, filledBytes);
    const rows = filledRows;
    [filling, spare] = [spare, filling];
    filledBytes = filledRows = 0;
    writing = write(bytes, rows);
    return writing;
  }

  async function write(bytes: Uint8Array, rows: number): Promise<void> {
    try {
      for (let at = 0; at < bytes.length;) at += await file.write(bytes.subarray(at));
      writtenBytes += bytes.length;
      writtenRows += rows;
    } catch (error) {
      failure = explained(error, path, ` (${writtenRows} rows were written)`);
      // So that the file ends with a whole row. It may be no file that can be cut.
      await file.truncate(writtenBytes).catch(() => {});
    }
    writing = null;
    if (failure === null && filledBytes > FULL) flush();
    else if (failure === null && filledBytes > 0 && timer === undefined) flushLater();
    refill();
  }

  return {
    append,
    flush,
    written: () => ({ rows: writtenRows, bytes: writtenBytes }),
    failure: () => failure,
    close() {
      clearTimeout(timer);
      file.close();
    },
  };
}
