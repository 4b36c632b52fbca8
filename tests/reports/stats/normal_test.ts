import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { normalQuantile, normalUpperTail } from "../../../reports/stats/normal.ts";

/** Computed with mpmath 1.3 at 40 digits. */
const QUANTILES = [
  [1e-300, -37.047096299361199],
  [1e-20, -9.2623400897984076],
  [1e-10, -6.3613409024040562],
  [0.6, 0.2533471031357998],
  [0.975, 1.9599639845400542],
  [0.995, 2.5758293035489008],
];

/** The same, as √2 erfc. */
const TAILS = [
  [-1, 0.84134474606854295],
  [0.5, 0.3085375387259869],
  [1.96, 0.024997895148220434],
  [2, 0.022750131948179207],
  [5, 2.8665157187919391e-7],
  [30, 4.9067139271481871e-198],
];

Deno.test("normalQuantile() agrees with values of 40 digits", () => {
  for (const [p, z] of QUANTILES) assertAlmostEquals(normalQuantile(p), z, Math.abs(z) * 1e-12);
  // Near the centre the accuracy is relative too, as far as p itself says where it is.
  assertAlmostEquals(normalQuantile(0.5000001), 2.5066282746310268e-7, 1e-15);
});

Deno.test("normalQuantile() is infinite at 0 and 1, 0 at one half, and refuses the rest", () => {
  assertEquals([0, 0.5, 1].map(normalQuantile), [-Infinity, 0, Infinity]);
  for (const p of [-1e-9, 1.1, NaN]) assertThrows(() => normalQuantile(p), RangeError, "'p'");
});

Deno.test("normalUpperTail() agrees with values of 40 digits", () => {
  for (const [z, p] of TAILS) assertAlmostEquals(normalUpperTail(z), p, p * 1e-13);
});

Deno.test("normalUpperTail() handles infinities, 0 and NaN", () => {
  assertEquals([-Infinity, 0, Infinity, NaN].map(normalUpperTail), [1, 0.5, 0, NaN]);
});

Deno.test("normalUpperTail() undoes normalQuantile()", () => {
  fc.assert(fc.property(fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }), (p) => {
    assertAlmostEquals(normalUpperTail(-normalQuantile(p)), p, p * 1e-11);
  }));
});
