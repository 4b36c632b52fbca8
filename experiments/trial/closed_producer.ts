/**
 * Producers of a closed loop: they release a task when a user has thought for long enough, and learn
 * from the log of settled tasks when the next think begins. A task is intended when its user was due,
 * however late the producer is, so that here too a stall cannot hide delay.
 *
 * @module
 */
import type { VisitPlan } from "../workload/closed_loop.ts";
import type { Columns } from "./columns.ts";
import { type Production, SLEEP_SLACK_MS, TIMER_SLACK_MS } from "./producer.ts";
import type { SettledLog } from "./settled_log.ts";
import type { Users } from "./users.ts";

/** What a producer of a closed loop works on. */
export interface ClosedProduction extends Omit<Production, "columns"> {
  /** `ended` is read, `released` and `accepted` are written. */
  readonly columns: Pick<Columns, "tasks" | "released" | "accepted" | "ended">;
  /** Who sends the tasks. */
  readonly users: Users;
  /** The tasks that have an outcome. */
  readonly settled: SettledLog;
  /**
   * Calls back when the log has a new entry, where it is written on the producer's own thread.
   *
   * @default the log is looked into at each turn while users wait
   */
  readonly listen?: (wake: () => void) => void;
  /** No user who is due at this time or later comes, in ms since the epoch. */
  readonly endMs: number;
}

/** How a closed loop came to its end. */
export interface ClosedLoopEnd {
  /** Time from the start in which users came, in ms. */
  readonly horizonMs: number;
  /**
   * `planned`: after the number of tasks or the time that was asked for. `out-of-rows`: before, because
   * more tasks came than there was room for. `out-of-time`: with fewer tasks than were asked for.
   */
  readonly end: "planned" | "out-of-rows" | "out-of-time";
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Produces on the calling thread's event loop. While all users wait it sleeps until one of their tasks
 * has an outcome: looking at each turn instead would keep a loop turning that has nothing to do.
 *
 * @param production Who sends tasks, and where they go.
 * @returns Resolves with the number of tasks released.
 */
export function produceClosedOnLoop(production: ClosedProduction): Promise<number> {
  const { columns, clock: { now }, users, listen, endMs, cutoffMs } = production;
  const { tasks, released, accepted } = columns;
  return new Promise((resolve, reject) => {
    let state: "passing" | "due" | "asleep" | "held" | "ended" = "passing";
    let count = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;

    function end(): void {
      state = "ended";
      clearTimeout(timer);
      resolve(count);
    }

    function pass(): void {
      state = "passing";
      clearTimeout(timer);
      try {
        learn(production);
        // Who comes while it passes has to wait for the next turn: users who are served within the call
        // and hardly think would never give the loop one.
        const lookedMs = now();
        while (count < tasks) {
          const dueMs = users.nextMs();
          if (dueMs > lookedMs || dueMs >= endMs) {
            if (lookedMs < endMs) return rest();
            break;
          }
          const nowMs = now();
          if (nowMs >= cutoffMs) break;
          const task = users.come();
          count = task + 1;
          released[task] = nowMs;
          const held = production.dispatch(task);
          if (held !== undefined) return hold(task, held);
          accepted[task] = now();
        }
        end();
      } catch (error) {
        reject(error);
      }
    }

    function rest(): void {
      learn(production);
      const mustLook = listen === undefined && users.waiting() > 0;
      const pauseMs = Math.min(users.nextMs(), endMs) - now() - TIMER_SLACK_MS;
      if (mustLook || pauseMs <= 0) return wake();
      state = "asleep";
      timer = setTimeout(pass, Math.min(pauseMs, LONGEST_TIMER_MS));
    }

    function wake(): void {
      state = "due";
      setImmediate(pass);
    }

    function hold(task: number, held: Promise<void>): void {
      state = "held";
      // A dispatch that never returns must not keep the trial.
      timer = setTimeout(end, Math.min(cutoffMs - now(), LONGEST_TIMER_MS));
      held.then(() => {
        if (state === "ended") return;
        accepted[task] = now();
        pass();
      }).catch((error) => {
        clearTimeout(timer);
        reject(error);
      });
    }

    listen?.(() => state === "asleep" && wake());
    pass();
  });
}

/**
 * Produces by spinning, on a thread that has nothing else to do.
 *
 * @param production Who sends tasks, and where they go.
 * @returns The number of tasks released.
 */
export function produceClosedBySpinning(production: ClosedProduction): number {
  const { columns, clock: { now }, users, endMs, cutoffMs } = production;
  const { tasks, released, accepted } = columns;
  const bed = new Int32Array(new SharedArrayBuffer(4));
  let count = 0;
  while (count < tasks) {
    learn(production);
    const nowMs = now();
    const dueMs = users.nextMs();
    if (dueMs > nowMs || dueMs >= endMs) {
      if (nowMs >= endMs) break;
      // While a user waits, every moment may bring an outcome; while all think, none can.
      if (users.waiting() > 0) continue;
      const pauseMs = Math.min(dueMs, endMs) - nowMs - SLEEP_SLACK_MS;
      if (pauseMs > 0) Atomics.wait(bed, 0, 0, pauseMs);
      continue;
    }
    if (nowMs >= cutoffMs) break;
    const task = users.come();
    count = task + 1;
    released[task] = nowMs;
    production.dispatch(task);
    accepted[task] = now();
  }
  return count;
}

/**
 * Tells how a closed loop came to its end.
 *
 * @param plan What was planned.
 * @param intended When users came, in ms since the epoch.
 * @param released Tasks released.
 * @param startMs When it began, in ms since the epoch.
 * @returns The end.
 */
export function describeEnd(
  { tasks, limit, horizonMs }: Pick<VisitPlan, "tasks" | "limit" | "horizonMs">,
  intended: Float64Array,
  released: number,
  startMs: number,
): ClosedLoopEnd {
  if (released < tasks) {
    return { horizonMs, end: limit === "duration" ? "planned" : "out-of-time" };
  }
  return {
    horizonMs: intended[released - 1] - startMs,
    end: limit === "tasks" ? "planned" : "out-of-rows",
  };
}

/** Lets the users think whose tasks have an outcome: since their end, or since now if they never ran. */
function learn({ settled, columns: { ended }, users, clock }: ClosedProduction): void {
  for (let task = settled.take(); task >= 0; task = settled.take()) {
    users.leave(Number.isNaN(ended[task]) ? clock.now() : ended[task]);
  }
}
