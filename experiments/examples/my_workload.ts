/**
 * A workload of your own: copy this file anywhere, change it, and put any strategy under it:
 *
 *     deno task bench --profile quick --workload ./my_workload.ts:ratePerSecond=800
 *
 * It replays arrivals that are worked out here, a day of a shop in a second, and gives tasks a body of
 * its own. Either may be left out: arrivals may be of another kind (`steady`, `poisson`, `batches` …),
 * and without a `run` the body is one of `cpu`, `await` and `io`.
 *
 * The module is type-checked first and imported by each trial in a process that may read this file's
 * folder (recorded times, say) and talk to 127.0.0.1, and nothing else.
 */
import { createRandom, defineWorkload } from "dispatch-lab/workloads";

/** How busy the parts of a day are, from night to evening; 1 is the mean. */
const DAY = [0.2, 1.1, 1.9, 1.2, 0.6];

/** An order has so many lines for each ms that it demands. */
const LINES_PER_MS = 500;

export default defineWorkload({
  name: "shop-day",
  summary: "orders that come as a day goes on; each is written as JSON and hashed",
  parameters: {
    ratePerSecond: {
      kind: "number",
      default: 400,
      above: 0,
      about: "orders per second, on average",
    },
    dayMs: { kind: "number", default: 1000, above: 0, about: "length of the day in ms" },
    sizeMs: { kind: "number", default: 0.2, min: 0, about: "mean size of an order in ms" },
    seed: { kind: "number", default: 1, min: 0, integer: true, about: "another seed, another day" },
  },
  // Made once, before the study; every strategy meets the same arrivals. Nothing here is random but by
  // a seed, so that the study can be repeated.
  build({ ratePerSecond, dayMs, sizeMs, seed }) {
    const random = createRandom(seed);
    const partMs = dayMs / DAY.length;
    const timesMs = DAY.flatMap((busyness, part) => {
      const meanGapMs = 1000 / (ratePerSecond * busyness);
      const times: number[] = [];
      for (let atMs = random.exponential(meanGapMs); atMs < partMs;) {
        times.push(part * partMs + atMs);
        atMs += random.exponential(meanGapMs);
      }
      return times;
    });
    return {
      // In ascending order, the first at 0.
      arrivals: { kind: "replay", timesMs: timesMs.map((timeMs) => timeMs - timesMs[0]) },
      // Drawn for each task from the study's seed, and handed to run().
      demand: { kind: "exponential", meanMs: sizeMs },
      body: { kind: "custom" },
    };
  },
  // Until it returns, or awaits, it holds the loop.
  async run(task, demandMs) {
    const lines = Array.from(
      { length: Math.ceil(demandMs * LINES_PER_MS) },
      (_, line) => ({ item: line, pieces: 1 + line % 3 }),
    );
    const order = new TextEncoder().encode(JSON.stringify({ task, lines }));
    await crypto.subtle.digest("SHA-256", order);
  },
});
