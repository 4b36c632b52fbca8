/** JUnit XML as text: counts, escaping, and the order of elements that readers expect. */
import { escapeXml } from "../escape.ts";

/** How a case ended. */
export type JunitOutcome =
  | { readonly state: "passed" }
  | { readonly state: "failure" | "error"; readonly type: string; readonly message: string }
  | { readonly state: "skipped"; readonly message: string };

/** A case. */
export interface JunitCase {
  readonly name: string;
  readonly className: string;
  /** How long it took; null if it took no time of its own. */
  readonly timeMs: number | null;
  readonly outcome: JunitOutcome;
  /** What is shown as its output; null if nothing is. */
  readonly text: string | null;
}

/** A suite. */
export interface JunitSuite {
  readonly name: string;
  /** When it began, ISO 8601. */
  readonly timestamp: string;
  /** How long it took; null if it took no time of its own. */
  readonly timeMs: number | null;
  readonly properties: readonly (readonly [name: string, value: string])[];
  readonly cases: readonly JunitCase[];
}

/** Writes the document. */
export function writeJunit(suites: readonly JunitSuite[]): string {
  const cases = suites.flatMap((suite) => suite.cases);
  // Not "skipped", which the schemas know of a suite alone.
  const total = {
    tests: cases.length,
    failures: count(cases, "failure"),
    errors: count(cases, "error"),
  };
  const timeMs = suites.reduce((sum, suite) => sum + (suite.timeMs ?? 0), 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: "dispatch-lab", ...total, time: seconds(timeMs) })}>`,
    ...suites.flatMap(writeSuite),
    "</testsuites>",
  ].join("\n") + "\n";
}

function writeSuite(
  { name, timestamp, timeMs, properties, cases }: JunitSuite,
  id: number,
): string[] {
  return [
    `  <testsuite${
      attributes({
        name,
        id,
        tests: cases.length,
        failures: count(cases, "failure"),
        errors: count(cases, "error"),
        skipped: count(cases, "skipped"),
        time: seconds(timeMs ?? 0),
        // Without fraction and zone, as the schemas have it; it is UTC.
        timestamp: timestamp.replace(/(\.\d+)?Z$/, ""),
      })
    }>`,
    "    <properties>",
    ...properties.map(([name, value]) => `      <property${attributes({ name, value })}/>`),
    "    </properties>",
    ...cases.flatMap(writeCase),
    "  </testsuite>",
  ];
}

function writeCase({ name, className, timeMs, outcome, text }: JunitCase): string[] {
  const opening = `    <testcase${
    attributes({
      name,
      classname: className,
      ...(timeMs === null ? {} : { time: seconds(timeMs) }),
    })
  }`;
  const { state } = outcome;
  const inner = [
    ...(state === "passed"
      ? []
      : state === "skipped"
      ? [`      <skipped${attributes({ message: outcome.message })}/>`]
      : [
        `      <${state}${attributes({ type: outcome.type, message: outcome.message })}>` +
        `${escapeXml(text ?? outcome.message)}</${state}>`,
      ]),
    ...(text === null || state === "failure" || state === "error"
      ? []
      : [`      <system-out>${escapeXml(text)}</system-out>`]),
  ];
  return inner.length === 0 ? [`${opening}/>`] : [`${opening}>`, ...inner, "    </testcase>"];
}

function count(cases: readonly JunitCase[], state: JunitOutcome["state"]): number {
  return cases.filter(({ outcome }) => outcome.state === state).length;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values).map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`)
    .join("");
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
