import { assertAlmostEquals, assertEquals } from "@std/assert";
import { lawMoments } from "../../../experiments/theory/mod.ts";
import { profileTasks } from "../../../reports/capacity/task_profile.ts";
import { exponentialValues, PLANNABLE, profiled } from "./_profiled.ts";

const SERVICES = exponentialValues(1);

Deno.test("profileTasks() takes services of all trials together", () => {
  const { holding, service } = profileTasks([
    profiled(PLANNABLE, 0, SERVICES),
    profiled(PLANNABLE, 1, SERVICES.map((ms) => 3 * ms)),
  ])!;
  assertEquals(holding, service);
  const { meanMs, secondMomentMs2 } = lawMoments(holding);
  assertAlmostEquals(meanMs, 2, 2e-3);
  assertAlmostEquals(secondMomentMs2, (2 + 18) / 2, 0.05);
  assertAlmostEquals(holding.weights.reduce((sum, weight) => sum + weight), 1, 1e-9);
});

Deno.test("profileTasks() gives wake-ups the moments that were measured", () => {
  const wakeUp = (count: number, meanMs: number, scv: number) => {
    return { count, meanMs, secondMomentMs2: meanMs * meanMs * (1 + scv) };
  };
  const trials = [wakeUp(100, 0.1, 0.5), wakeUp(300, 0.3, 1)].map((moments, block) =>
    profiled(PLANNABLE, block, SERVICES, 0.05, { wakeUp: moments })
  );
  const { setUp, setUpFrom } = profileTasks(trials)!;
  assertEquals(setUpFrom, "wake-up");
  const { meanMs, secondMomentMs2 } = lawMoments(setUp);
  assertAlmostEquals(meanMs, 0.25, 1e-9);
  // Means of shares have a little less spread than what they are the means of.
  assertAlmostEquals(secondMomentMs2, (0.015 + 3 * 0.18) / 4, 0.01);
  assertEquals(setUp.valuesMs, setUp.valuesMs.toSorted((a, b) => a - b));
});

Deno.test("profileTasks() weighs hand-overs by how many there were", () => {
  const handOver = (count: number, meanMs: number) => ({ count, meanMs, secondMomentMs2: 1 });
  const profile = profileTasks([
    profiled(PLANNABLE, 0, SERVICES, 0.05, { handOver: handOver(10, 0.1) }),
    profiled(PLANNABLE, 1, SERVICES, 0.05, { handOver: handOver(30, 0.3) }),
    profiled(PLANNABLE, 2, SERVICES, 0.05, { handOver: null }),
  ])!;
  assertAlmostEquals(profile.handOverMs, 0.25, 1e-12);
});

Deno.test("profileTasks() has none without the histograms that it needs", () => {
  const trial = profiled(PLANNABLE, 0, SERVICES);
  assertEquals(profileTasks([{ ...trial, histograms: {} }]), null);
  // Of bodies that await, the service does not tell how long they held the loop.
  const awaiting = { ...trial, cell: { ...PLANNABLE, body: "io" } } as const;
  assertEquals(profileTasks([awaiting]), null);
  const pool = { kind: "work-conserving", servers: 2 } as const;
  const onThreads = { ...awaiting, cell: { ...awaiting.cell, discipline: pool } };
  assertEquals(profileTasks([onThreads])?.handOverMs, 0);
});
