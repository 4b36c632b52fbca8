import { assertEquals } from "@std/assert";
import {
  listWorkloads,
  resolveWorkload,
  workloadPresets,
} from "../../../experiments/workload/mod.ts";
import { recallWorkload } from "../../../experiments/workload/recall_workload.ts";

Deno.test("recallWorkload() gives back what the name of a record says", () => {
  for (const name of Object.keys(workloadPresets)) {
    assertEquals(recallWorkload(name), resolveWorkload({ name, given: {} }));
  }
  const given = { ratePerSecond: 250, serviceMs: 2 };
  const { name } = resolveWorkload({ name: "poisson", given });
  assertEquals(recallWorkload(name), resolveWorkload({ name: "poisson", given }));
});

Deno.test("recallWorkload() knows that a name may not be enough", () => {
  const names = [
    ...listWorkloads().map(({ name }) => name).filter((name) => name === "trace"),
    "trace:file=requests.csv,speed=60",
    "./my_workload.ts:ratePerSecond=800",
    "no-such-workload",
    "poisson:noSuchParameter=1",
    "poisson:ratePerSecond=1000", // what is the default is not in a canonical name
    "poisson:",
    "",
  ];
  for (const name of names) assertEquals(recallWorkload(name), null, name);
});
