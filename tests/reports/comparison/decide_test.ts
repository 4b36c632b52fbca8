import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  blocksNeeded,
  decide,
  type Evidence,
  pairedEvidence,
  unpairedBlocksNeeded,
  unpairedEvidence,
} from "../../../reports/comparison/decide.ts";

const around = (ratio: number, spread: number, count = 13) =>
  Array.from({ length: count }, (_, i) => Math.log(ratio) + spread * (i / (count - 1) - 0.5));
const verdictOf = (evidence: Evidence, delta = 0.05) => decide([{ evidence, delta }])[0].verdict;

Deno.test("decide() says regressed, improved, equivalent or inconclusive of what plainly is", () => {
  assertEquals(verdictOf(pairedEvidence(around(1.1, 0.05))), "regressed");
  assertEquals(verdictOf(pairedEvidence(around(1 / 1.1, 0.05))), "improved");
  assertEquals(verdictOf(pairedEvidence(around(1, 0.05))), "equivalent");
  assertEquals(verdictOf(pairedEvidence(around(1, 2))), "inconclusive");
});

Deno.test("decide() calls a certain but small difference equivalent, not regressed", () => {
  const evidence = pairedEvidence(around(1.02, 0.005));
  assert(evidence.pWorse < 0.001);
  assertEquals(verdictOf(evidence), "equivalent");
});

Deno.test("decide() calls a large difference that chance explains inconclusive", () => {
  assertEquals(verdictOf(pairedEvidence([0.5, -0.1, 0.4, -0.3, 0.2])), "inconclusive");
});

Deno.test("decide() raises the bar with the number of metrics", () => {
  const evidence = pairedEvidence(around(1.2, 0.05, 8));
  const alone = decide([{ evidence, delta: 0.05 }]);
  assertEquals(alone[0].verdict, "regressed");
  const still = { evidence: pairedEvidence(around(1, 0.05, 8)), delta: 0.05 };
  const among = decide([{ evidence, delta: 0.05 }, still, still]);
  assertAlmostEquals(among[0].adjustedWorse, 3 / 256, 1e-12);
  assertEquals(among[0].verdict, "inconclusive");
});

Deno.test("decide() without a difference is inconclusive, not an error", () => {
  assertEquals(verdictOf(pairedEvidence([])), "inconclusive");
});

Deno.test("blocksNeeded() is the least number of blocks that can reach the level", () => {
  for (const hypotheses of [1, 2, 10, 16, 40, 81, 82]) {
    const blocks = blocksNeeded(hypotheses);
    assert(hypotheses * 2 ** -blocks < 0.01, `${hypotheses} metrics, ${blocks} blocks`);
    assert(hypotheses * 2 ** -(blocks - 1) >= 0.01, `${hypotheses} metrics, one block less`);
  }
  assertEquals(blocksNeeded(81), 13);
});

Deno.test("unpairedEvidence() tells two samples apart, whichever is the worse", () => {
  const base = around(1, 0.05);
  assertEquals(verdictOf(unpairedEvidence(base, around(1.2, 0.05))), "regressed");
  assertEquals(verdictOf(unpairedEvidence(around(1.2, 0.05), base)), "improved");
  assertEquals(verdictOf(unpairedEvidence(base, base)), "equivalent");
  assertEquals(verdictOf(unpairedEvidence(base, around(1.2, 2))), "inconclusive");
  assertAlmostEquals(unpairedEvidence(base, around(1.2, 0.05)).worsening, 1.2, 1e-12);
});

Deno.test("unpairedEvidence() of samples of different sizes counts the smaller, and of none says nothing", () => {
  assertEquals(unpairedEvidence(around(1, 0.1, 5), around(1, 0.1, 8)).count, 5);
  const none = unpairedEvidence([], around(1, 0.1, 8));
  assertEquals([none.count, none.pWorse, none.pBetter, none.interval90], [0, 1, 1, null]);
  assertEquals(verdictOf(none), "inconclusive");
});

Deno.test("unpairedBlocksNeeded() is the least number of blocks a study that can reach the level", () => {
  const choose = (n: number) =>
    Array.from({ length: n }, (_, i) => (n + i + 1) / (i + 1)).reduce((a, b) => a * b, 1);
  for (const hypotheses of [1, 2, 10, 16, 40, 81]) {
    const blocks = unpairedBlocksNeeded(hypotheses);
    assert(hypotheses / choose(blocks) < 0.01, `${hypotheses} metrics, ${blocks} blocks`);
    assert(hypotheses / choose(blocks - 1) >= 0.01, `${hypotheses} metrics, one block less`);
  }
  assertEquals(unpairedBlocksNeeded(1), 5);
});
