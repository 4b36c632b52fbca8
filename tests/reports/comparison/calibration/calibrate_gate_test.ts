import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  calibrateGate,
  GATE_CALIBRATION_PLAN,
  INJECTIONS,
} from "../../../../reports/comparison/calibration/calibrate_gate.ts";
import type { NoiseModel } from "../../../../reports/comparison/calibration/noise.ts";

const run = (gates: number, ...models: NoiseModel[]) =>
  calibrateGate({ ...GATE_CALIBRATION_PLAN, gates, models }).rows;

/** P(X > hits) of a binomial variable. */
function binomialAbove(hits: number, trials: number, probability: number): number {
  let term = (1 - probability) ** trials;
  let below = term;
  for (let k = 1; k <= hits; k++) {
    term *= (trials - k + 1) / k * probability / (1 - probability);
    below += term;
  }
  return 1 - below;
}

Deno.test("calibrateGate() finds no more false alarms than the level allows, whatever the noise", () => {
  // At 1 % more than 6 of 200 come once in 220 times, and the seed is fixed.
  assertAlmostEquals(binomialAbove(6, 200, 0.01), 0.0043, 1e-4);
  for (const model of ["sticky", "spikes"] as const) {
    const [same] = run(200, model);
    assertEquals([same.noise, same.injection, same.gates], [model, null, 200]);
    assert(same.alarmed <= 6, `${model}: ${same.alarmed}`);
    // Two samples at 1 % each: even one of 200 comes once in 50 times.
    assertEquals(same.verdicts.regressed, 0, model);
    assert(same.rivals.lastRun > 180, `${model}: ${same.rivals.lastRun}`);
  }
});

Deno.test("calibrateGate() finds what is large, and says which metric did", () => {
  const rows = new Map(run(40, "gaussian").map((row) => [row.injection, row]));
  assertEquals(rows.size, INJECTIONS.length);
  const wakeUp = rows.get("50 µs more to wake up")!;
  assertEquals(wakeUp.verdicts.regressed, 40);
  assertEquals(wakeUp.metrics["steady dispatchOverheadMs.p50"], 40);
  assertEquals(wakeUp.metrics["saturated throughputPerSecond"], undefined);
  const service = rows.get("10 % more service")!;
  assertEquals(service.verdicts.regressed, 40);
  assertEquals(Object.keys(service.metrics).sort(), [
    "saturated serviceMs.p50",
    "saturated throughputPerSecond",
    "saturated timePerTaskMs.p50",
    "steady serviceMs.p50",
  ]);
  const [less, more] = ["5 % more service", "10 % more service"].map((name) =>
    rows.get(name)!.metrics["saturated throughputPerSecond"] ?? 0
  );
  assert(less < more, `${less} of 40 gates at 5 %, ${more} at 10 %`);
});

Deno.test("calibrateGate() counts every gate once, and an alarm before what became of it", () => {
  for (const row of run(20, "drift", "gaussian")) {
    const { regressed, improved, equivalent, inconclusive } = row.verdicts;
    assertEquals(regressed + improved + equivalent + inconclusive, 20);
    assert(regressed <= row.alarmed);
  }
});

Deno.test("calibrateGate() repeats itself for a seed, and tells how far it is", () => {
  const plan = { ...GATE_CALIBRATION_PLAN, gates: 3, models: ["sticky", "drift"] as const };
  const told: string[] = [];
  const first = calibrateGate(plan, (done, of) => told.push(`${done}/${of}`));
  assertEquals(told, ["1/6", "2/6", "3/6", "4/6", "5/6", "6/6"]);
  assertEquals(calibrateGate(plan), first);
});
