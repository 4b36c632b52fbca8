import { assertAlmostEquals, assertEquals } from "@std/assert";
import { benjaminiHochberg, holm } from "../../../reports/stats/multiplicity.ts";

function assertClose(actual: readonly number[], expected: readonly number[]): void {
  assertEquals(actual.length, expected.length);
  actual.forEach((value, index) => assertAlmostEquals(value, expected[index], 1e-12));
}

Deno.test("holm() multiplies the smallest by all tests, the next by one fewer, and never descends", () => {
  // R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")
  assertClose(holm([0.01, 0.04, 0.03, 0.005]), [0.03, 0.06, 0.06, 0.02]);
});

Deno.test("benjaminiHochberg() gives q-values", () => {
  // R: p.adjust(c(0.01, 0.04, 0.03, 0.005), "BH")
  assertClose(benjaminiHochberg([0.01, 0.04, 0.03, 0.005]), [0.02, 0.04, 0.04, 0.02]);
});

Deno.test("holm() and benjaminiHochberg() stay at most 1 and take no tests", () => {
  assertEquals(holm([0.9, 0.8]), [1, 1]);
  assertEquals(benjaminiHochberg([1, 1]), [1, 1]);
  assertEquals(holm([]), []);
  assertEquals(benjaminiHochberg([]), []);
});
