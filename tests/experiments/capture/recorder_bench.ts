/**
 * What recording a call costs, its row and its share of the writes included. Each iteration makes CALLS
 * calls; divide by CALLS for the cost of one. The files take some 100 MB while it runs. Run with
 * `deno bench --allow-read --allow-write`.
 *
 * @module
 */
import { wrapDispatcher } from "../../../experiments/capture/mod.ts";

// Fewer than the recorder's buffers hold, so that rows are encoded when they are recorded.
const CALLS = 1_000;
let sum = 0;

function dispatch(task: number): void {
  sum += task;
}

// deno-lint-ignore require-await -- what is compared is a call that returns a promise
async function dispatchAsync(task: number): Promise<void> {
  sum += task;
}

function toTemporaryFile() {
  const path = Deno.makeTempFileSync({ suffix: ".ndjson" });
  globalThis.addEventListener("unload", () => Deno.removeSync(path));
  return { path, overwrite: true, maxTasks: 1e9 };
}

const recorded = wrapDispatcher(dispatch, toTemporaryFile());
const recordedAsync = wrapDispatcher(dispatchAsync, toTemporaryFile());

/** Lets the file keep up. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}

function benchSync(name: string, call: typeof dispatch, baseline: boolean): void {
  Deno.bench({
    name: `${name}, ${CALLS}`,
    group: "synchronous",
    baseline,
    async fn(b) {
      await breathe();
      b.start();
      for (let task = 0; task < CALLS; task++) call(task);
      b.end();
    },
  });
}

function benchAsync(name: string, call: typeof dispatchAsync, baseline: boolean): void {
  Deno.bench({
    name: `${name}, ${CALLS}`,
    group: "asynchronous",
    baseline,
    async fn(b) {
      await breathe();
      b.start();
      for (let task = 0; task < CALLS; task++) await call(task);
      b.end();
    },
  });
}

benchSync("plain calls", dispatch, true);
benchSync("recorded calls", recorded, false);
benchAsync("plain calls", dispatchAsync, true);
benchAsync("recorded calls", recordedAsync, false);
