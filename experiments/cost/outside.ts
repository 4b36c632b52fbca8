import type { Dispatcher, Host } from "../../strategies/mod.ts";
import { loadStrategy } from "../trial/load_strategy.ts";
import type { StrategySpec } from "../trial/spec.ts";
import { startThread, type Thread } from "../trial/thread.ts";
import type { BareHost } from "./bare_host.ts";
import type { Dispatched, DispatchRequest } from "./dispatch_worker.ts";

/** A strategy that is open on this thread's loop and connected to another thread. */
export interface Outside {
  /**
   * Lets the thread dispatch tasks 0 to `tasks - 1`.
   *
   * @param tasks How many.
   * @returns When it began, in ms since the host's epoch, and how many it refused.
   */
  dispatch(tasks: number): Promise<Dispatched>;
  /** Closes both halves and ends the thread. */
  close(): Promise<void>;
}

// A busy machine does not always let two threads meet; doctor wants the same.
const GOOD_ALIGNMENT_MS = 0.005;
const MOST_STARTS = 3;

/**
 * Opens a strategy with its producer's half on a thread of its own.
 *
 * @param spec The strategy.
 * @param bare Keeps count.
 * @param host Runs the tasks. @default the one that only counts
 * @returns Both halves.
 */
export async function openOutside(
  spec: StrategySpec,
  bare: BareHost,
  host: Host = bare.host,
): Promise<Outside> {
  const { strategy, values } = await loadStrategy(spec);
  const thread = await startAligned();
  const ask = <Answer>(request: DispatchRequest, transfer: Transferable[] = []) =>
    thread.call<Answer>(request, transfer);
  const dispatcher: Dispatcher = await strategy.open(host, values);
  const { endpoint } = dispatcher;
  await ask({
    kind: "connect",
    strategy: spec,
    endpoint: endpoint!,
    capacity: bare.host.capacity,
    releasedMs: bare.releasedMs,
    epochMs: bare.epochMs + thread.alignment.offsetMs,
  }, endpoint instanceof MessagePort ? [endpoint] : []);
  return {
    dispatch: (tasks) => ask<Dispatched>({ kind: "dispatch", tasks }),
    async close() {
      await ask({ kind: "close" });
      await dispatcher.close();
      thread[Symbol.dispose]();
    },
  };
}

async function startAligned(): Promise<Thread> {
  for (let start = 1;; start++) {
    const thread = await startThread(new URL("./dispatch_worker.ts", import.meta.url));
    if (thread.alignment.errorMs <= GOOD_ALIGNMENT_MS || start === MOST_STARTS) return thread;
    thread[Symbol.dispose]();
  }
}
