/** A workload without a body of its own. */
import { defineWorkload } from "dispatch-lab/workloads";

export default defineWorkload({
  name: "plain-data",
  summary: "batches of awaiting tasks",
  parameters: { batch: { kind: "number", default: 5, min: 1, integer: true, about: "tasks" } },
  build: ({ batch }) => ({
    arrivals: { kind: "batches", batch, everyMs: 20 },
    demand: { kind: "fixed", meanMs: 1 },
    body: { kind: "await" },
  }),
});
