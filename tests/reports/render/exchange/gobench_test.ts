import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { EXCHANGE_FORMATS, renderExchange, type Subject } from "../../../../mod.ts";
import { cell, failed, measured, study } from "../../_records.ts";
import { readGoBenchmarks } from "./_go_benchmarks.ts";
import { decodeName, everyComparison, everyStudy, hostileNames, studyOf } from "./_everything.ts";

function gobench(subject: Subject) {
  return readGoBenchmarks(renderExchange(EXCHANGE_FORMATS["gobench"], subject)!);
}

Deno.test("gobench has a line for each process, with the tasks that completed and the trial's values", () => {
  const subject = everyStudy();
  const { benchmarks } = gobench(subject);
  const trials = subject.arm.study.trials.filter(({ state }) => state === "measured");
  assertEquals(benchmarks.length, trials.length);
  const direct = benchmarks.filter(({ parts }) => parts.strategy === "direct");
  assertEquals(direct.map(({ iterations }) => iterations), [100, 100, 100]);
  assertEquals(direct.map(({ values }) => values["wait-p50-ns"]), [100_000, 110_000, 120_000]);
  assertEquals(direct[0].values["throughput-tasks/s"], 200);
  assertEquals(direct[0].config, {
    pkg: "dispatch-lab",
    cpu: "Imaginary 9000",
    os: "linux 6.0 x86_64",
  });
});

Deno.test("gobench says of every unit which values are good", () => {
  const { benchmarks, better } = gobench(everyStudy());
  for (const unit of benchmarks.flatMap(({ values }) => Object.keys(values))) {
    assertEquals(better[unit], unit.endsWith("/s") ? "higher" : "lower", unit);
  }
});

Deno.test("gobench names failed trials in lines that readers skip", () => {
  const name = "BenchmarkDispatch/strategy=io-tcp/workload=steady/placement=outside";
  assertEquals(
    gobench(everyStudy()).skipped.filter((line) => !line.startsWith("#")),
    Array(3).fill(`--- FAIL: ${name} (crashed)`),
  );
});

Deno.test("gobench has both arms of a comparison under the same names", () => {
  const { benchmarks } = gobench(everyComparison());
  const namesOf = (arm: string) =>
    new Set(benchmarks.filter(({ config }) => config.arm === arm).map(({ name }) => name));
  assertEquals(namesOf("base"), namesOf("head"));
  assertEquals(
    [...new Set(benchmarks.map(({ parts }) => parts.strategy))],
    ["queue-notified", "queue-polled->.%2Fsrc%2Fmine.ts:batch=4"],
  );
});

Deno.test("gobench leaves out of the configuration what differs between the arms", () => {
  const { base, head, ...rest } = everyComparison();
  const environment = { ...head.report.environment, cpu: "Another 1" };
  const { benchmarks } = gobench({
    ...rest,
    base,
    head: { ...head, report: { ...head.report, environment } },
  });
  assert(benchmarks.every(({ config }) => config.cpu === undefined && config.os !== undefined));
});

Deno.test("gobench keeps names in one field, and they can be read back", () => {
  fc.assert(
    fc.property(hostileNames, hostileNames, (strategy, workload) => {
      const identity = cell(strategy, { workload });
      const trials = [measured(identity, 0), failed(identity, 1, "crashed", "\nBenchmarkX 1 1 ns")];
      const { benchmarks, skipped } = gobench(studyOf(study(trials)));
      assertEquals(benchmarks.length, 1);
      assertEquals(skipped.length, 2);
      const [{ parts }] = benchmarks;
      assertEquals(
        [parts.strategy, parts.workload].map(decodeName),
        [strategy.toWellFormed(), workload.toWellFormed()],
      );
    }),
    { numRuns: 50 },
  );
});

Deno.test("readGoBenchmarks() refuses what benchstat reports", () => {
  const bad = [
    "BenchmarkX 1 1 ns/op",
    "BenchmarkX 1\n",
    "BenchmarkX 1.5 1 ns/op\n",
    "BenchmarkX 1 one ns/op\n",
    "BenchmarkX 1 1\n",
    "BenchmarkX 1 NaN ns/op\n",
    "Unit ns/op better\n",
    "Unit a better=lower\nUnit a better=higher\n",
  ];
  for (const text of bad) assertThrows(() => readGoBenchmarks(text), SyntaxError);
});
