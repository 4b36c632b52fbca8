import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { createRandom } from "../../../../experiments/workload/random.ts";
import {
  drawNoise,
  NOISE_MODELS,
  type NoiseModel,
} from "../../../../reports/comparison/calibration/noise.ts";
import { autocorrelation } from "../../../../reports/stats/autocorrelation.ts";
import { moments } from "../../../../reports/stats/moments.ts";

const JOBS = 2000;
/** Processes of a gate: 13 blocks of 4 cells and 2 arms. */
const PROCESSES = 104;

function jobs(model: NoiseModel) {
  const random = createRandom(7);
  const drawn = Array.from({ length: JOBS }, () => drawNoise(model, random, PROCESSES));
  return {
    process: drawn.flatMap(({ process }) => [...process]),
    machines: drawn.map(({ machine }) => machine),
  };
}

/** Third moment over the cubed standard deviation. */
function skewness(values: readonly number[]): number {
  const { mean, variance } = moments(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 3, 0) / values.length /
    variance ** 1.5;
}

Deno.test("drawNoise() gives every process noise of mean 0 and variance 1", () => {
  for (const model of NOISE_MODELS) {
    const { mean, variance } = moments(jobs(model).process);
    // 208,000 values; the fourth moment of the spikes is the largest, some 25.
    assertAlmostEquals(mean, 0, 0.01, model);
    assertAlmostEquals(variance, 1, 0.05, model);
  }
});

Deno.test("drawNoise() gives the machine a condition of mean 0 and variance 1, or none", () => {
  for (const model of ["gaussian", "spikes"] as const) {
    assert(jobs(model).machines.every((machine) => machine.every((value) => value === 0)), model);
  }
  for (const model of ["drift", "sticky"] as const) {
    const { mean, variance } = moments(jobs(model).machines.flatMap((machine) => [...machine]));
    assertAlmostEquals(mean, 0, 0.05, model);
    assertAlmostEquals(variance, 1, 0.08, model);
  }
});

Deno.test("drawNoise() lets neighbours share the machine's condition", () => {
  for (const [model, least] of [["drift", 0.8], ["sticky", 0.6]] as const) {
    const correlations = jobs(model).machines.filter((machine) => moments(machine).variance > 0)
      .map((machine) => autocorrelation([...machine]));
    assert(moments(correlations).mean > least, model);
  }
});

Deno.test("drawNoise() has one-sided spikes, two places where it is sticky, and drifts both ways", () => {
  assert(skewness(jobs("spikes").process) > 1);
  assertAlmostEquals(skewness(jobs("gaussian").process), 0, 0.05);
  const conditions = new Set(jobs("sticky").machines.flatMap((machine) => [...machine]));
  assertEquals(conditions.size, 2);
  const rising = jobs("drift").machines.filter((machine) => machine.at(-1)! > machine[0]).length;
  assertAlmostEquals(rising / JOBS, 0.5, 0.05);
});

Deno.test("drawNoise() is the same for the same seed", () => {
  for (const model of NOISE_MODELS) {
    assertEquals(
      drawNoise(model, createRandom(3), 20),
      drawNoise(model, createRandom(3), 20),
    );
  }
});
