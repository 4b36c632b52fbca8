import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { confirmationSeed, planGate } from "../../../experiments/gate/plan_gate.ts";

const workloads = ["steady", "burst"];
const sources = (base: string[], head: string[]) => ({
  base: { config: { workloads, durationMs: 100, strategies: base } },
  head: { config: { workloads, durationMs: 100, strategies: head } },
});

Deno.test("planGate() plans only the cells of a confirmation, with fresh seeds", () => {
  const all = sources(["direct", "loop-timer"], ["loop-immediate", "loop-microtask"]);
  const first = planGate(all, { seed: 1, blocks: 2 });
  const fresh = planGate(all, { seed: confirmationSeed(1), blocks: 3, cells: [1, 2] });
  for (const arm of ["base", "head"] as const) {
    assertEquals(fresh[arm].cells, [first[arm].cells[1], first[arm].cells[2]]);
    assertEquals(fresh[arm].trials.map(({ order }) => order), [0, 1, 2, 3, 4, 5]);
    for (const { cell, spec } of fresh[arm].trials) {
      assertEquals(spec.strategy, fresh[arm].cells[cell].strategy);
    }
    const seedsOf = (plan: typeof first.base) =>
      plan.trials.map(({ spec }) => spec.seeds.arrivalSeed);
    assertEquals(seedsOf(first[arm]).filter((seed) => seedsOf(fresh[arm]).includes(seed)), []);
  }
  assertNotEquals(confirmationSeed(1), confirmationSeed(2));
});

Deno.test("planGate() refuses sides whose cells cannot be paired", () => {
  for (
    const [base, head, message] of [
      [["direct"], ["direct", "loop-timer"], "the base has 2 cells and the head 4"],
      [["direct"], ["io-tcp"], "name a placement that both support with --placement"],
    ] as const
  ) {
    assertThrows(
      () => planGate(sources([...base], [...head]), { seed: 1, blocks: 2 }),
      RangeError,
      message,
    );
  }
});
