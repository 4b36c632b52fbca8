import { assertEquals } from "@std/assert";
import { pairedEvidence } from "../../../reports/comparison/decide.ts";
import {
  confirmAlarms,
  type DecidedMetric,
  decideMetrics,
  type DecidingMetric,
  type JudgedMetric,
  judgeMetric,
  verdictOfAll,
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

const judged = (
  verdict: JudgedMetric["verdict"],
  more: Partial<JudgedMetric> = {},
): JudgedMetric => ({ verdict, tells: "cost", isNotWorse: false, doubt: null, ...more });
const [regressed, improved, equivalent, inconclusive] =
  (["regressed", "improved", "equivalent", "inconclusive"] as const).map((verdict) =>
    judged(verdict)
  );

Deno.test("verdictOfAll() is regressed if one is, and improved if one is and none regressed", () => {
  assertEquals(verdictOfAll([[equivalent, improved], [regressed, inconclusive]]), "regressed");
  assertEquals(verdictOfAll([[equivalent, improved], [equivalent]]), "improved");
  assertEquals(verdictOfAll([[equivalent], [equivalent]]), "equivalent");
});

Deno.test("verdictOfAll() does not stumble over a metric that scatters", () => {
  assertEquals(verdictOfAll([[equivalent, inconclusive], [inconclusive, improved]]), "improved");
  assertEquals(verdictOfAll([[equivalent, inconclusive]]), "equivalent");
});

Deno.test("verdictOfAll() is inconclusive if a cell has nothing that could be judged", () => {
  assertEquals(verdictOfAll([[equivalent], [inconclusive]]), "inconclusive");
  const notWorse = judged("inconclusive", { isNotWorse: true });
  assertEquals(verdictOfAll([[inconclusive, notWorse]]), "equivalent");
  const sameCount = judged("equivalent", { tells: "count" });
  const sameService = judged("equivalent", { tells: "measure" });
  assertEquals(verdictOfAll([[inconclusive, sameService]]), "inconclusive");
  assertEquals(
    verdictOfAll([[sameService, judged("inconclusive", { tells: "count" })]]),
    "equivalent",
  );
  assertEquals(verdictOfAll([[inconclusive, sameCount]]), "inconclusive");
  assertEquals(verdictOfAll([[sameCount]]), "equivalent");
  assertEquals(verdictOfAll([]), "inconclusive");
  assertEquals(verdictOfAll([[]]), "inconclusive");
});

Deno.test("verdictOfAll() is inconclusive if a metric is suspected to have regressed, or unmeasured", () => {
  for (const doubt of ["suspected", "unmeasured"] as const) {
    assertEquals(
      verdictOfAll([[equivalent, improved, judged("inconclusive", { doubt })]]),
      "inconclusive",
    );
  }
  assertEquals(verdictOfAll([[judged("equivalent", { doubt: "suspected" })]]), "equivalent");
});

Deno.test("judgeMetric() asks a time for some evidence, and a count for none", () => {
  const worse = {
    verdict: "inconclusive",
    tells: "cost",
    adjustedWorse: 0.05,
    worsening: 1.2,
    atWorst: 1.5,
    delta: 0.1,
    hasLostMore: false,
  } as const;
  const doubt = (more: Partial<DecidedMetric>) => judgeMetric({ ...worse, ...more }).doubt;
  assertEquals(doubt({}), "suspected");
  assertEquals(doubt({ adjustedWorse: 0.2 }), null);
  assertEquals(doubt({ worsening: 1.05 }), null);
  assertEquals(doubt({ worsening: NaN }), "unmeasured");
  const count = { tells: "count", worsening: 0, adjustedWorse: 1, delta: 0 } as const;
  assertEquals(doubt(count), null);
  assertEquals(doubt({ ...count, worsening: 1 }), "suspected");
  assertEquals(doubt({ ...count, hasLostMore: true }), "suspected");
});

Deno.test("judgeMetric() calls not worse what ends below what matters", () => {
  const metric = (atWorst: number | null, tells: "cost" | "count" = "cost") =>
    judgeMetric({
      ...{ verdict: "inconclusive", tells, adjustedWorse: 1, worsening: 0.9 },
      ...{ atWorst, delta: 0.1, hasLostMore: false },
    }).isNotWorse;
  assertEquals([metric(1.09), metric(1.1), metric(null)], [true, false, false]);
  assertEquals(metric(0, "count"), false);
});
