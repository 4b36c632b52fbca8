/**
 * The thread that keeps a core busy; see `busy_core.ts`.
 *
 * @module
 */
const scope = self as unknown as {
  onmessage: (event: MessageEvent<SharedArrayBuffer>) => void;
  postMessage(message: "spinning" | "ended"): void;
};

scope.onmessage = ({ data }) => {
  const stop = new Int32Array(data);
  scope.postMessage("spinning");
  // Note: tried a loop without an end, to be terminated from outside; rejected because it spins on.
  while (Atomics.load(stop, 0) === 0);
  scope.postMessage("ended");
};
