import { assertAlmostEquals, assertEquals } from "@std/assert";
import { predictKnee } from "../../../reports/sweep/predict_slo.ts";

const SLO = { statistic: "mean", limitMs: 4 } as const;

function knee(...figuresMs: (number | null)[]) {
  return predictKnee(
    figuresMs.map((predictedSloMs, at) => ({ value: at + 1, predictedSloMs })),
    SLO,
  );
}

Deno.test("predictKnee() interpolates on logarithms between the points on either side", () => {
  assertAlmostEquals(knee(1, 2, 8)!, 2 * Math.sqrt(1.5), 1e-12);
  assertAlmostEquals(knee(2, null, 8)!, Math.sqrt(3), 1e-12);
  assertEquals([knee(1, 2, 3), knee(5, 6), knee()], [null, null, null]);
});

Deno.test("predictKnee() has a rate above a figure of 0, and leaves unknown ones out", () => {
  assertEquals(knee(0, 8), 1.5);
  assertAlmostEquals(knee(2, NaN, 8)!, Math.sqrt(3), 1e-12);
});
