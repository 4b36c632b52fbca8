import { install, REAL, type TimeGlobals } from "./_time_globals.ts";
import { TimeError } from "./_time_error.ts";
import type { TimerQueue } from "./_timer_queue.ts";

/** A clock that stands still. */
export interface FakeClock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** What waits for it. */
  readonly queue: TimerQueue;
  /** Ends its reign. */
  readonly restore: () => void;
}

/** The clock in force. The globals it replaces are one per process, and so is this. */
let active: FakeClock | undefined;

/** Puts a clock in force, or none. */
export function setClock(clock: FakeClock | undefined): void {
  active = clock;
  install(clock ? FAKE : REAL);
}

/** Whether a clock is in force. */
export function isFaked(): boolean {
  return active !== undefined;
}

function nowMs(): number {
  return active ? active.now() : REAL.Date.now();
}

/** The clock in force, for a purpose to name if there is none. */
export function clockInForce(purpose: string): FakeClock {
  if (!active) throw new TimeError(`Cannot ${purpose}: time is not faked`);
  return active;
}

function schedule(
  kind: "setTimeout" | "setInterval",
  callback: unknown,
  delayMs: number,
  args: unknown[],
): number {
  if (typeof callback !== "function") {
    throw new TimeError(`Cannot call ${kind}: fake time needs a function as callback`);
  }
  const clock = clockInForce(kind === "setTimeout" ? "set timeout" : "set interval");
  const repeats = kind === "setInterval";
  const waitMs = Math.max(repeats ? 1 : 0, Math.floor(delayMs));
  return clock.queue.add({
    callback: callback as (...args: unknown[]) => void,
    args,
    dueMs: clock.now() + waitMs,
    periodMs: repeats ? waitMs : undefined,
  });
}

// A real `Date` in all but its clock, so that instances can be cloned and are
// instances of the real class too.
const FakeDate = new Proxy(REAL.Date, {
  apply: () => new REAL.Date(nowMs()).toString(),
  construct: (target, args) => Reflect.construct(target, args.length === 0 ? [nowMs()] : args),
  get: (target, key) => key === "now" ? nowMs : Reflect.get(target, key),
});

/** The functions that go by the clock in force. */
export const FAKE = {
  Date: FakeDate,
  setTimeout: (callback: unknown, delayMs = 0, ...args: unknown[]) =>
    schedule("setTimeout", callback, delayMs, args),
  clearTimeout: (id?: unknown) => clockInForce("clear timeout").queue.remove(id),
  setInterval: (callback: unknown, delayMs = 0, ...args: unknown[]) =>
    schedule("setInterval", callback, delayMs, args),
  clearInterval: (id?: unknown) => clockInForce("clear interval").queue.remove(id),
  abortSignalTimeout: (delayMs: number) => {
    const controller = new AbortController();
    const abort = () => controller.abort(new DOMException("Signal timed out.", "TimeoutError"));
    schedule("setTimeout", abort, delayMs, []);
    return controller.signal;
  },
} as unknown as TimeGlobals;
