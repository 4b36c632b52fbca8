import { assertEquals } from "@std/assert";
import { pairedEvidence } from "../../../reports/comparison/decide.ts";
import {
  confirmAlarms,
  decideMetrics,
  type DecidingMetric,
  gravestVerdict,
} from "../../../reports/comparison/gate_rule.ts";

const metric = (ratio: number, spread: number, isSameCount = false): DecidingMetric => ({
  evidence: pairedEvidence(
    Array.from({ length: 13 }, (_, i) => Math.log(ratio) + spread * (i / 12 - 0.5)),
  ),
  delta: isSameCount ? 0 : 0.05,
  isSameCount,
});
const verdicts = (metrics: readonly DecidingMetric[]) =>
  decideMetrics(metrics).map(({ verdict }) => verdict);

Deno.test("decideMetrics() calls a count equivalent that is the same, and no other metric", () => {
  assertEquals(verdicts([metric(1, 0, true), metric(1, 2)]), ["equivalent", "inconclusive"]);
});

Deno.test("confirmAlarms() keeps an alarm only if the fresh run says so too", () => {
  const fresh = [metric(1.2, 0.05), metric(1, 0.05), metric(0.8, 0.05), metric(1.2, 2)];
  assertEquals(
    confirmAlarms(fresh).map(({ verdict }) => verdict),
    ["regressed", "inconclusive", "inconclusive", "inconclusive"],
  );
  assertEquals(confirmAlarms([]), []);
});

Deno.test("confirmAlarms() adjusts for the alarms alone", () => {
  const [alone] = confirmAlarms([metric(1.2, 0.05)]);
  const [among] = confirmAlarms([metric(1.2, 0.05), metric(1, 0.05), metric(1, 0.05)]);
  assertEquals(alone.decision.adjustedWorse, 2 ** -13);
  assertEquals(among.decision.adjustedWorse, 3 * 2 ** -13);
});

Deno.test("gravestVerdict() is regressed before inconclusive before improved before equivalent", () => {
  const order = ["regressed", "inconclusive", "improved", "equivalent"] as const;
  order.forEach((verdict, at) => {
    assertEquals(gravestVerdict(order.slice(at).toReversed()), verdict);
  });
  assertEquals(gravestVerdict([]), "inconclusive");
});
