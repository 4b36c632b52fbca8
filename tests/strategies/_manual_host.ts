/** A host whose time is set by hand, for strategies that decide by it. */
import type { DropReason, Host } from "../../strategies/mod.ts";
import { patiently } from "./_bench.ts";

/** What a test sees and sets. */
export interface ManualHost extends Host {
  /** The time in ms; set it. */
  nowMs: number;
  /** When each task was dispatched, in ms; set it. */
  readonly dispatchedMs: Float64Array;
  /** Class of each task; set it. */
  readonly taskClass: Uint8Array;
  /** The tasks that ran, in that order, as often as they ran. */
  readonly ran: readonly number[];
  /** The tasks that were dropped, in that order. */
  readonly dropped: readonly (readonly [task: number, reason: DropReason | undefined])[];
  /** Resolves when so many tasks have started or were dropped. */
  whenSettled(tasks: number): Promise<void>;
}

/** Makes a host for tasks with the given body, all dispatched at 0 and of class 0. */
export function createManualHost(
  capacity: number,
  body: (task: number) => void | Promise<void> = () => {},
): ManualHost {
  const ran: number[] = [];
  const dropped: [number, DropReason | undefined][] = [];
  const dispatchedMs = new Float64Array(capacity);
  const taskClass = new Uint8Array(capacity);
  let awaited = Infinity;
  let reached = () => {};

  function note(): void {
    if (ran.length + dropped.length >= awaited) reached();
  }

  const host: ManualHost = {
    nowMs: 0,
    dispatchedMs,
    taskClass,
    ran,
    dropped,
    capacity,
    run(task) {
      ran.push(task);
      const running = body(task);
      note();
      return running;
    },
    drop(task, reason) {
      dropped.push([task, reason]);
      note();
    },
    now: () => host.nowMs,
    waitedMs: (task) => Math.max(0, host.nowMs - dispatchedMs[task]),
    classOf: (task) => taskClass[task],
    sleep: () => () => {},
    scratchPath: "",
    async whenSettled(tasks) {
      awaited = tasks;
      const settled = new Promise<void>((resolve) => reached = resolve);
      note();
      await patiently(settled, `${tasks} tasks`);
    },
  };
  return host;
}
