/**
 * The thread that dispatches as fast as it can.
 *
 * @module
 */
import type { Endpoint, Remote } from "../../strategies/mod.ts";
import { createClock } from "../trial/clock.ts";
import { loadStrategy } from "../trial/load_strategy.ts";
import type { StrategySpec } from "../trial/spec.ts";
import { serveThread } from "../trial/thread.ts";

/** What the thread is asked, in this order; `dispatch` any number of times. */
export type DispatchRequest =
  | {
    readonly kind: "connect";
    readonly strategy: StrategySpec;
    readonly endpoint: Endpoint;
    readonly capacity: number;
    /** Where strategies that ask find when each task was dispatched. */
    readonly releasedMs: Float64Array;
    /** The epoch in this thread's local time. */
    readonly epochMs: number;
  }
  | { readonly kind: "dispatch"; readonly tasks: number }
  | { readonly kind: "close" };

/** Answer to `dispatch`. */
export interface Dispatched {
  /** When the first task was dispatched, in ms since the epoch. */
  readonly beganMs: number;
  /** From then until the last call of dispatch had returned, in ms by this thread's clock. */
  readonly tookMs: number;
  /** Tasks that the strategy refused on this thread. */
  readonly refused: number;
}

// A thread whose dispatches leave it by its event loop lets that turn after so many.
const AT_ONCE = 64;

interface Connection {
  readonly remote: Remote;
  readonly now: () => number;
  /** Null for strategies that never ask. */
  readonly releasedMs: Float64Array | null;
}

let connection: Connection | null = null;
let refused = 0;

serveThread(async (request: DispatchRequest): Promise<Dispatched | null> => {
  switch (request.kind) {
    case "connect": {
      const { strategy } = await loadStrategy(request.strategy);
      connection = {
        remote: await strategy.connect!(request.endpoint, {
          capacity: request.capacity,
          drop: () => void refused++,
        }),
        now: createClock(request.epochMs).now,
        releasedMs: strategy.usesWait === true ? request.releasedMs : null,
      };
      return null;
    }
    case "dispatch":
      return await dispatchAll(connection!, request.tasks);
    case "close":
      await connection!.remote.close();
      return null;
  }
});

async function dispatchAll(connection: Connection, tasks: number): Promise<Dispatched> {
  const { remote, now } = connection;
  const atOnce = remote.pacing === "spin" ? tasks : AT_ONCE;
  refused = 0;
  const beganMs = now();
  for (let first = 0; first < tasks; first += atOnce) {
    if (first > 0) await new Promise((resolve) => setImmediate(resolve));
    dispatchFrom(connection, first, Math.min(tasks, first + atOnce));
  }
  return { beganMs, tookMs: now() - beganMs, refused };
}

/** Two loops, so that the one without stamps has no branch a task. */
function dispatchFrom({ remote, now, releasedMs }: Connection, first: number, end: number): void {
  if (releasedMs === null) {
    for (let task = first; task < end; task++) remote.dispatch(task);
    return;
  }
  for (let task = first; task < end; task++) {
    releasedMs[task] = now();
    remote.dispatch(task);
  }
}
