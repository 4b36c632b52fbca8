import { attachRing, createRing, type Ring } from "./_ring.ts";
import type { Dispatcher, Endpoint, Host, Remote } from "./strategy.ts";

/**
 * Serves some of what is queued and returns; what it leaves is served after the loop has had a turn.
 *
 * @param ring The queue, not empty.
 * @param isOpen Whether the strategy is still open: a task may close it, so ask after each.
 */
export type Serve = (ring: Ring, isOpen: () => boolean) => void;

/**
 * Opens a queue whose dispatch wakes the loop: by an immediate from inside, through shared memory from
 * outside.
 *
 * @param host Runs the tasks.
 * @param serve What one wake-up serves.
 * @returns The dispatcher.
 */
export function openNotified(host: Host, serve: Serve): Dispatcher {
  const ring = createRing(host.capacity);
  let state: "idle" | "scheduled" | "closed" = "idle";
  let immediate: ReturnType<typeof setImmediate> | undefined;

  function schedule(): void {
    if (state !== "idle") return;
    state = "scheduled";
    immediate = setImmediate(pass);
  }

  function pass(): void {
    if (!isOpen()) return;
    state = "idle";
    if (ring.size() > 0) serve(ring, isOpen);
    if (ring.size() > 0) schedule();
  }

  function isOpen(): boolean {
    return state !== "closed";
  }

  async function listen(): Promise<void> {
    while (isOpen()) {
      await ring.whenPushed();
      if (state === "scheduled") await turn();
      else if (state === "idle") pass();
    }
  }
  const listening = listen();

  return {
    endpoint: ring.buffer,
    dispatch(task) {
      ring.push(task);
      schedule();
    },
    async close() {
      state = "closed";
      clearImmediate(immediate);
      ring.end();
      await listening;
    },
  };
}

/**
 * The producer's half of {@link openNotified}.
 *
 * @param endpoint The dispatcher's.
 * @returns The remote.
 */
export function connectNotified(endpoint: Endpoint): Remote {
  const ring = attachRing(endpoint as SharedArrayBuffer);
  return {
    pacing: "spin",
    dispatch(task) {
      ring.push(task);
      ring.wake();
    },
    close: () => {},
  };
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
