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
  return openBacklog(ring, {
    put: ring.push,
    look: () => ring.size() > 0 ? "ready" : "empty",
    serve: (isOpen) => serve(ring, isOpen),
  });
}

/** What waits to be served, the ring included, and how. All of it is called on the loop's thread. */
export interface Backlog {
  /** Takes in a task that was dispatched on the loop; a promise makes whoever dispatches wait. */
  put(task: number): void | Promise<void>;
  /** Whether a task may start: none waits (`empty`), or none may before another has ended (`held`). */
  look(): "ready" | "empty" | "held";
  /** As {@link Serve}. */
  serve(isOpen: () => boolean): void;
}

/** A dispatcher that can be told to look again. */
export interface BacklogDispatcher extends Dispatcher {
  /** Goes on with a backlog that was held. */
  resume(): void;
}

/**
 * Opens a queue as {@link openNotified} does, with a backlog that need not be the ring.
 *
 * @param ring Takes tasks from outside; its buffer is the endpoint.
 * @param backlog Takes them from there.
 * @returns The dispatcher.
 */
export function openBacklog(ring: Ring, backlog: Backlog): BacklogDispatcher {
  let state: "idle" | "scheduled" | "closed" = "idle";
  let immediate: ReturnType<typeof setImmediate> | undefined;
  let listening: Promise<void> | null = listen();

  function pass(): void {
    if (!isOpen()) return;
    state = "idle";
    if (backlog.look() === "ready") backlog.serve(isOpen);
    resume();
  }

  /** Goes on in another turn, or, with nothing left, waits for a task from outside. */
  function resume(): void {
    if (state !== "idle") return;
    const next = backlog.look();
    if (next === "ready") {
      state = "scheduled";
      immediate = setImmediate(pass);
    } else if (next === "empty") {
      listening ??= listen();
    }
  }

  async function listen(): Promise<void> {
    const pushed = await ring.whenPushed();
    listening = null;
    // Note: tried an immediate in either case; rejected because it adds a fifth to the way from another
    // thread. A task that came at once, though, must not be served in the turn of those before it.
    if (pushed === "at-once") resume();
    else if (state === "idle") pass();
  }

  function isOpen(): boolean {
    return state !== "closed";
  }

  return {
    endpoint: ring.buffer,
    dispatch(task) {
      const held = backlog.put(task);
      resume();
      return held;
    },
    resume,
    async close() {
      state = "closed";
      clearImmediate(immediate);
      ring.end();
      await listening;
    },
  };
}

/**
 * The producer's half of {@link openNotified}, and of a backlog that takes every task.
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
