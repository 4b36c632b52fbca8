import type { Piscina } from "piscina";
import type { NumberParameter } from "./parameters.ts";
import { defineStrategy, type Strategy } from "./strategy.ts";

/**
 * A pool of worker threads from npm, used as its manual says: `run` posts the task to a thread that is
 * free, or keeps it until one is, and its promise brings the end of the body back to the loop.
 *
 * Note: not in order of dispatch. Each time that a thread becomes free, the pool also moves the oldest
 * task that it could not place to the end of its queue, unless `stricterFIFO` is set.
 */
export const npmPiscina: Strategy<{ readonly concurrency: NumberParameter }> = defineStrategy({
  name: "npm-piscina",
  family: "npm",
  summary: "piscina: the body runs on a thread of a pool, and a promise brings its end back",
  placements: ["inside"],
  order: "unordered",
  bodies: ["cpu", "await"],
  parameters: {
    concurrency: {
      kind: "number",
      default: 2,
      min: 1,
      max: 64,
      integer: true,
      about: "threads in the pool, each of which runs one task at a time",
    },
  },
  discipline: ({ concurrency }) => ({
    kind: "work-conserving",
    concurrency,
    servers: concurrency,
  }),
  async open(host, { concurrency }) {
    // Not loaded into trials of other strategies.
    const { Piscina } = await import("piscina");
    const { module, data, whenReady, returned } = host.offload!;
    const pool = new Piscina({
      filename: module,
      workerData: data,
      minThreads: concurrency,
      maxThreads: concurrency,
    });
    try {
      await whenReady(concurrency);
    } catch (error) {
      await pool.destroy();
      throw error;
    }
    let open = true;
    return {
      dispatch(task) {
        pool.run(task).then(
          () => returned(task),
          // A pool that is destroyed rejects whatever it still had to do.
          (failure) => open ? returned(task, failure) : undefined,
        );
      },
      async close() {
        open = false;
        // A body that ends while the pool is destroyed sends its end to a task that is no longer known.
        pool.on("error", () => {});
        await keepIdleAwake(pool);
        await pool.destroy();
      },
    };
  },
});

/**
 * Calls the idle threads of a pool back to their event loops, where they can be ended.
 *
 * Note: tried destroy() alone; rejected because Deno 2.9 does not wake a thread that it terminates, and
 * the idle threads of this pool sleep on an atomic: they would sleep, and keep their memory, for good.
 * (It does not interrupt one that spins either: a body that hangs so goes on until the process ends.)
 */
async function keepIdleAwake(pool: Piscina): Promise<void> {
  const filename = new URL("./npm_piscina_awake.ts", import.meta.url).href;
  let asleep = pool.idleThreads;
  if (asleep === 0) return;
  await new Promise<void>((resolve) => {
    pool.on("message", () => --asleep === 0 ? resolve() : undefined);
    // None of these ends; destroying the pool rejects them.
    for (let left = asleep; left > 0; left--) pool.run(null, { filename }).catch(() => {});
  });
}
