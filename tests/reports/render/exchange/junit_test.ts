import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { validateXML } from "xmllint-wasm";
import type { Comparison } from "../../../../reports/comparison/comparison.ts";
import { renderExchange } from "../../../../reports/render/exchange/formats.ts";
import { JUNIT } from "../../../../reports/render/exchange/junit.ts";
import type { Subject } from "../../../../reports/render/exchange/subject.ts";
import { aCell, aComparison, aMetric, onlyVerdict } from "../../comparison/_comparison.ts";
import { study } from "../../_records.ts";
import { comparisonSubject, everyState, HOSTILE, studySubject } from "./_subjects.ts";

const schema = await Deno.readTextFile(new URL("./junit.xsd", import.meta.url));
const golden = (name: string) =>
  Deno.readTextFile(new URL(`./golden/${name}.xml`, import.meta.url));

function render(subject: Subject): string {
  return renderExchange(JUNIT, subject)!;
}

const compared = (overrides: Partial<Comparison> = {}) =>
  render(comparisonSubject(aComparison(overrides)));

async function problems(contents: string): Promise<string[]> {
  const { errors } = await validateXML({ xml: { fileName: "junit.xml", contents }, schema });
  return errors.map(({ message }) => message);
}

function occurrences(xml: string, pattern: RegExp): number {
  return xml.match(pattern)?.length ?? 0;
}

Deno.test("junit gives the golden files, of a comparison and of a study", async () => {
  // To accept a change: write the file anew and read the difference.
  assertEquals(compared(), await golden("junit-comparison"));
  assertEquals(render(everyState()), await golden("junit-study"));
});

Deno.test("junit is valid by the schema, whatever the verdict and the names", async () => {
  const hostile = aComparison({
    cells: [
      aCell(HOSTILE, {
        workload: HOSTILE,
        failedTrials: { base: 1, head: 0 },
        metrics: [aMetric("waitMs.p99", { verdict: "regressed" })],
      }),
    ],
    unmatched: [HOSTILE],
    warnings: [{ code: HOSTILE, message: HOSTILE }],
    repeatCommand: HOSTILE,
  });
  const documents = [
    compared(),
    compared({ verdict: "unfit" }),
    compared({ verdict: "failed", cells: [], unmatched: [], warnings: [], host: null }),
    ...(["regressed", "improved", "equivalent", "inconclusive"] as const).map((verdict) =>
      render(comparisonSubject(onlyVerdict(verdict)))
    ),
    render(comparisonSubject(hostile)),
    render(everyState()),
    render(studySubject(study([]))),
  ];
  for (const xml of documents) assertEquals(await problems(xml), [], xml);
});

Deno.test("the schema by which junit is judged refuses what readers would", async () => {
  const xml = compared();
  const broken = [
    xml.replace(/ tests="\d+" failures="\d+" errors="\d+" skipped/, " skipped"),
    xml.replace("<testcase ", "<testcase state='fine' "),
    xml.replace("<failure ", "<regression ").replace("</failure>", "</regression>"),
    xml.replace(/ time="[\d.]+"/, ' time="1 s"'),
    xml.replace("</testsuites>", ""),
    xml.replace("&#215;", "\u0001").replace("fit to measure", "fit to \u0001measure"),
  ];
  for (const document of broken) {
    assert(document !== xml);
    assert((await problems(document)).length > 0, document);
  }
});

Deno.test("junit counts in its attributes what is in it", () => {
  for (const xml of [compared(), compared({ verdict: "unfit" }), render(everyState())]) {
    const suites = xml.split("<testsuite ").slice(1);
    const sum = (name: string) =>
      suites.map((suite) => Number(new RegExp(` ${name}="(\\d+)"`).exec(suite)![1]))
        .reduce((a, b) => a + b, 0);
    for (const suite of suites) {
      for (
        const [name, pattern] of [
          ["tests", /<testcase /g],
          ["failures", /<failure /g],
          ["errors", /<error /g],
          ["skipped", /<skipped /g],
        ] as const
      ) {
        const [, count] = new RegExp(` ${name}="(\\d+)"`).exec(suite)!;
        assertEquals(Number(count), occurrences(suite, pattern), `${name} of ${suite}`);
      }
    }
    const [, tests, failures, errors] =
      /<testsuites .* tests="(\d+)" failures="(\d+)" errors="(\d+)"/
        .exec(xml)!;
    assertEquals([tests, failures, errors].map(Number), ["tests", "failures", "errors"].map(sum));
  }
});

Deno.test("junit has a failure for a regression alone, and says what was found", () => {
  const xml = compared();
  assertEquals(occurrences(xml, /<failure /g), 1);
  assertStringIncludes(xml, 'message="regressed (again: 1.39');
  // The metric without values in the cell with a failed trial.
  assertEquals(occurrences(xml, /<error type="failed" message="1 trial of the head failed"/g), 1);
  for (const verdict of ["improved", "equivalent"] as const) {
    const passed = render(comparisonSubject(onlyVerdict(verdict)));
    assertEquals(occurrences(passed, /<(failure|error) /g), 0);
  }
});

Deno.test("junit has an error for a metric without a value in both arms, even where no trial failed", () => {
  const [, cell] = aComparison().cells;
  const xml = compared({ cells: [{ ...cell, failedTrials: { base: 0, head: 0 } }] });
  const error = '<error type="unmeasured" message="no value in both arms: base –, head –';
  assertStringIncludes(xml, error);
  assertEquals(occurrences(xml, /<(failure|skipped) /g), 1);
});

Deno.test("junit has no failure where an arm failed, for then nothing is decided", () => {
  const xml = compared({ verdict: "failed", unmatched: [] });
  assertEquals(occurrences(xml, /<failure /g), 0);
  // The arms, and the metric without values.
  assertEquals(occurrences(xml, /<error /g), 2);
  assertEquals(occurrences(xml, /<skipped message="an arm could not be measured/g), 6);
  assertEquals(occurrences(xml, /<testcase /g), 9);
});

Deno.test("junit skips every metric on an unfit host", () => {
  const xml = compared({ verdict: "unfit" });
  assertEquals(occurrences(xml, /<(failure|error) /g), 0);
  assertEquals(occurrences(xml, /<testcase /g), occurrences(xml, /<skipped /g) + 1);
});

Deno.test("junit never passes where an arm could not be measured, not even without cells", () => {
  const xml = compared({ verdict: "failed", cells: [], unmatched: [] });
  assertEquals(occurrences(xml, /<error /g), 1);
});

Deno.test("junit has an error for a failed cell of a study and skips an unstable one", () => {
  const xml = render(everyState());
  assertEquals(occurrences(xml, /<error /g), 1);
  assertEquals(occurrences(xml, /<skipped message="unstable: unfinished"/g), 1);
  // Three trials of one second.
  assertStringIncludes(xml, 'name="loop-immediate (inside)" classname="steady" time="3.000"');
});
