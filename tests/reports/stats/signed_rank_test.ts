import { assertAlmostEquals, assertEquals } from "@std/assert";
import {
  hodgesLehmann,
  signedRankGreater,
  signedRankInterval,
} from "../../../reports/stats/signed_rank.ts";

// Hollander, Wolfe and Chicken (2014), table 3.1: depression factors before and after a tranquilizer.
const BEFORE = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3];
const AFTER = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
const CHANGES = BEFORE.map((before, index) => before - AFTER[index]);

Deno.test("signedRankGreater() gives the textbook's exact probability", () => {
  // T⁺ = 40 of 45 with n = 9: 10 of 512 assignments reach it.
  assertAlmostEquals(signedRankGreater(CHANGES), 10 / 512, 1e-12);
  assertAlmostEquals(signedRankGreater(CHANGES.map((change) => -change)), 505 / 512, 1e-12);
});

Deno.test("signedRankGreater() of n differences above zero is 2⁻ⁿ, and 1 if all are below", () => {
  for (const n of [1, 5, 13, 30]) {
    const all = Array.from({ length: n }, (_, index) => index + 1);
    assertAlmostEquals(signedRankGreater(all) * 2 ** n, 1, 1e-9);
    assertAlmostEquals(signedRankGreater(all.map((value) => -value)), 1, 1e-9);
  }
});

Deno.test("signedRankGreater() counts the assignments of signs to tied ranks", () => {
  // Ranks 2, 2, 2, 4: of 16 assignments the whole sum and the three without one 2 reach 8.
  assertEquals(signedRankGreater([1, 1, -1, 2]), 4 / 16);
});

Deno.test("signedRankGreater() leaves zeros out, and knows nothing where all are zero", () => {
  assertEquals(signedRankGreater([0, 1, 0, 2, 3]), signedRankGreater([1, 2, 3]));
  assertEquals(signedRankGreater([0, 0]), 1);
  assertEquals(signedRankGreater([]), 1);
  assertEquals(signedRankGreater([1, NaN]), NaN);
});

Deno.test("signedRankGreater() beyond the exact limit continues where the exact one ends", () => {
  const values = (n: number) =>
    Array.from({ length: n }, (_, i) => (i % 5 < 3 ? 1 : -1) * (1 + i * 0.01));
  assertAlmostEquals(signedRankGreater(values(200)), signedRankGreater(values(205)), 2e-3);
});

Deno.test("hodgesLehmann() and signedRankInterval() give the textbook's estimate and limits", () => {
  assertAlmostEquals(hodgesLehmann(CHANGES), 0.46, 1e-9);
  // R: wilcox.test(x, y, paired = TRUE, conf.int = TRUE), 0.010 to 0.786.
  const [low, high] = signedRankInterval(CHANGES, 0.95)!;
  assertAlmostEquals(low, 0.01, 1e-9);
  assertAlmostEquals(high, 0.786, 1e-9);
});

Deno.test("signedRankInterval() is null where no interval has the level", () => {
  assertEquals(signedRankInterval([1, 2, 3, 4, 5], 0.95), null);
  assertEquals(signedRankInterval([1, 2, 3, 4, 5], 0.9), [1, 5]);
  assertEquals(signedRankInterval([], 0.9), null);
  assertEquals(signedRankInterval([1, 2, 3, 4, 5, Infinity], 0.9), null);
});

Deno.test("hodgesLehmann() of no differences is NaN", () => {
  assertEquals(hodgesLehmann([]), NaN);
});
