import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { unexplained } from "../../../reports/theory/unexplained.ts";

// t(0.975) with 2 and 1 degrees of freedom, from tables.
const T2 = 4.30265;

Deno.test("unexplained() takes its interval from how far the blocks' own differences scatter", () => {
  const found = unexplained({ mean: 5, ci95: [1, 9] }, {
    waitMs: 4,
    ci95: null,
    differencesMs: [0.9, 1, 1.1],
  });
  assertEquals(found.mean, 1);
  // Deviations from 1: −0.1, 0, 0.1.
  const half = T2 * Math.sqrt(0.02 / (3 * 2));
  assertAlmostEquals(found.ci95![0], 1 - half, 1e-5);
  assertAlmostEquals(found.ci95![1], 1 + half, 1e-5);
});

Deno.test("unexplained() is wide where blocks and pooled moments disagree", () => {
  // Each block is explained by its own moments; the pooled ones are off by 1 ms.
  const found = unexplained({ mean: 5, ci95: [1, 9] }, {
    waitMs: 4,
    ci95: null,
    differencesMs: [0.01, 0, -0.01],
  });
  assertEquals(found.mean, 1);
  assert(found.ci95![0] < 0);
});

Deno.test("unexplained() joins the intervals of what was measured and what was simulated", () => {
  const measured = { mean: 5, ci95: [2, 8] } as const;
  const found = unexplained(measured, { waitMs: 4, ci95: [0, 8], differencesMs: [] });
  assertEquals(found.ci95, [1 - 5, 1 + 5]);
});

Deno.test("unexplained() moves the measured interval where blocks have no prediction of use", () => {
  // Cut at 0 below, so its upper half is what counts.
  const measured = { mean: 5, ci95: [0, 11] } as const;
  for (const differencesMs of [[1, NaN], [1, -1e6]]) {
    const found = unexplained(measured, { waitMs: 4, ci95: null, differencesMs });
    assertEquals(found.ci95, [1 - 6, 1 + 6]);
  }
});

Deno.test("unexplained() has no interval for one block", () => {
  const found = unexplained({ mean: 5, ci95: null }, {
    waitMs: 6,
    ci95: null,
    differencesMs: [-1],
  });
  assertEquals(found, { mean: -1, ci95: null });
});
