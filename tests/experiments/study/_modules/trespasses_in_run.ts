/** Its tasks read what they have no business with: a file of the system, then the environment. */
import { defineWorkload } from "dispatch-lab/workloads";

export default defineWorkload({
  name: "trespasses-in-run",
  summary: "tasks that try to leave the sandbox",
  parameters: {},
  build: () => ({
    arrivals: { kind: "steady", ratePerSecond: 200 },
    demand: { kind: "fixed", meanMs: 0 },
    body: { kind: "custom" },
  }),
  run(task) {
    if (task % 2 === 0) Deno.readTextFileSync("/etc/passwd");
    else Deno.env.get("HOME");
  },
});
