/** A thread that keeps a core busy; disposing of it ends the load. */
export interface BusyCore extends AsyncDisposable {
  /** Resolves when the load has begun. */
  readonly whenBusy: Promise<void>;
}

/**
 * Keeps another core busy, as a neighbour on a shared machine does.
 *
 * @returns The load; disposed of, the core is at rest again.
 */
export function startBusyCore(): BusyCore {
  const worker = new Worker(new URL("./spin_worker.ts", import.meta.url), { type: "module" });
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const spinning = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  worker.onmessage = ({ data }) => (data === "spinning" ? spinning : ended).resolve();
  worker.onerror = (event) => {
    event.preventDefault();
    spinning.reject(new Error(`no core can be kept busy: ${event.message}`));
    ended.resolve();
  };
  worker.postMessage(stop.buffer);
  return {
    whenBusy: spinning.promise,
    async [Symbol.asyncDispose]() {
      Atomics.store(stop, 0, 1);
      await ended.promise;
      worker.terminate();
    },
  };
}
