/**
 * The thread of an outside producer; see `producer.ts`.
 *
 * @module
 */
import type { Endpoint, Remote } from "../../strategies/mod.ts";
import { createClock } from "./clock.ts";
import { attachColumns, DROP_CODE } from "./columns.ts";
import { loadStrategy } from "./load_strategy.ts";
import { produceBySpinning, produceOnLoop } from "./producer.ts";
import type { StrategySpec } from "./spec.ts";
import { serveThread } from "./thread.ts";

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
  }
  | {
    readonly kind: "produce";
    /** The epoch in this thread's local time. */
    readonly epochMs: number;
    readonly cutoffMs: number;
  }
  | { readonly kind: "close" };

/** Answer to `produce`. */
export interface Produced {
  /** Tasks released. */
  readonly released: number;
  /** Tasks among them that the strategy refused on this thread. */
  readonly dropped: number;
}

let remote: Remote | null = null;
let columns: ReturnType<typeof attachColumns> | null = null;
let dropped = 0;

serveThread(async (request: ProducerRequest): Promise<Produced | null> => {
  switch (request.kind) {
    case "connect": {
      const { buffer, tasks, segmentsPerTask } = request.columns;
      const { outcome } = columns = attachColumns(buffer, tasks, segmentsPerTask);
      const { strategy } = await loadStrategy(request.strategy);
      dropped = 0;
      remote = await strategy.connect!(request.endpoint, {
        capacity: tasks,
        drop(task, reason = "shed") {
          outcome[task] = DROP_CODE[reason];
          dropped++;
        },
      });
      return null;
    }
    case "produce": {
      const { pacing } = remote!;
      const production = {
        columns: columns!,
        clock: createClock(request.epochMs),
        cutoffMs: request.cutoffMs,
        dispatch: (task: number) => remote!.dispatch(task),
      };
      const released = pacing === "spin"
        ? produceBySpinning(production)
        : await produceOnLoop(production);
      return { released, dropped };
    }
    case "close":
      await remote?.close();
      remote = null;
      return null;
  }
});
