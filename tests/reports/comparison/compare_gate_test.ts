import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import { compareGate, findAlarms } from "../../../reports/comparison/compare_gate.ts";
import type { Comparison } from "../../../reports/comparison/comparison.ts";
import { believed } from "../../../reports/comparison/comparison_rows.ts";
import { cell, failed } from "../_records.ts";
import { EASY, FULL, leavingTasks } from "./_arms.ts";
import { gate } from "./_gates.ts";

const metricOf = ({ cells }: Comparison, name: string, at = 0) =>
  cells[at].metrics.find(({ metric }) => metric === name)!;
const codes = ({ warnings }: Comparison) => warnings.map(({ code }) => code);
const messageOf = ({ warnings }: Comparison, code: string) =>
  warnings.find((warning) => warning.code === code)?.message ?? "";
const SLOWER = { base: {}, head: { slower: 1.5, noise: 2 } };

Deno.test("compareGate() pairs the blocks of arms that ran in turn, and says who they are", () => {
  const stored = gate({ base: {}, head: { noise: 2 } });
  const comparison = compareGate(stored);
  assertEquals(comparison.verdict, "equivalent");
  assertEquals([comparison.pairing, comparison.hypotheses], ["interleaved", 6]);
  assertEquals([comparison.blocks, comparison.confirmationBlocks, comparison.seed], [13, null, 1]);
  assertEquals([comparison.base.label, comparison.base.commit], ["main", "a".repeat(40)]);
  // A directory that is no checkout has no commit, though the harness has one.
  assertEquals([comparison.head.label, comparison.head.commit], [".", null]);
  assertEquals(comparison.repeatCommand, "deno task gate --base main");
  assertEquals(comparison.warnings, []);
  assertEquals(findAlarms(stored), []);
});

Deno.test("compareGate() takes cells in their order, whatever their strategies are called", () => {
  const comparison = compareGate(gate(
    { base: { cells: [cell("a"), EASY] }, head: { cells: [cell("b"), EASY] } },
    null,
    {
      base: { tree: null, commit: null, strategies: ["a", EASY.strategy] },
      head: { tree: null, commit: null, strategies: null },
    },
  ));
  assertEquals(comparison.cells.map((cell) => [cell.baseStrategy, cell.headStrategy]), [
    ["a", "b"],
    [EASY.strategy, EASY.strategy],
  ]);
  assertEquals([comparison.base.label, comparison.head.label], ["a, queue-notified", "head"]);
  // Both ran this checkout.
  assertEquals(comparison.base.commit, "0123456789abcdef0123456789abcdef01234567");
});

Deno.test("findAlarms() finds the cells of the first sample, before and after the fresh run", () => {
  const cells = [FULL, EASY, cell("b", { workload: "poisson" })];
  const arms = { base: { cells }, head: { cells, slower: 1.5, fewer: 1, noise: 2 } };
  const first = compareGate(gate(arms));
  assertEquals([first.verdict, findAlarms(gate(arms))], ["inconclusive", [1, 2]]);
  assert(
    first.cells.every(({ metrics }) =>
      metrics.every(({ verdict, role }) =>
        role === "derived" || role === "advisory" || verdict !== "regressed"
      )
    ),
    "an alarm that nothing has checked is no regression",
  );
  assertEquals(
    messageOf(first, "alarm-unchecked"),
    "no fresh run has checked 6 alarms of the first sample",
  );
  const alarmed = { cells: cells.slice(1) };
  const checked = gate(arms, { base: alarmed, head: alarmed });
  const dismissed = compareGate(checked);
  assertEquals(findAlarms(checked), [1, 2]);
  assertEquals(dismissed.verdict, "equivalent");
});

Deno.test("compareGate() confirms an alarm by the fresh run, adjusted for the alarms alone", () => {
  const comparison = compareGate(gate(SLOWER, { base: {}, head: { slower: 1.3 } }));
  assertEquals([comparison.verdict, comparison.confirmationBlocks], ["regressed", 30]);
  const metric = metricOf(comparison, "dispatchOverheadMs.p50");
  assertEquals(metric.verdict, "regressed");
  // Six metrics decide, three raised an alarm.
  assertAlmostEquals(metric.adjustedPWorse, 6 * 2 ** -13, 1e-12);
  assertAlmostEquals(metric.confirmation!.adjustedPWorse * 2 ** 30, 3, 1e-6);
  assertEquals([metric.count, metric.confirmation!.count], [13, 30]);
  // The first sample exaggerates what it picks.
  assertAlmostEquals(metric.ratio!, 1.5, 0.02);
  assertAlmostEquals(believed(metric).ratio!, 1.3, 0.02);
  assertEquals(metricOf(comparison, "loopLagMs.p99").confirmation, null);
  assertEquals(codes(comparison), []);
});

Deno.test("compareGate() drops an alarm that the fresh run does not confirm", () => {
  const same = [{}, { slower: 1.05 }, { slower: 0.5 }].map((head) => [head, "equivalent"] as const);
  // What cannot be told is not called the same.
  const noisy = [{ slower: 1.5, spread: 3 }, "inconclusive"] as const;
  for (const [head, verdict] of [...same, noisy]) {
    const comparison = compareGate(gate(SLOWER, { base: {}, head }));
    assertEquals(comparison.verdict, verdict);
    assertEquals(metricOf(comparison, "dispatchOverheadMs.p50").verdict, "inconclusive");
    assertEquals(codes(comparison), Array(3).fill("alarm-not-confirmed"));
    assertStringIncludes(
      messageOf(comparison, "alarm-not-confirmed"),
      "dispatchOverheadMs.mean of queue-notified under poisson (inside) raised an alarm",
    );
  }
});

Deno.test("compareGate() confirms some alarms and drops others", () => {
  const cells = [EASY, cell("b", { workload: "poisson" })];
  const arms = { base: { cells }, head: { cells, slower: 1.5, noise: 2 } };
  const stored = gate(arms, { base: { cells }, head: { cells, slower: 1.5 } });
  const calm = gate(arms, { base: { cells }, head: { cells } }).confirmation!;
  const trials = stored.confirmation!.head.trials.map((trial, at) =>
    trial.cell.strategy === "b" ? calm.head.trials[at] : trial
  );
  const head = { ...stored.confirmation!.head, trials };
  const comparison = compareGate({ ...stored, confirmation: { ...stored.confirmation!, head } });
  assertEquals(comparison.verdict, "regressed");
  assertEquals(
    [0, 1].map((at) => metricOf(comparison, "dispatchOverheadMs.p50", at).verdict),
    ["regressed", "inconclusive"],
  );
});

Deno.test("compareGate() confirms nothing by a fresh run that lacks the cell", () => {
  const other = { cells: [cell("other")] };
  const stored = gate(SLOWER, { base: other, head: other });
  const comparison = compareGate(stored);
  assertEquals(comparison.verdict, "inconclusive");
  assertEquals(metricOf(comparison, "dispatchOverheadMs.p50").confirmation!.count, 0);
  assertEquals(findAlarms(stored), [0]);
});

Deno.test("compareGate() confirms counts as it does times", () => {
  const leaving = (left: number) => ({ more: () => leavingTasks(left) });
  const arms = { base: {}, head: leaving(1) };
  assertEquals(compareGate(gate(arms, { base: {}, head: leaving(2) })).verdict, "regressed");
  assertEquals(compareGate(gate(arms, { base: {}, head: leaving(0) })).verdict, "equivalent");
});

Deno.test("compareGate() says nothing of a host that could not measure", () => {
  const unfit = { verdict: "unfit", reasons: ["the processor was stolen"] } as const;
  const fit = { verdict: "fit", reasons: [] } as const;
  const limited = { verdict: "limited", reasons: ["one core"] } as const;
  const of = (more: Parameters<typeof gate>[2]) => compareGate(gate(SLOWER, null, more));
  assertEquals(of({ host: { before: unfit, after: null } }).verdict, "unfit");
  const late = of({ host: { before: fit, after: unfit } });
  assertEquals(late.verdict, "unfit");
  assertEquals(messageOf(late, "host-unfit"), "after the gate: the processor was stolen");
  const unnamed = of({ end: "unfit" });
  assertEquals([unnamed.verdict, messageOf(unnamed, "host-unfit")], [
    "unfit",
    "the host could not measure",
  ]);
  const warned = of({ host: { before: limited, after: null } });
  assertEquals([warned.verdict, messageOf(warned, "host-limited")], [
    "inconclusive",
    "before the gate: one core",
  ]);
});

Deno.test("compareGate() has failed if its end says so, or a trial of either sample failed", () => {
  assertEquals(compareGate(gate(SLOWER, null, { end: "failed" })).verdict, "failed");
  const stored = gate(SLOWER, { base: {}, head: { slower: 1.5 } });
  const spoil = (study: typeof stored.base) => ({
    ...study,
    trials: study.trials.map((trial) =>
      trial.block === 1 ? failed(EASY, 1, "timed-out", "after 30 s") : trial
    ),
  });
  const first = compareGate({ ...stored, base: spoil(stored.base) });
  assertEquals([first.verdict, first.cells[0].failedTrials], ["failed", { base: 1, head: 0 }]);
  const { confirmation } = stored;
  const fresh = compareGate({
    ...stored,
    confirmation: { ...confirmation!, head: spoil(confirmation!.head) },
  });
  assertEquals(fresh.verdict, "failed");
  assertStringIncludes(messageOf(fresh, "trials-failed"), "confirmation: 1 of 30 trials");
});

Deno.test("compareGate() of a gate that was cut off says what is missing", () => {
  const stored = gate({ base: {}, head: {} }, null, { end: "interrupted" });
  const cut = { ...stored.head, trials: stored.head.trials.slice(0, 10) };
  const comparison = compareGate({ ...stored, head: cut });
  assertEquals(metricOf(comparison, "loopLagMs.p99").count, 10);
  for (const code of ["interrupted", "incomplete", "blocks-left-out"]) {
    assert(codes(comparison).includes(code), code);
  }
  const nothing = { ...stored.head, trials: [] };
  assertEquals(compareGate({ ...stored, base: nothing, head: nothing }).verdict, "inconclusive");
});

Deno.test("compareGate() decides nothing before its end, whatever it has seen so far", () => {
  for (const end of ["running", "interrupted"] as const) {
    for (const fresh of [null, { base: {}, head: { slower: 1.5 } }]) {
      const comparison = compareGate(gate(SLOWER, fresh, { end }));
      assertEquals([comparison.verdict, comparison.confirmationBlocks], ["inconclusive", null]);
      assert(
        codes(comparison).includes("interrupted") && codes(comparison).includes("alarm-unchecked"),
      );
      assert(
        comparison.cells[0].metrics.every(({ verdict, role }) =>
          verdict !== "regressed" || role === "derived" || role === "advisory"
        ),
      );
    }
    assertEquals(compareGate(gate({ base: {}, head: {} }, null, { end })).verdict, "inconclusive");
  }
});
