import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { normalQuantile } from "../../../reports/stats/normal.ts";
import { studentQuantile } from "../../../reports/stats/student.ts";

const degrees = fc.double({ min: 1, max: 1e6, noNaN: true });
const upperHalf = fc.double({ min: 0.5, max: 1 - 1e-12, noNaN: true, minExcluded: true });

function assertRelative(actual: number, expected: number, tolerance: number): void {
  assertAlmostEquals(actual, expected, Math.abs(expected) * tolerance);
}

Deno.test("studentQuantile() gives the published table", () => {
  // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, critical values of t.
  const probabilities = [0.9, 0.95, 0.975, 0.995];
  const table: Readonly<Record<number, readonly number[]>> = {
    1: [3.078, 6.314, 12.706, 63.657],
    2: [1.886, 2.920, 4.303, 9.925],
    3: [1.638, 2.353, 3.182, 5.841],
    4: [1.533, 2.132, 2.776, 4.604],
    9: [1.383, 1.833, 2.262, 3.250],
    29: [1.311, 1.699, 2.045, 2.756],
    100: [1.290, 1.660, 1.984, 2.626],
  };
  for (const [freedom, row] of Object.entries(table)) {
    const found = probabilities.map((p) => studentQuantile(p, Number(freedom)));
    found.forEach((t, i) => assertAlmostEquals(t, row[i], 0.00051, `${freedom} degrees`));
  }
});

Deno.test("studentQuantile() agrees with values of 40 digits", () => {
  // Computed with mpmath 1.3 from the incomplete beta function.
  const table = [
    [0.975, 3, 3.1824463052837096],
    [0.975, 9, 2.2621571627982055],
    [0.995, 29, 2.7563859036706055],
    [0.9995, 100, 3.3904913111642299],
    [0.6, 5, 0.26718086570414513],
    [0.975, 49, 2.0095752371292397],
    [0.999999, 1000, 4.7816086204583506],
    [0.975, 100_000, 1.9599877075346096],
    [0.95, 2.5, 2.5582186141359366],
  ];
  for (const [p, freedom, t] of table) assertRelative(studentQuantile(p, freedom), t, 1e-10);
});

Deno.test("studentQuantile() meets the closed forms of one, two and four degrees", () => {
  fc.assert(fc.property(upperHalf, (p) => {
    // Cauchy: tan(π(p - 1/2)), written for the tail so that the check itself loses no digits.
    const q = 1 - p;
    const cauchy = p > 0.75 ? 1 / Math.tan(Math.PI * q) : Math.tan(Math.PI * (p - 0.5));
    assertRelative(studentQuantile(p, 1), cauchy, 1e-9);
    const alpha = 4 * p * q;
    assertRelative(studentQuantile(p, 2), 2 * (p - 0.5) * Math.sqrt(2 / alpha), 1e-9);
    // W. T. Shaw, "Sampling Student's T distribution", Journal of Computational Finance 9 (2006).
    // It cancels near the centre, so it is held against p from 0.6 on only.
    if (p < 0.6) return;
    const root = Math.sqrt(alpha);
    const four = 2 * Math.sqrt(Math.cos(Math.acos(root) / 3) / root - 1);
    assertRelative(studentQuantile(p, 4), four, 1e-9);
  }));
});

Deno.test("studentQuantile() is odd about one half", () => {
  fc.assert(fc.property(fc.double({ min: 1e-6, max: 0.5, noNaN: true }), degrees, (p, freedom) => {
    const [low, high] = [studentQuantile(p, freedom), studentQuantile(1 - p, freedom)];
    assertAlmostEquals(low, -high, Math.abs(high) * 1e-9 + 1e-15);
  }));
});

Deno.test("studentQuantile() never falls as p rises, nor rises with the degrees above one half", () => {
  fc.assert(fc.property(upperHalf, upperHalf, degrees, degrees, (p, q, f, g) => {
    const slack = 1 + 1e-10;
    const [low, high] = [Math.min(p, q), Math.max(p, q)];
    const [few, many] = [Math.min(f, g), Math.max(f, g)];
    assert(studentQuantile(low, f) <= studentQuantile(high, f) * slack);
    assert(studentQuantile(p, many) <= studentQuantile(p, few) * slack);
  }));
});

Deno.test("studentQuantile() becomes normalQuantile() for many degrees", () => {
  assertRelative(studentQuantile(0.975, 1e9), normalQuantile(0.975), 1e-8);
  assertRelative(studentQuantile(0.975, 1e12), normalQuantile(0.975), 1e-11);
  assertEquals(studentQuantile(1, Infinity), Infinity);
  assertEquals(studentQuantile(0.975, Infinity), normalQuantile(0.975));
});

Deno.test("studentQuantile() has no step where it turns to the expansion for many degrees", () => {
  for (const p of [0.5001, 0.9, 0.995, 1e-12]) {
    assertRelative(studentQuantile(p, 1e7 + 1), studentQuantile(p, 1e7), 1e-10);
  }
});

Deno.test("studentQuantile() reaches far into the tail", () => {
  // For one degree of freedom P(T > t) → 1/(πt).
  assertRelative(studentQuantile(1e-100, 1), -1e100 / Math.PI, 1e-9);
});

Deno.test("studentQuantile() is infinite at 0 and 1 and refuses what is out of range", () => {
  assertEquals([0, 0.5, 1].map((p) => studentQuantile(p, 3)), [-Infinity, 0, Infinity]);
  assertThrows(() => studentQuantile(1.5, 3), RangeError, "'p' must be from 0 to 1, got 1.5");
  for (const freedom of [0, 0.5, -1, NaN]) {
    assertThrows(() => studentQuantile(0.9, freedom), RangeError, "'degreesOfFreedom'");
  }
});
