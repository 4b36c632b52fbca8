import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { type Law, lawMoments } from "../../../experiments/theory/law.ts";

Deno.test("lawMoments() gives the mean and the second moment of every law", () => {
  const table: readonly [Law, number, number][] = [
    [{ kind: "fixed", meanMs: 3 }, 3, 9],
    [{ kind: "exponential", meanMs: 3 }, 3, 18],
    [{ kind: "erlang", meanMs: 2, stages: 4 }, 2, 5],
    [{ kind: "erlang", meanMs: 2, stages: 1 }, 2, 8],
    [{ kind: "hyperexponential", meanMs: 2, scv: 4 }, 2, 20],
    [{ kind: "lognormal", meanMs: 2, scv: 0.5 }, 2, 6],
    // One in ten is 11 times as long: 0.5 and 5.5.
    [{ kind: "bimodal", meanMs: 1, share: 0.1, ratio: 11 }, 1, 3.25],
    [{ kind: "replay", demandMs: [1, 1, 4] }, 2, 6],
    [{ kind: "atoms", valuesMs: [1, 4, 9], weights: [4, 2, 0] }, 2, 6],
    [{ kind: "fixed", meanMs: 0 }, 0, 0],
  ];
  for (const [law, meanMs, secondMomentMs2] of table) {
    const moments = lawMoments(law);
    assertAlmostEquals(moments.meanMs, meanMs, 1e-12, law.kind);
    assertAlmostEquals(moments.secondMomentMs2, secondMomentMs2, 1e-12, law.kind);
  }
});

Deno.test("lawMoments() refuses parameters out of their range", () => {
  const table: readonly [Law, string][] = [
    [{ kind: "erlang", meanMs: -1, stages: 2 }, "'meanMs' must be at least 0, got -1"],
    [{ kind: "erlang", meanMs: 1, stages: 1.5 }, "'stages' must be a whole number of at least 1"],
    [{ kind: "hyperexponential", meanMs: 1, scv: 0.5 }, "'scv' must be at least 1, got 0.5"],
    [{ kind: "lognormal", meanMs: NaN, scv: 1 }, "'meanMs' must be at least 0, got NaN"],
    [{ kind: "replay", demandMs: [] }, "'demandMs' must hold a value, got none"],
    [{ kind: "atoms", valuesMs: [1, -2], weights: [1, 1] }, "'valuesMs[1]' must be at least 0"],
    [{ kind: "atoms", valuesMs: [1], weights: [-1] }, "'weights[0]' must be at least 0, got -1"],
    [{ kind: "atoms", valuesMs: [], weights: [] }, "the sum of the weights must be above 0, got 0"],
    [{ kind: "atoms", valuesMs: [1, 2], weights: [1] }, "of the same length, got 2 and 1"],
  ];
  for (const [law, message] of table) {
    assertThrows(() => lawMoments(law), RangeError, message, law.kind);
  }
});

Deno.test("lawMoments() takes weights and values of any size", () => {
  const atoms = (valuesMs: number[], weights: number[]) =>
    lawMoments({ kind: "atoms", valuesMs, weights });
  assertEquals(atoms([1, 3], [1e308, 1e308]), { meanMs: 2, secondMomentMs2: 5 });
  assertEquals(atoms([1, 3], [5e-324, 5e-324]), { meanMs: 2, secondMomentMs2: 5 });
  assertEquals(atoms([1e150], [1e200]), { meanMs: 1e150, secondMomentMs2: 1e150 * 1e150 });
  assertEquals(atoms([1e308, 1e308], [1, 1]).meanMs, 1e308);
});

Deno.test("lawMoments() says in a refusal what was asked of it", () => {
  assertThrows(
    () => lawMoments({ kind: "erlang", meanMs: 1, stages: 0 }),
    RangeError,
    "Cannot use law: 'stages' must be a whole number of at least 1, got 0",
  );
});
