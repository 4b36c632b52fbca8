/**
 * What is known of the latest arrivals, in a ring: rows leave it in order of arrival, each as soon as
 * it and all before it have ended.
 *
 * @module
 */
import type { Clock } from "../trial/clock.ts";
import { createRowWriter } from "./_row_writer.ts";
import type { TraceFile } from "./trace_file.ts";

/** How a recording stands. Every arrival up to the end of the recording is `recorded` or `lost`. */
export interface CaptureStats {
  /**
   * `recording`, or why it no longer does: `full`, `maxTasks` arrivals were recorded; `failed`, the
   * file cannot be written; `closed`.
   */
  readonly state: "recording" | "full" | "failed" | "closed";
  /** Arrivals that have a row in the file, or will; after a failure, those that have. */
  readonly recorded: number;
  /** Those among them whose call has not ended. */
  readonly open: number;
  /** Rows that could not wait for the end of their call: their durations are lower bounds. */
  readonly truncated: number;
  /** Arrivals without a row, because the file was too slow or failed. */
  readonly lost: number;
  /** Bytes in the file. */
  readonly writtenBytes: number;
  /** Why the file cannot be written, in one line; null while it can. */
  readonly failure: string | null;
}

/** Takes arrivals and ends down. Nothing in it throws but `close`. */
export interface ArrivalLog {
  /**
   * A call has arrived.
   *
   * @returns Its number for {@link ArrivalLog.end}; negative if it is not recorded.
   */
  arrive(): number;
  /**
   * A call has ended.
   *
   * @param arrival What `arrive` returned, not negative.
   */
  end(arrival: number): void;
  /** How the recording stands. */
  stats(): CaptureStats;
  /**
   * Stops recording, writes everything and closes the file. Calls that are open are written with their
   * duration so far.
   *
   * @returns Rejects with a `CaptureError` if the file could not be written.
   */
  close(): Promise<void>;
}

/** Sizes of a log. */
export interface ArrivalLogSizes {
  /** Entries of the ring. */
  readonly capacity: number;
  /** Arrivals to record. */
  readonly maxTasks: number;
}

const NOT_RECORDED = -1;
const OPEN = -1;
// What has piled up behind a long call is worked off by the calls that come after it, so many rows
// each: at once it would hold the service's loop for milliseconds.
const ROWS_AT_ONCE = 32;

/**
 * Makes a log.
 *
 * @param file Where the rows go; the log closes it.
 * @param path What messages call it.
 * @param clock Counts from when the recording began.
 * @param sizes Sizes.
 * @returns The log.
 */
export function createArrivalLog(
  file: TraceFile,
  path: string | URL,
  clock: Clock,
  { capacity, maxTasks }: ArrivalLogSizes,
): ArrivalLog {
  const { now } = clock;
  // Arrival number n has row n % capacity; those from `first` to before `next` are in the ring.
  const arrivedMs = new Float64Array(capacity);
  const durationMs = new Float64Array(capacity);
  let first = 0;
  let next = 0;
  /** The number from which on arrivals are not recorded. */
  let limit = maxTasks;
  let open = 0;
  let truncated = 0;
  let lost = 0;
  let closing: Promise<void> | null = null;
  const writer = createRowWriter(file, path, refill);

  function arrive(): number {
    if (next >= limit) return refuse();
    if (next - first === capacity && !makeRoom()) {
      lost++;
      return NOT_RECORDED;
    }
    const row = next % capacity;
    durationMs[row] = OPEN;
    open++;
    arrivedMs[row] = now();
    return next++;
  }

  function refuse(): number {
    if (closing === null && writer.failure() !== null) lost++;
    return NOT_RECORDED;
  }

  function makeRoom(): boolean {
    const row = first % capacity;
    if (durationMs[row] !== OPEN) {
      drain(ROWS_AT_ONCE);
      return next - first < capacity;
    }
    if (!writer.append(arrivedMs[row], now() - arrivedMs[row])) return false;
    first++;
    open--;
    truncated++;
    return true;
  }

  function end(arrival: number): void {
    const endedMs = now();
    const row = arrival % capacity;
    // Its row may have left the ring before it ended, or got its duration from `close`.
    if (arrival < first || durationMs[row] !== OPEN) return;
    durationMs[row] = endedMs - arrivedMs[row];
    open--;
    drain(ROWS_AT_ONCE);
  }

  function drain(mostRows: number): void {
    for (let rows = 0; rows < mostRows && first < next; rows++) {
      const row = first % capacity;
      if (durationMs[row] === OPEN || !writer.append(arrivedMs[row], durationMs[row])) return;
      first++;
    }
  }

  function refill(): void {
    if (writer.failure() === null) return drain(Infinity);
    // Nothing will be written any more: what is in the ring is counted as lost by `stats`.
    limit = 0;
    first = next;
    open = 0;
  }

  async function finish(): Promise<void> {
    limit = 0;
    const closedMs = now();
    for (let arrival = first; arrival < next; arrival++) {
      const row = arrival % capacity;
      if (durationMs[row] !== OPEN) continue;
      durationMs[row] = closedMs - arrivedMs[row];
      open--;
      truncated++;
    }
    drain(Infinity);
    for (let write = writer.flush(); write !== null; write = writer.flush()) await write;
    writer.close();
    const failure = writer.failure();
    if (failure !== null) throw failure;
  }

  function stats(): CaptureStats {
    const { rows, bytes } = writer.written();
    const failure = writer.failure();
    return {
      state: closing !== null
        ? "closed"
        : failure !== null
        ? "failed"
        : next >= maxTasks
        ? "full"
        : "recording",
      recorded: failure === null ? next : rows,
      open,
      truncated,
      lost: failure === null ? lost : lost + next - rows,
      writtenBytes: bytes,
      failure: failure?.message ?? null,
    };
  }

  return { arrive, end, stats, close: () => closing ??= finish() };
}
