import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { startBusyCore } from "../../../experiments/calibration/busy_core.ts";
import { slowService, slowWakeUp } from "../../../experiments/calibration/slow_trial.ts";
import slowWakingQueue from "../../../experiments/calibration/slow_waking_queue.ts";
import { planStudy } from "../../../experiments/study/plan.ts";
import type { Demand } from "../../../experiments/workload/demand.ts";
import { createManualHost } from "../../strategies/_manual_host.ts";

const config = { profile: "quick", strategies: ["queue-notified"], workloads: ["steady"] } as const;
const [{ spec }] = planStudy(config, null).trials;

Deno.test("slowService() multiplies every demand and leaves all else", () => {
  const demandOf = (demand: Demand) =>
    slowService(1.1)({ ...spec, workload: { ...spec.workload, demand } }).workload.demand;
  const scaled = demandOf({ kind: "lognormal", meanMs: 2, scv: 3 });
  assert(scaled.kind === "lognormal" && scaled.scv === 3);
  assertAlmostEquals(scaled.meanMs, 2.2, 1e-12);
  const replayed = demandOf({ kind: "replay", demandMs: [1, 10] });
  assert(replayed.kind === "replay");
  assertAlmostEquals(replayed.demandMs[1], 11, 1e-12);
  const altered = slowService(1.1)(spec);
  const { demand } = spec.workload;
  assertEquals({ ...altered, workload: { ...altered.workload, demand } }, spec);
});

Deno.test("slowWakeUp() puts a strategy in place of another, by its module", async () => {
  const { strategy, ...rest } = (await slowWakeUp())(spec);
  const { strategy: _, ...before } = spec;
  assertEquals(rest, before);
  assertEquals(strategy.name, "queue-notified-slow-waking");
  assert(strategy.module!.url.endsWith("/experiments/calibration/slow_waking_queue.ts"));
  assertEquals(strategy.module!.sha256.length, 64);
  const { default: found } = await import(strategy.module!.url);
  assertEquals(found.name, strategy.name);
});

Deno.test("queue-notified-slow-waking spins 50 µs for a task that finds it at rest, and for no other", async () => {
  const starts: number[] = [];
  const manual = createManualHost(8, () => void starts.push(manual.nowMs));
  // Each look at the clock takes 10 µs, or a spin would never end.
  const host = Object.assign(manual, { now: () => manual.nowMs += 0.01 });
  const dispatcher = await slowWakingQueue.open(host, {});
  for (const task of [0, 1, 2]) dispatcher.dispatch!(task);
  await host.whenSettled(3);
  dispatcher.dispatch!(3);
  await host.whenSettled(4);
  await dispatcher.close();
  assertEquals(host.ran, [0, 1, 2, 3]);
  assert(starts[0] >= 0.05, `${starts[0]}`);
  assertEquals(starts.slice(1, 3), [starts[0], starts[0]]);
  assert(starts[3] - starts[2] >= 0.05);
});

Deno.test("startBusyCore() keeps a core busy until it is disposed of", async () => {
  const load = startBusyCore();
  await load.whenBusy;
  // Resolves only when the thread itself says that it has ended.
  await load[Symbol.asyncDispose]();
});
