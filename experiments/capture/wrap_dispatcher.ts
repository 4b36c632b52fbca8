/**
 * Records when a function is called and for how long, whatever it is.
 *
 * @module
 */
import { createClock, localTimeMs } from "../trial/clock.ts";
import { type ArrivalLog, type CaptureStats, createArrivalLog } from "./arrival_log.ts";
import { openTraceFile } from "./trace_file.ts";

/** What to record to, and how much. */
export interface CaptureOptions {
  /**
   * The file, NDJSON, one call a line in order of arrival:
   * `{"arrivalMs":12.345,"durationMs":0.678}`, both with µs; arrivals count from when recording began.
   * It needs write permission. A service that restarts had better have the date in the name.
   */
  readonly path: string | URL;
  /**
   * Whether a file that is there already is replaced. Without it, it is refused.
   *
   * @default false
   */
  readonly overwrite?: boolean;
  /**
   * How many calls may stand between the oldest one that is still open and the newest, at 16 bytes
   * each: from 1 to 2²⁴. If more come, the oldest is written with its duration so far.
   *
   * @default 65_536
   */
  readonly capacity?: number;
  /**
   * How many calls are recorded, so that no disk fills up: at least 1. A million take about 45 MB.
   *
   * @default 1_000_000
   */
  readonly maxTasks?: number;
}

/** A recording in progress, as part of the function that is recorded. */
export interface Capture extends AsyncDisposable {
  /**
   * Stops recording, writes what is left and closes the file; the function goes on working. Calls that
   * have not ended are written with their duration so far. Call it before the process ends: what was
   * recorded in the last second, or waits for a call that is open, is lost otherwise.
   *
   * @returns Resolves when the file is complete, the second time as the first. Rejects with a
   *   {@link CaptureError} if it could not be written.
   */
  close(): Promise<void>;
  /**
   * How the recording stands.
   *
   * @returns Counts so far.
   */
  stats(): CaptureStats;
}

/** What {@link wrapDispatcher} takes: any function, whatever its arguments and its result. */
export type AnyFunction = (...args: never[]) => unknown;

const MOST_CAPACITY = 2 ** 24;

/**
 * Makes a function that does what the given one does and records each call: when it came, and how long
 * it took until it returned or threw or, if it returned a promise, until that settled. Costs less than
 * 1 µs a call, and nothing that happens to the file ever reaches the caller.
 *
 * `this`, arguments, result and errors pass through unchanged, name, length and properties of the
 * function are kept. One exception: a plain promise is returned as one that follows it, so that a
 * rejection that nobody handles is still reported as such. Promises of subclasses or with properties of
 * their own are returned themselves, and thenables that are no promises count as results like any
 * other: to ask them might set them off.
 *
 * @param dispatch What is called once a task.
 * @param options Where to record to.
 * @returns The function, with `close` and `stats` added.
 * @throws {CaptureError} If the file exists already or cannot be created.
 * @throws {TypeError} If `dispatch` is no function, or has a property `close` or `stats` of its own.
 * @throws {RangeError} If a size is out of its range.
 *
 * @example
 * ```ts
 * await using submit = wrapDispatcher((task: number) => console.log(task), {
 *   path: "tasks.ndjson",
 * });
 * submit(1);
 * ```
 */
export function wrapDispatcher<Dispatch extends AnyFunction>(
  dispatch: Dispatch,
  options: CaptureOptions,
): Dispatch & Capture {
  const { path, overwrite = false, capacity = 65_536, maxTasks = 1_000_000 } = options;
  requireFunction(dispatch);
  requireWhole("capacity", capacity, MOST_CAPACITY);
  requireWhole("maxTasks", maxTasks, Number.MAX_SAFE_INTEGER);
  const file = openTraceFile(path, overwrite);
  const clock = createClock(localTimeMs());
  const log = createArrivalLog(file, path, clock, { capacity, maxTasks });
  return recordCalls(dispatch, log);
}

/**
 * Makes the function that records into a log.
 *
 * @param dispatch What to call.
 * @param log Where arrivals and ends go.
 * @returns The function.
 */
export function recordCalls<Dispatch extends AnyFunction>(
  dispatch: Dispatch,
  log: ArrivalLog,
): Dispatch & Capture {
  function recorded(this: unknown, ...args: unknown[]): unknown {
    const arrival = log.arrive();
    if (arrival < 0) return Reflect.apply(dispatch, this, args);
    let result: unknown;
    try {
      result = Reflect.apply(dispatch, this, args);
    } catch (error) {
      log.end(arrival);
      throw error;
    }
    if (result instanceof Promise) return untilSettled(result, log, arrival);
    log.end(arrival);
    return result;
  }
  // The length matters: Deno.serve gives a handler only as many arguments as it declares.
  Object.defineProperties(recorded, Object.getOwnPropertyDescriptors(dispatch));
  const { close, stats } = log;
  const capture: Capture = { close, stats, [Symbol.asyncDispose]: close };
  // The compiler does not know that `recorded` now has all that `dispatch` has.
  return Object.assign(recorded, capture) as unknown as Dispatch & Capture;
}

function untilSettled(
  promise: Promise<unknown>,
  log: ArrivalLog,
  arrival: number,
): Promise<unknown> {
  if (isPlain(promise)) return follow(promise, log, arrival);
  const end = () => log.end(arrival);
  promise.then(end, end);
  return promise;
}

// Note: tried to listen to the promise on the side and to return it itself; rejected because a promise
// that someone listens to counts as handled, so that a service would no longer stop at a rejection that
// it forgot.
async function follow(promise: Promise<unknown>, log: ArrivalLog, arrival: number) {
  try {
    return await promise;
  } finally {
    log.end(arrival);
  }
}

/** Whether nothing is lost if another promise with the same outcome takes its place. */
function isPlain(promise: Promise<unknown>): boolean {
  if (Object.getPrototypeOf(promise) !== Promise.prototype) return false;
  // Note: tried Reflect.ownKeys(); rejected because it takes twice the time.
  for (const _property in promise) return false;
  return true;
}

function requireFunction(dispatch: unknown): void {
  if (typeof dispatch !== "function") {
    throw new TypeError(
      `Cannot record arrivals: what is called must be a function, got ${typeof dispatch}`,
    );
  }
  const taken = ["close", "stats"].find((name) => Object.hasOwn(dispatch, name));
  if (taken === undefined) return;
  throw new TypeError(
    `Cannot record arrivals: the function has a property '${taken}' of its own, which the ` +
      "recording's would hide: give a function that calls it",
  );
}

function requireWhole(name: string, value: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= 1 && value <= most) return;
  throw new RangeError(
    `Cannot record arrivals: '${name}' must be a whole number from 1 to ${most}, got ${value}`,
  );
}
