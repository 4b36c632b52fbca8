/**
 * What a task does once it runs. A body's demand comes from the schedule, so that every strategy of
 * a block serves the same work.
 *
 * @module
 */
import { FAULT_CODE } from "../workload/faults.ts";
import type { TaskPlan } from "../workload/schedule.ts";
import { IO_CLASS, type Workload } from "../workload/workload.ts";
import type { Clock } from "./clock.ts";
import type { Columns } from "./columns.ts";
import type { PeerClient } from "./peer.ts";

/**
 * A task's work: one stretch on the loop, or several with awaits between them, or either, which is
 * seen when it returns.
 */
export type Body =
  | { readonly kind: "sync"; run(task: number): void }
  | { readonly kind: "async"; run(task: number): Promise<void> }
  | { readonly kind: "either"; run(task: number): void | Promise<void> };

/** What bodies work with. */
export interface BodyContext {
  /** The trial's clock. */
  readonly clock: Clock;
  /** Where segments are stamped. */
  readonly columns: Columns;
  /** Demands and faults, one a task. */
  readonly schedule: Pick<TaskPlan, "demandMs" | "fault">;
  /** The loopback peer; null unless the workload needs it. */
  readonly peer: PeerClient | null;
  /** The small file that `io` bodies read. */
  readonly file: URL;
  /** The `run` of a workload of the user's own. @default none: the body is of another kind */
  readonly custom?: CustomRun;
}

/** The `run` of a workload of the user's own, its parameters filled in. */
export type CustomRun = (task: number, demandMs: number) => void | Promise<void>;

/** How often the body of a workload holds the loop, at most. */
export const SEGMENTS = { cpu: 1, await: 2, io: 3, mixed: 3, custom: 2 } as const satisfies Record<
  Workload["body"]["kind"],
  number
>;

/**
 * Makes the body of a workload.
 *
 * @param workload What the tasks do.
 * @param context What they do it with.
 * @returns The body.
 */
export function createBody(workload: Pick<Workload, "body">, context: BodyContext): Body {
  const { clock, columns, schedule: { demandMs, fault } } = context;
  const { now } = clock;
  const { started, segmentReady, segmentStarted, segmentEnded, segmentsPerTask, taskClass } =
    columns;

  function spinUntil(deadlineMs: number): void {
    while (now() < deadlineMs);
  }

  function leave(task: number, segment: number): void {
    segmentEnded[task * segmentsPerTask + segment] = now();
  }

  /** Stamps the return to the loop; `readyMs` is when the awaited thing was done, if known. */
  function enter(task: number, segment: number, readyMs?: number): number {
    const row = task * segmentsPerTask + segment;
    const enteredMs = now();
    segmentStarted[row] = enteredMs;
    segmentReady[row] = readyMs === undefined ? enteredMs : Math.min(readyMs, enteredMs);
    return enteredMs;
  }

  function compute(task: number): void {
    if (fault[task] !== 0) misbehave(fault[task]);
    spinUntil(started[task] + demandMs[task]);
  }

  async function pause(task: number): Promise<void> {
    const pause = fault[task] === FAULT_CODE.hang ? forever() : sleep(demandMs[task]);
    leave(task, 0);
    await pause;
    enter(task, 1);
    if (fault[task] !== 0) misbehave(fault[task]);
    leave(task, 1);
  }

  function createIo({ cpuBeforeMs, cpuAfterMs }: { cpuBeforeMs: number; cpuAfterMs: number }) {
    const peer = context.peer!;
    return async (task: number): Promise<void> => {
      spinUntil(started[task] + cpuBeforeMs);
      const reply = fault[task] === FAULT_CODE.hang ? forever() : peer.request(task);
      leave(task, 0);
      await reply;
      enter(task, 1, peer.repliedMs[task]);
      const reading = Deno.readFile(context.file);
      leave(task, 1);
      await reading;
      const enteredMs = enter(task, 2);
      if (fault[task] !== 0) misbehave(fault[task]);
      spinUntil(enteredMs + cpuAfterMs);
      leave(task, 2);
    };
  }

  /** What happens after the return cannot be seen: the last segment is empty. */
  async function awaited(task: number, running: PromiseLike<unknown>): Promise<void> {
    leave(task, 0);
    try {
      await running;
    } finally {
      enter(task, 1);
      leave(task, 1);
    }
  }

  switch (workload.body.kind) {
    case "cpu":
      return { kind: "sync", run: compute };
    case "await":
      return { kind: "async", run: pause };
    case "io":
      return { kind: "async", run: createIo(workload.body) };
    case "mixed": {
      const io = createIo(workload.body);
      return {
        kind: "either",
        run: (task) => taskClass[task] === IO_CLASS ? io(task) : compute(task),
      };
    }
    case "custom": {
      const run = context.custom!;
      return {
        kind: "either",
        run(task) {
          // Not by holding the loop: whether the body awaits is not known before it has run.
          if (fault[task] === FAULT_CODE.hang) return awaited(task, forever());
          if (fault[task] !== 0) misbehave(fault[task]);
          const running: unknown = run(task, demandMs[task]);
          return isThenable(running) ? awaited(task, running) : undefined;
        },
      };
    }
  }
}

/** What a workload's `failShare` and `hangShare` inject. */
function misbehave(fault: number): void {
  if (fault === FAULT_CODE.hang) { while (true); }
  throw new Error("injected failure");
}

function forever(): Promise<void> {
  return new Promise(() => {});
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | undefined)?.then === "function";
}

function sleep(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}
