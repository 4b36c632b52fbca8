/**
 * A phase's link to its producer, wherever that runs and whether the loop is open or closed.
 *
 * @module
 */
import type { Dispatcher } from "../../strategies/mod.ts";
import type { ClosedSchedule, Schedule } from "../workload/mod.ts";
import type { Clock } from "./clock.ts";
import { produceClosedOnLoop } from "./closed_producer.ts";
import type { Columns } from "./columns.ts";
import { produceOnLoop, type ProductionTimes } from "./producer.ts";
import type { Produced, ProducerRequest } from "./producer_worker.ts";
import type { LoopSettledLog } from "./settled_log.ts";
import type { StrategySpec } from "./spec.ts";
import type { Thread } from "./thread.ts";
import { createUsers } from "./users.ts";

/** What a producer is linked to. */
export interface ProducerSurroundings {
  /** The producer's thread; null if it is on the loop. */
  readonly thread: Thread | null;
  /** The strategy, as the thread finds it. */
  readonly strategy: StrategySpec;
  /** The strategy's half on the loop. */
  readonly dispatcher: Dispatcher;
  /** The loop's clock. */
  readonly clock: Clock;
  /** The clock's epoch in the loop's local time, in ms. */
  readonly epochMs: number;
  /** Where the tasks are stamped. */
  readonly columns: Columns;
  /** The tasks. */
  readonly schedule: Schedule;
  /** Where a closed loop learns of outcomes; null for an open one. */
  readonly settled: LoopSettledLog | null;
}

/** A producer that is ready. */
export interface ProducerLink {
  /** Produces; resolves when all that was to be released has been. */
  produce(times: ProductionTimes): Promise<Produced>;
  /** Closes the producer's half of the strategy. */
  close(): Promise<void>;
}

/**
 * Links a producer.
 *
 * @param surroundings What it is linked to.
 * @returns The link.
 * @throws {Error} If the producer's thread or the strategy fails.
 */
export async function linkProducer(surroundings: ProducerSurroundings): Promise<ProducerLink> {
  const { thread, strategy, dispatcher, epochMs, columns, schedule, settled } = surroundings;
  if (thread === null) {
    return {
      produce: async (times) => ({ released: await produceHere(surroundings, times), dropped: 0 }),
      close: async () => {},
    };
  }
  const call = <Answer>(request: ProducerRequest, transfer: Transferable[] = []) =>
    thread.call<Answer>(request, transfer);
  const { endpoint } = dispatcher;
  const { buffer, tasks, segmentsPerTask } = columns;
  await call({
    kind: "connect",
    strategy,
    endpoint: endpoint!,
    columns: { buffer, tasks, segmentsPerTask },
    closed: schedule.kind === "closed" ? { ...visitsOf(schedule), settled: settled!.buffer } : null,
  }, endpoint instanceof MessagePort ? [endpoint] : []);
  return {
    produce: (times) =>
      call<Produced>({
        kind: "produce",
        epochMs: epochMs + thread.alignment.offsetMs,
        times,
      }),
    close: async () => void await call({ kind: "close" }),
  };
}

function produceHere(
  { dispatcher, clock, columns, schedule, settled }: ProducerSurroundings,
  { startMs, endMs, cutoffMs }: ProductionTimes,
): Promise<number> {
  const production = {
    columns,
    clock,
    cutoffMs,
    dispatch: (task: number) => dispatcher.dispatch!(task),
  };
  if (schedule.kind === "open") return produceOnLoop(production);
  return produceClosedOnLoop({
    ...production,
    users: createUsers(schedule, columns.intended, startMs),
    settled: settled!,
    listen: settled!.listen,
    endMs,
  });
}

function visitsOf({ users, thinkMs }: ClosedSchedule) {
  return { users, thinkMs };
}
