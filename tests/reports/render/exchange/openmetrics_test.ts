import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { EXCHANGE_FORMATS, renderExchange, type Subject } from "../../../../mod.ts";
import { cell, measured, study } from "../../_records.ts";
import { readOpenMetrics } from "./_openmetrics.ts";
import { decodeName, everyComparison, everyStudy, hostileNames, studyOf } from "./_everything.ts";

function openmetrics(subject: Subject) {
  const families = readOpenMetrics(renderExchange(EXCHANGE_FORMATS["openmetrics"], subject)!);
  const samplesOf = (name: string, labels: Record<string, string>) =>
    families.find((family) => family.name === `dispatch_lab_${name}`)!.samples.filter((sample) =>
      Object.entries(labels).every(([label, value]) => sample.labels[label] === value)
    );
  return { families, samplesOf };
}

Deno.test("openmetrics has times in seconds with bounds, and a unit at the end of each name", () => {
  const { families, samplesOf } = openmetrics(everyStudy());
  const call = { strategy: "loop-immediate", statistic: "p50" };
  const [[low], [value], [high]] = ["_lower", "", "_upper"].map((bound) =>
    samplesOf(`dispatch_call${bound}_seconds`, call).map(({ value }) => value)
  );
  assertEquals(value, 1e-6);
  assert(low <= value && value <= high);
  for (const { name, unit, type } of families) {
    assert(type !== "gauge" || unit !== "", name);
  }
});

Deno.test("openmetrics has the state of each cell, and of failed ones no figure but the trials", () => {
  const { families, samplesOf } = openmetrics(everyStudy());
  for (
    const [strategy, state] of [["direct", "stable"], ["queue-polled", "unstable"], [
      "io-tcp",
      "failed",
    ]]
  ) {
    const states = samplesOf("cell_state", { strategy }).filter(({ value }) => value === 1);
    assertEquals(states.map(({ labels }) => labels.dispatch_lab_cell_state), [state]);
  }
  assertEquals(
    families.filter(({ samples }) => samples.some(({ labels }) => labels.strategy === "io-tcp"))
      .map(({ name }) => name),
    ["dispatch_lab_cell_state", "dispatch_lab_recorded_trials"],
  );
});

Deno.test("openmetrics has both arms of a comparison, and its verdicts", () => {
  const { samplesOf } = openmetrics(everyComparison());
  for (const arm of ["base", "head"]) {
    assert(samplesOf("throughput_tasks_per_second", { arm }).length > 0);
  }
  const [overall] = samplesOf("comparison_verdict", {}).filter(({ value }) => value === 1);
  assertEquals(overall.labels.dispatch_lab_comparison_verdict, "regressed");
  const p50 = { metric: "dispatchOverheadMs.p50", head_strategy: "queue-notified" };
  const [verdict] = samplesOf("metric_verdict", p50).filter(({ value }) => value === 1);
  assertEquals(verdict.labels.dispatch_lab_metric_verdict, "regressed");
  assertEquals(samplesOf("head_to_base_ratio", p50).map(({ value }) => value), [1.42]);
  assertEquals(samplesOf("head_less_base_tasks", {}).map(({ value }) => value), [1]);
  // Nothing is known of a metric without values.
  const nothing = { metric: "dispatchOverheadMs.p99", base_strategy: "queue-polled" };
  assertEquals(samplesOf("head_to_base_ratio", nothing), []);
});

Deno.test("openmetrics keeps names within their labels, and they can be read back", () => {
  fc.assert(
    fc.property(hostileNames, hostileNames, (strategy, workload) => {
      const { samplesOf } = openmetrics(
        studyOf(study([measured(cell(strategy, { workload }), 0)])),
      );
      for (const { labels } of samplesOf("throughput_tasks_per_second", {})) {
        assertEquals(
          [labels.strategy ?? "", labels.workload ?? ""].map(decodeName),
          [strategy.toWellFormed(), workload.toWellFormed()],
        );
      }
    }),
    { numRuns: 50 },
  );
});

Deno.test("readOpenMetrics() refuses what breaks the rules", () => {
  const gauge = "# TYPE a gauge\n# HELP a b\n";
  const bad = [
    "",
    "# EOF",
    `${gauge}a 1\n`,
    `${gauge}a 1\n# EOF\n# EOF\n`,
    `${gauge}a NaN\n# EOF\n`,
    `${gauge}a_total 1\n# EOF\n`,
    `${gauge}a 1\na 2\n# EOF\n`,
    `${gauge}a{b="c} 1\n# EOF\n`,
    `${gauge}a{b="\\x"} 1\n# EOF\n`,
    `${gauge}# TYPE b gauge\n# HELP b c\nb 1\na 1\n# EOF\n`,
    `${gauge}a 1\r\n# EOF\n`,
    "# TYPE a gauge\n# UNIT a seconds\n# HELP a b\na 1\n# EOF\n",
    '# TYPE a stateset\n# HELP a b\na{a="x"} 1\na{a="y"} 1\n# EOF\n',
    "# a comment\n# EOF\n",
  ];
  for (const text of bad) assertThrows(() => readOpenMetrics(text), SyntaxError);
});
