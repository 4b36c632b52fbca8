import { assertAlmostEquals, assertEquals } from "@std/assert";
import { predictKnee } from "../../../reports/sweep/predict_slo.ts";

const SLO = { statistic: "mean", limitMs: 4 } as const;

function knee(...figuresMs: (number | null)[]) {
  return predictKnee(
    figuresMs.map((predictedSloMs, at) => ({ value: at + 1, predictedSloMs })),
    SLO,
    null,
  );
}

Deno.test("predictKnee() interpolates on logarithms between the points on either side of the level", () => {
  assertAlmostEquals(knee(1, 2, 8)!, 2 * Math.sqrt(1.5), 1e-12);
  assertAlmostEquals(knee(2, null, 8)!, Math.sqrt(3), 1e-12);
  assertEquals([knee(1, 2, 3), knee(5, 6), knee()], [null, null, null]);
});

Deno.test("predictKnee() has a rate above a figure of 0, and leaves unknown ones out", () => {
  assertEquals(knee(0, 8), 1.5);
  assertAlmostEquals(knee(2, NaN, 8)!, Math.sqrt(3), 1e-12);
});

const P99 = { statistic: "p99", limitMs: 20 } as const;

/** A queue polled every 2.5 ms: at 400/s it saturates, but a short trial beyond is not late at once. */
const OVERLOADED = [
  { value: 100, predictedSloMs: 3 },
  { value: 400, predictedSloMs: 5 },
  { value: 600, predictedSloMs: 15 },
  { value: 800, predictedSloMs: 30 },
];

Deno.test("predictKnee() interpolates on logarithms where the curve crosses the level", () => {
  const points = [{ value: 100, predictedSloMs: 2 }, { value: 400, predictedSloMs: 200 }];
  assertAlmostEquals(predictKnee(points, P99, 1000)!, 200, 1e-9);
  assertAlmostEquals(predictKnee(points, P99, null)!, 200, 1e-9);
  assertEquals(predictKnee(points.slice(1), P99, 1000), null);
});

Deno.test("predictKnee() never lies beyond the predicted saturation", () => {
  assertEquals(predictKnee(OVERLOADED, P99, 401), 401);
  // No point is late enough to cross the level, but some cannot be sustained.
  assertEquals(predictKnee(OVERLOADED.slice(0, 3), P99, 401), 401);
  assertEquals(predictKnee(OVERLOADED.slice(0, 2), P99, 401), null);
  assertEquals(predictKnee(OVERLOADED.slice(0, 2), P99, null), null);
  assertEquals(predictKnee([], P99, 401), null);
});
