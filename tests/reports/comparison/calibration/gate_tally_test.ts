import { assertEquals } from "@std/assert";
import type { ComparedMetric, Comparison } from "../../../../reports/comparison/comparison.ts";
import {
  findingOf,
  type GateFinding,
  type GateRow,
  tallyGates,
} from "../../../../reports/comparison/calibration/gate_tally.ts";
import { judgeGoals } from "../../../../reports/comparison/calibration/judge_goals.ts";
import { renderGateRows } from "../../../../reports/render/gate_calibration_markdown.ts";

const finding = (more: Partial<GateFinding> = {}): GateFinding => ({
  alarmed: false,
  verdict: "inconclusive",
  regressed: [],
  rivals: [],
  ...more,
});

const row = (more: Partial<GateRow> & { regressed?: number }): GateRow => {
  const { regressed = 0, ...rest } = more;
  return {
    ...tallyGates([]),
    ...{ noise: "gaussian", injection: null, goal: null, gates: 1000, judgedBy: "interval" },
    verdicts: { regressed, improved: 0, equivalent: 0, inconclusive: 1000 - regressed },
    ...rest,
  };
};

Deno.test("tallyGates() counts alarms, verdicts, metrics and rivals", () => {
  const tally = tallyGates([
    finding(),
    finding({ alarmed: true, rivals: ["lastRun", "welch"] }),
    finding({
      alarmed: true,
      verdict: "regressed",
      // Two cells of one load.
      regressed: ["steady loopLagMs.p99", "steady loopLagMs.p99"],
      rivals: ["lastRun"],
    }),
  ]);
  assertEquals(tally, {
    gates: 3,
    alarmed: 2,
    verdicts: { regressed: 1, improved: 0, equivalent: 0, inconclusive: 2 },
    metrics: { "steady loopLagMs.p99": 1 },
    rivals: { lastRun: 2, mannWhitney: 0, welch: 1, pairedT: 0, median15: 0 },
  });
});

const metric = (more: Partial<ComparedMetric>): Partial<ComparedMetric> => ({
  metric: "throughputPerSecond",
  role: "gated",
  better: "higher",
  verdict: "inconclusive",
  baseValues: [10, 10, 10],
  headValues: [10, 10, 10],
  ...more,
});
const comparison = (more: Partial<Comparison>, ...metrics: Partial<ComparedMetric>[]) =>
  ({
    verdict: "inconclusive",
    confirmationBlocks: null,
    cells: [{ load: "saturated", metrics }],
    ...more,
  }) as unknown as Comparison;

Deno.test("findingOf() takes the verdict, the alarm and what decided it from a comparison", () => {
  const regressed = metric({ verdict: "regressed", headValues: [8, 8, null] });
  const hint = metric({ role: "advisory", verdict: "regressed", headValues: [1, 1, 1] });
  const found = findingOf(
    comparison({ verdict: "regressed", confirmationBlocks: 30 }, regressed, hint),
  );
  assertEquals(found, {
    alarmed: true,
    verdict: "regressed",
    regressed: ["saturated throughputPerSecond"],
    // Of two blocks; no rival sees the advisory one.
    rivals: ["lastRun", "welch", "pairedT", "median15"],
  });
  assertEquals(findingOf(comparison({}, metric({}), hint)), finding());
});

Deno.test("findingOf() shows counts to the gate and to no rival", () => {
  const lost = metric({
    metric: "notCompleted",
    role: "exact",
    better: "lower",
    verdict: "regressed",
    baseValues: [0, 0, 0],
    headValues: [2, 3, 2],
  });
  assertEquals(
    findingOf(comparison({ verdict: "regressed" }, lost, metric({}))),
    finding({ verdict: "regressed", regressed: ["saturated notCompleted"] }),
  );
});

Deno.test("findingOf() finds nothing where there is no verdict", () => {
  assertEquals(findingOf(comparison({ verdict: "unfit" })), null);
  assertEquals(findingOf(comparison({ verdict: "failed" })), null);
});

Deno.test("judgeGoals() wants the whole interval on the right side", () => {
  const slower = { injection: "slower", goal: 0.95 };
  const states = [
    row({}),
    row({ regressed: 5 }),
    row({ regressed: 30 }),
    row({ ...slower, regressed: 990 }),
    row({ ...slower, regressed: 955 }),
    row({ ...slower, regressed: 800 }),
    row({ injection: "no goal", regressed: 0 }),
    row({ gates: 0 }),
  ];
  assertEquals(
    judgeGoals(states).map(({ goal, state }) => [goal, state]),
    [
      [0.01, "reached"],
      [0.01, "open"],
      [0.01, "missed"],
      [0.95, "reached"],
      [0.95, "open"],
      [0.95, "missed"],
    ],
  );
});

Deno.test("renderGateRows() shows who alarms, what is found and how the goals stand", () => {
  const text = renderGateRows("Gates", "Some.", [
    row({ alarmed: 7 }),
    row({
      injection: "10 % more service",
      goal: 0.95,
      regressed: 800,
      metrics: { "saturated throughputPerSecond": 800 },
    }),
  ]);
  assertEquals(text.split("\n").filter((line) => /^(#|\||-)/.test(line)), [
    "## Gates",
    "### Gates of the same code: who alarms?",
    "| noise | gates | alarm | confirmed | improved | equivalent | inconclusive | " +
    "last run > 1.10 | Mann–Whitney, 5 % | Welch's t | paired t | median > 1.15 |",
    `|${" --- |".repeat(12)}`,
    "| gaussian | 1000 | 0.7 % | 0 % [0.0, 0.4] | 0 % | 0 % | 100 % | 0 % | 0 % | 0 % | 0 % | 0 % |",
    "### Slow-downs: who finds them?",
    "| noise | slower | gates | alarm | confirmed | improved | equivalent | inconclusive | " +
    "last run > 1.10 | Mann–Whitney, 5 % | Welch's t | paired t | median > 1.15 |",
    `|${" --- |".repeat(13)}`,
    "| gaussian | 10 % more service | 1000 | 0 % | 80 % [77.4, 82.4] | 0 % | 0 % | 20 % | 0 % | " +
    "0 % | 0 % | 0 % | 0 % |",
    "### Which metric regressed, in how many gates",
    "| slower | metric | gaussian |",
    "| --- | --- | --- |",
    "| 10 % more service | saturated throughputPerSecond | 80 % |",
    "### Goals",
    "- confirmed false alarms, gaussian, at most 1 %: 0 % [0.0, 0.4], reached",
    "- 10 % more service, gaussian, found by at least 95 %: 80 % [77.4, 82.4], **missed**",
  ]);
});
