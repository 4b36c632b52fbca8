/**
 * A strategy for daily use: functions instead of numbers, a promise for each. It is a host like the
 * harness's own, without stamps, so what it costs is what the strategy costs plus a promise.
 *
 * @module
 */
import { type Host, type ParameterValues, resolveStrategy } from "../../strategies/mod.ts";
import { localTimeMs } from "../trial/clock.ts";

/** How a submitter is opened. */
export interface SubmitterOptions {
  /** Parameters of the strategy. @default its defaults */
  readonly parameters?: ParameterValues;
  /**
   * Most tasks that may wait at once, those included that a strategy would make a producer hold back.
   * @default 131072
   */
  readonly capacity?: number;
}

/** What goes with one task. */
export interface SubmitOptions {
  /**
   * A task whose signal is aborted before it starts never runs; its promise rejects with the reason when
   * its turn comes.
   */
  readonly signal?: AbortSignal;
  /**
   * A task that has not started this many ms after it was submitted never runs; its promise rejects
   * with a `TimeoutError` when its turn comes. @default no deadline
   */
  readonly deadlineMs?: number;
  /** From 0, the most urgent; only `queue-priority` looks at it. @default 0 */
  readonly class?: number;
}

/** Takes functions and runs them on the loop by way of a strategy. */
export interface Submitter extends AsyncDisposable {
  /**
   * Hands a function over.
   *
   * @param run Called once, on the loop, unless the task is dropped, aborted or late.
   * @param options What goes with it.
   * @returns What `run` returned. Rejects with what it threw, the signal's reason, a `TimeoutError`, or
   *   a `RangeError` if the strategy dropped it or the capacity is used up.
   */
  submit<Value>(run: () => Value | Promise<Value>, options?: SubmitOptions): Promise<Value>;
  /** Closes the strategy; promises of tasks that have not started reject with an `AbortError`. */
  close(): Promise<void>;
}

const CAPACITY = 2 ** 17;

/**
 * Opens a strategy that takes tasks on the loop itself.
 *
 * @param name A strategy of the catalogue with placement `inside`, `queue-notified` say, that runs
 *   bodies on the loop.
 * @param options How.
 * @returns The submitter; close it when done.
 * @throws {RangeError} If there is no such strategy or parameter, or it does not fit.
 *
 * @example
 * ```ts
 * await using submitter = await openSubmitter("loop-sliced", { parameters: { sliceMs: 1 } });
 * const sum = await submitter.submit(() => 1 + 1, { deadlineMs: 100 });
 * ```
 */
export async function openSubmitter(
  name: string,
  { parameters = {}, capacity = CAPACITY }: SubmitterOptions = {},
): Promise<Submitter> {
  const { strategy, values } = resolveStrategy({ name, given: parameters });
  const discipline = strategy.discipline(values);
  if (!strategy.placements.includes("inside") || "servers" in discipline) {
    throw new RangeError(`strategy ${name} does not run functions of this loop: choose another`);
  }
  if (!Number.isInteger(capacity) || capacity < 1) {
    throw new RangeError(`'capacity' must be a whole number above 0, got ${capacity}`);
  }
  // A slot is taken from submit until its body starts, and then used again.
  // Note: tried a column a field rather than an object a task; rejected because a burst of 200,000 takes
  // a fifth more: each store of something young into an old array is noted down for the collector.
  const tasks: (Task | undefined)[] = [];
  const free: number[] = [];
  const usesWait = strategy.usesWait === true;
  let isOpen = true;
  let captured: Resolve = nothing;

  // One function for all promises: a closure each would be the third thing to allocate a task.
  function capture(resolve: Resolve): void {
    captured = resolve;
  }

  function take(slot: number): Task {
    const task = tasks[slot]!;
    tasks[slot] = undefined;
    free.push(slot);
    return task;
  }

  const host: Host = {
    capacity,
    run(slot) {
      const { run, resolve, extra } = take(slot);
      if (extra !== undefined) {
        const refused = refusal(extra);
        if (refused !== null) return resolve(refused);
      }
      try {
        const value = run();
        resolve(value);
        if (isThenable(value)) return Promise.resolve(value).then(nothing, nothing);
      } catch (error) {
        resolve(Promise.reject(error));
      }
    },
    drop(slot, reason = "shed") {
      const error = new RangeError(`strategy ${name} dropped the task: it was ${reason}`);
      take(slot).resolve(Promise.reject(error));
    },
    now: localTimeMs,
    waitedMs: (slot) => localTimeMs() - tasks[slot]!.extra!.submittedMs,
    classOf: (slot) => tasks[slot]!.extra?.options?.class ?? 0,
    sleep(durationMs, wake) {
      const timer = setTimeout(wake, durationMs);
      return () => clearTimeout(timer);
    },
    scratchPath: "",
  };
  const dispatcher = await strategy.open(host, values);
  const dispatch = dispatcher.dispatch!;

  async function finish(): Promise<void> {
    isOpen = false;
    try {
      await dispatcher.close();
    } finally {
      for (const task of tasks) task?.resolve(Promise.reject(closed()));
    }
  }
  let closing: Promise<void> | undefined;
  const close = () => closing ??= finish();

  return {
    submit<Value>(run: () => Value | Promise<Value>, options?: SubmitOptions): Promise<Value> {
      if (!isOpen) return Promise.reject(closed());
      const slot = free.pop() ?? tasks.length;
      if (slot >= capacity) {
        const reason = `all ${capacity} places are taken: submit less at once`;
        return Promise.reject(new RangeError(reason));
      }
      if (options !== undefined) {
        const wrong = problemOf(options);
        if (wrong !== null) return Promise.reject(new RangeError(wrong));
      }
      const promise = new Promise<unknown>(capture) as Promise<Value>;
      const extra = options === undefined && !usesWait
        ? undefined
        : { options, submittedMs: localTimeMs() };
      tasks[slot] = new Task(run, captured, extra);
      dispatch(slot);
      return promise;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** What few tasks need. */
interface Extra {
  readonly options: SubmitOptions | undefined;
  readonly submittedMs: number;
}

/** Settles a promise. Given a rejected one it rejects, which spares keeping a second function a task. */
type Resolve = (value: unknown) => void;

/** A class, so that all have one shape. */
class Task {
  readonly run: () => unknown;
  readonly resolve: Resolve;
  readonly extra: Extra | undefined;

  constructor(run: () => unknown, resolve: Resolve, extra: Extra | undefined) {
    this.run = run;
    this.resolve = resolve;
    this.extra = extra;
  }
}

function nothing(): void {}

/** The rejection of a task that is not wanted any more; null if it is. */
function refusal(
  { options: { signal, deadlineMs } = {}, submittedMs }: Extra,
): Promise<never> | null {
  if (signal?.aborted) return Promise.reject(signal.reason);
  if (deadlineMs === undefined || localTimeMs() - submittedMs <= deadlineMs) return null;
  const message = `the task did not start within ${deadlineMs} ms`;
  return Promise.reject(new DOMException(message, "TimeoutError"));
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value &&
    typeof value.then === "function";
}

function problemOf({ deadlineMs = 0, class: taskClass = 0 }: SubmitOptions): string | null {
  if (!(deadlineMs >= 0)) return `'deadlineMs' must be at least 0, got ${deadlineMs}`;
  if (Number.isInteger(taskClass) && taskClass >= 0) return null;
  return `'class' must be a whole number from 0, got ${taskClass}`;
}

function closed(): DOMException {
  return new DOMException("the submitter was closed before the task started", "AbortError");
}
