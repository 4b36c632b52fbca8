/**
 * Puts a strategy between a producer and the real recorder, whatever the placement, so that one
 * suite can drive them all.
 */
import { assert } from "@std/assert";
import { serversOf } from "../../experiments/record.ts";
import { type Body, SEGMENTS } from "../../experiments/trial/body.ts";
import { createClock, localTimeMs } from "../../experiments/trial/clock.ts";
import { type Columns, createColumns, OUTCOMES } from "../../experiments/trial/columns.ts";
import { createRecorder, type RecorderFaults } from "../../experiments/trial/recorder.ts";
import { createHost } from "../../experiments/trial/loop_host.ts";
import { createPool } from "../../experiments/trial/pool.ts";
import { createSleeper } from "../../experiments/trial/sleeper.ts";
import { startThread } from "../../experiments/trial/thread.ts";
import {
  type Dispatcher,
  type ParameterValues,
  type RemoteHost,
  resolveStrategy,
  type Strategy,
} from "../../strategies/mod.ts";
import type { RemoteDrop, RemoteRequest } from "./_remote_worker.ts";

/**
 * From where tasks are dispatched: `inside`, or through {@link Strategy.connect} on the loop's own
 * thread (`outside`) or on a second one (`thread`).
 */
export type Producer = "inside" | "outside" | "thread";

/** A strategy with parameters and a producer: what the suite runs over. */
export interface Subject {
  readonly strategy: Strategy;
  readonly given: ParameterValues;
  readonly producer: Producer;
}

/** What the tasks of a subject do whose bodies run on other threads: no closure gets there. */
export interface PooledWork {
  readonly kind: "cpu" | "await";
  /** What each task demands, in ms. @default nothing */
  readonly demandMs?: (task: number) => number;
  /** What each task does wrong, a `FAULT_CODE`. @default nothing */
  readonly fault?: (task: number) => number;
}

/** An open subject. */
export interface Bench {
  readonly columns: Columns;
  readonly dispatcher: Dispatcher;
  /** The tasks whose body was entered, in that order. */
  readonly ran: readonly number[];
  /** Shared memory whose first element counts the calls that have returned, on whichever thread. */
  readonly returned: Int32Array;
  /**
   * Dispatches from the subject's producer, as fast as the strategy lets it; resolves when the last call
   * has returned.
   */
  dispatch(...tasks: number[]): Promise<void>;
  /** As `dispatch`, while this thread is blocked until the last call has returned. */
  dispatchBlocked(...tasks: number[]): Promise<"returned" | "timed-out">;
  /** Dispatches one task at once; for `inside` and `outside` only. Returns what the strategy does. */
  dispatchNow(task: number): void | Promise<void>;
  /** Resolves when so many tasks have an outcome. */
  whenSettled(tasks: number): Promise<void>;
  /** Outcome of each task as a word. */
  outcomes(): string[];
  faults(): RecorderFaults;
  /** Closes the producer's half, where there is one. */
  closeRemote(): Promise<void>;
  /** Closes the loop's half: `close` has been called when this returns. */
  closeDispatcher(): Promise<void>;
  /** Closes both halves. */
  close(): Promise<void>;
}

/** Far beyond what any step takes on a busy machine: it turns a hang into a failure. */
const PATIENCE_MS = 30_000;

/** How many threads run a subject's bodies in place of the loop; null if the loop does. */
export function threadsOf({ strategy: { name }, given }: Subject): number | null {
  const { strategy, values } = resolveStrategy({ name, given });
  return serversOf(strategy.discipline(values));
}

/** Opens a subject for so many tasks. Where the loop runs bodies they are `body`, otherwise `work`. */
export async function openBench(
  subject: Subject,
  tasks: number,
  body: Body = { kind: "sync", run: () => {} },
  work: PooledWork = { kind: "cpu" },
): Promise<Bench> {
  const { strategy, values } = resolveStrategy({
    name: subject.strategy.name,
    given: subject.given,
  });
  const threads = threadsOf(subject);
  const epochMs = localTimeMs();
  const clock = createClock(epochMs);
  const segments = threads === null ? (body.kind === "sync" ? 1 : 2) : SEGMENTS[work.kind];
  const columns = createColumns(tasks, segments);
  const ran: number[] = [];
  const recorder = createRecorder(columns, clock, {
    kind: body.kind,
    run(task: number) {
      ran.push(task);
      return body.run(task);
    },
  } as Body);
  const pool = threads === null ? null : createPool({
    threads,
    columns,
    schedule: {
      demandMs: Float64Array.from({ length: tasks }, (_, task) => work.demandMs?.(task) ?? 0),
      fault: Uint8Array.from({ length: tasks }, (_, task) => work.fault?.(task) ?? 0),
    },
    body: { kind: work.kind },
    file: new URL("../../LICENSE", import.meta.url),
    clock,
    epochMs,
    recorder,
  });
  const scratch = await Deno.makeTempDir();
  const host = createHost({
    columns,
    clock,
    recorder,
    sleeper: createSleeper(clock),
    scratchPath: `${scratch}/socket`,
    offload: pool?.offload,
  });
  const dispatcher = await strategy.open({
    ...host,
    waitedMs(task) {
      assert(
        strategy.usesWait,
        `${strategy.name} asks how long tasks have waited: declare usesWait`,
      );
      return host.waitedMs(task);
    },
  }, values);
  const remoteHost: RemoteHost = { capacity: tasks, drop: recorder.drop };
  const returned = new Int32Array(new SharedArrayBuffer(4));
  const line: Line = {
    dispatcher,
    host: remoteHost,
    returned,
    release: (task) => columns.released[task] = clock.now(),
  };
  const producer = await openProducer(subject, line);
  let closing: Promise<void> | undefined;
  const closeDispatcher = () => closing ??= Promise.resolve(dispatcher.close());
  return {
    ...producer,
    columns,
    dispatcher,
    get ran() {
      return pool === null ? ran : inOrderOfStart(columns);
    },
    returned,
    whenSettled: (count) => patiently(recorder.whenSettled(count), `${count} outcomes`),
    outcomes: () => Array.from(columns.outcome, (code) => OUTCOMES[code]),
    faults: recorder.faults,
    closeDispatcher,
    async close() {
      await patiently(producer.closeRemote(), "the remote to close");
      await patiently(closeDispatcher(), "the dispatcher to close");
      await Deno.remove(scratch, { recursive: true });
    },
  };
}

function inOrderOfStart({ started }: Columns): number[] {
  return [...started.keys()].filter((task) => !Number.isNaN(started[task]))
    .sort((a, b) => started[a] - started[b]);
}

type ProducerSide = Pick<Bench, "dispatch" | "dispatchBlocked" | "dispatchNow" | "closeRemote">;

/** What a producer works on. */
interface Line {
  readonly dispatcher: Dispatcher;
  readonly host: RemoteHost;
  readonly returned: Int32Array;
  /** Stamps a task that is about to be dispatched. */
  release(task: number): void;
}

async function openProducer(subject: Subject, line: Line): Promise<ProducerSide> {
  const { strategy, given, producer } = subject;
  const { dispatcher, host, returned, release } = line;
  if (producer === "thread") return await openThread(strategy, given, line);
  const remote = producer === "outside"
    ? await strategy.connect!(dispatcher.endpoint!, host)
    : null;

  function dispatchNow(task: number): void | Promise<void> {
    release(task);
    const held = remote === null ? dispatcher.dispatch!(task) : remote.dispatch(task);
    const note = () => void Atomics.add(returned, 0, 1);
    return held === undefined ? note() : held.then(note);
  }

  async function dispatch(...tasks: number[]): Promise<void> {
    for (const task of tasks) {
      const held = dispatchNow(task);
      // Not awaited for nothing: all tasks that need not wait are dispatched in this very turn.
      if (held !== undefined) await held;
    }
  }

  let closing: Promise<void> | undefined;
  return {
    dispatch,
    async dispatchBlocked(...tasks) {
      await dispatch(...tasks);
      return "returned";
    },
    dispatchNow,
    closeRemote: () => closing ??= Promise.resolve(remote?.close()),
  };
}

async function openThread(
  { name }: Strategy,
  given: ParameterValues,
  { dispatcher, host, returned, release }: Line,
): Promise<ProducerSide> {
  const thread = await startThread(new URL("./_remote_worker.ts", import.meta.url));
  async function ask(request: RemoteRequest, transfer: Transferable[] = []): Promise<void> {
    for (const { task, reason } of await thread.call<RemoteDrop[]>(request, transfer)) {
      host.drop(task, reason);
    }
  }
  const endpoint = dispatcher.endpoint!;
  await ask(
    { kind: "connect", selection: { name, given }, endpoint, capacity: host.capacity },
    endpoint instanceof MessagePort ? [endpoint] : [],
  );

  async function dispatch(...tasks: number[]): Promise<void> {
    tasks.forEach(release);
    await ask({ kind: "dispatch", tasks: Int32Array.from(tasks), returned });
  }

  let closing: Promise<void> | undefined;
  return {
    dispatch,
    async dispatchBlocked(...tasks) {
      const awaited = Atomics.load(returned, 0) + tasks.length;
      const dispatched = dispatch(...tasks);
      const outcome = awaitCount(returned, awaited);
      await dispatched;
      return outcome;
    },
    dispatchNow() {
      throw new Error("another thread cannot dispatch within a call on this one");
    },
    closeRemote: () => closing ??= ask({ kind: "close" }).then(() => thread[Symbol.dispose]()),
  };
}

/** Blocks this thread until the first element of shared memory has reached a count. */
export function awaitCount(counter: Int32Array, count: number): "returned" | "timed-out" {
  for (let seen = Atomics.load(counter, 0); seen < count; seen = Atomics.load(counter, 0)) {
    if (Atomics.wait(counter, 0, seen, PATIENCE_MS) === "timed-out") return "timed-out";
  }
  return "returned";
}

/** Rejects when something that must happen does not, rather than hanging the whole run. */
export async function patiently<Value>(promise: Promise<Value>, what: string): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hung = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited in vain for ${what}`)), PATIENCE_MS);
  });
  try {
    return await Promise.race([promise, hung]);
  } finally {
    clearTimeout(timer);
  }
}
