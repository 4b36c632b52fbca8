/**
 * The thread of an outside producer; see `producer.ts`.
 *
 * @module
 */
import type { Endpoint, Remote } from "../../strategies/mod.ts";
import { createClock } from "./clock.ts";
import { produceClosedBySpinning, produceClosedOnLoop } from "./closed_producer.ts";
import { attachColumns, DROP_CODE } from "./columns.ts";
import { loadStrategy } from "./load_strategy.ts";
import { produceBySpinning, produceOnLoop, type ProductionTimes } from "./producer.ts";
import { attachSettledLog } from "./settled_log.ts";
import type { StrategySpec } from "./spec.ts";
import { serveThread } from "./thread.ts";
import { createUsers, type Users } from "./users.ts";

/** What the producer's thread is asked, in this order, once a phase. */
export type ProducerRequest =
  | {
    readonly kind: "connect";
    readonly strategy: StrategySpec;
    readonly endpoint: Endpoint;
    readonly columns: {
      readonly buffer: SharedArrayBuffer;
      readonly tasks: number;
      readonly segmentsPerTask: number;
    };
    /** The users of a closed loop. @default an open one */
    readonly closed?: ClosedRequest | null;
  }
  | {
    readonly kind: "produce";
    /** The epoch in this thread's local time. */
    readonly epochMs: number;
    readonly times: ProductionTimes;
  }
  | { readonly kind: "close" };

/** What the producer of a closed loop needs. */
export interface ClosedRequest {
  readonly users: number;
  readonly thinkMs: Float64Array;
  /** Memory of the log of settled tasks. */
  readonly settled: SharedArrayBuffer;
}

/** Answer to `produce`. */
export interface Produced {
  /** Tasks released. */
  readonly released: number;
  /** Tasks among them that the strategy refused on this thread. */
  readonly dropped: number;
}

let remote: Remote | null = null;
let columns: ReturnType<typeof attachColumns> | null = null;
let closed: ClosedRequest | null = null;
let users: Users | null = null;
let dropped = 0;
let now: () => number = () => NaN;

serveThread(async (request: ProducerRequest): Promise<Produced | null> => {
  switch (request.kind) {
    case "connect": {
      const { buffer, tasks, segmentsPerTask } = request.columns;
      const { outcome } = columns = attachColumns(buffer, tasks, segmentsPerTask);
      const { strategy } = await loadStrategy(request.strategy);
      dropped = 0;
      users = null;
      closed = request.closed ?? null;
      remote = await strategy.connect!(request.endpoint, {
        capacity: tasks,
        drop(task, reason = "shed") {
          outcome[task] = DROP_CODE[reason];
          dropped++;
          users?.leave(now());
        },
      });
      return null;
    }
    case "produce": {
      const { startMs, endMs, cutoffMs } = request.times;
      const isSpinning = remote!.pacing === "spin";
      const clock = createClock(request.epochMs);
      now = clock.now;
      const production = {
        columns: columns!,
        clock,
        cutoffMs,
        dispatch: (task: number) => remote!.dispatch(task),
      };
      if (closed === null) {
        const produce = isSpinning ? produceBySpinning : produceOnLoop;
        return { released: await produce(production), dropped };
      }
      users = createUsers(closed, columns!.intended, startMs);
      const produce = isSpinning ? produceClosedBySpinning : produceClosedOnLoop;
      const settled = attachSettledLog(closed.settled);
      const released = await produce({ ...production, users, settled, endMs });
      return { released, dropped };
    }
    case "close":
      await remote?.close();
      remote = null;
      return null;
  }
});
