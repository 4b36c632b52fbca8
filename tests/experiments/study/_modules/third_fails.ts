/** A workload whose body shows by its outcomes that it ran, and with which parameters. */
import { defineWorkload } from "dispatch-lab/workloads";

export default defineWorkload({
  name: "third-fails",
  summary: "each third task throws; the others await if they are asked to",
  parameters: {
    failEvery: { kind: "number", default: 3, min: 1, integer: true, about: "which tasks throw" },
    wait: { kind: "choice", choices: ["no", "yes"], default: "no", about: "whether others await" },
  },
  build: () => ({
    arrivals: { kind: "replay", timesMs: Array.from({ length: 30 }, (_, task) => task * 2) },
    demand: { kind: "fixed", meanMs: 0.25 },
    body: { kind: "custom" },
  }),
  run(task, demandMs, { failEvery, wait }) {
    if (task % failEvery === 0) throw new Error(`task ${task} fails of ${failEvery}`);
    // Warm-up apart, the demand is the one that was built.
    if (demandMs !== 0 && demandMs !== 0.25) throw new Error(`a demand of ${demandMs} ms`);
    return wait === "yes" ? new Promise((resolve) => setTimeout(resolve, 1)) : undefined;
  },
});
