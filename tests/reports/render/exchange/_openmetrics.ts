/**
 * A strict reader of OpenMetrics text, by the ABNF and the rules in words of
 * https://prometheus.io/docs/specs/om/open_metrics_spec/ for the types that occur here.
 */

/** A sample. */
export interface ReadSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A family. */
export interface ReadFamily {
  readonly name: string;
  type: string;
  unit: string;
  help: string;
  readonly samples: ReadSample[];
}

const NAME = "[A-Za-z_:][A-Za-z0-9_:]*";
const ESCAPED = String.raw`(?:[^"\\\n]|\\[n"\\])*`;
const LABEL = `[A-Za-z_][A-Za-z0-9_]*="${ESCAPED}"`;
const NUMBER = String.raw`[+-]?(?:\d+(?:\.\d*)?|\d*\.\d+)(?:e[+-]?\d+)?`;
const SAMPLE = new RegExp(`^(${NAME})(?:\\{((?:${LABEL}(?:,${LABEL})*)?)\\})? (${NUMBER})$`, "i");
const METADATA = new RegExp(`^# (TYPE|UNIT|HELP) (${NAME}) (.*)$`, "s");
const SUFFIXES: Readonly<Record<string, string>> = { gauge: "", stateset: "", info: "_info" };

/** Reads an exposition; throws a `SyntaxError` at whatever breaks a rule. */
export function readOpenMetrics(text: string): ReadFamily[] {
  const end = "# EOF\n";
  check(text.endsWith(end), "the end");
  check(!/[\r\ufeff]/.test(text), "carriage returns, byte order marks");
  const families = new Map<string, ReadFamily>();
  let current = null as ReadFamily | null;
  let metadata: string[] = [];
  const body = text.slice(0, -end.length);
  check(body === "" || body.endsWith("\n"), "the last line");
  for (const line of body === "" ? [] : body.slice(0, -1).split("\n")) {
    if (line.startsWith("#")) {
      const [, kind, name, value] = METADATA.exec(line) ?? fail(line);
      if (current?.name !== name) {
        check(!families.has(name), `${name} is interleaved`);
        current = { name, type: "unknown", unit: "", help: "", samples: [] };
        families.set(name, current);
        metadata = [];
      }
      check(current.samples.length === 0, `metadata after samples: ${line}`);
      metadata.push(kind);
      // The order is a recommendation; twice is forbidden.
      const order = ["TYPE", "UNIT", "HELP"].filter((each) => metadata.includes(each));
      check(metadata.join() === order.join(), `metadata in order, once each: ${line}`);
      if (kind === "TYPE") current.type = value;
      if (kind === "UNIT") current.unit = value;
      if (kind === "HELP") current.help = unescape(value, new RegExp(`^${ESCAPED}$`));
    } else {
      const [, name, labels = "", number] = SAMPLE.exec(line) ?? fail(line);
      if (current === null || name !== current.name + (SUFFIXES[current.type] ?? fail(line))) {
        fail(line);
      }
      current.samples.push({ name, labels: labelsOf(labels, line), value: Number(number) });
    }
  }
  for (const family of families.values()) checkFamily(family);
  return [...families.values()];
}

function labelsOf(text: string, line: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const [, name, value] of text.matchAll(new RegExp(`([A-Za-z0-9_]+)="(${ESCAPED})"`, "g"))) {
    check(!Object.hasOwn(labels, name) && !name.startsWith("_"), `label ${name}: ${line}`);
    labels[name] = unescape(value, /^/);
  }
  return labels;
}

function unescape(text: string, form: RegExp): string {
  check(form.test(text), text);
  return text.replace(/\\(.)/g, (_, sign: string) => sign === "n" ? "\n" : sign);
}

function checkFamily({ name, type, unit, help, samples }: ReadFamily): void {
  check(help !== "", `${name} has no help`);
  check(unit === "" || name.endsWith(`_${unit}`), `${name} does not end with ${unit}`);
  check(type === "gauge" || unit === "", `${name} must have no unit`);
  const sets = samples.map(({ labels }) => JSON.stringify(Object.entries(labels).toSorted()));
  check(new Set(sets).size === sets.length, `${name} has a set of labels twice`);
  if (type === "info") check(samples.every(({ value }) => value === 1), `${name} is 1`);
  if (type !== "stateset") return;
  const points = Map.groupBy(samples, ({ labels: { [name]: state, ...others } }) => {
    check(state !== undefined, `${name} lacks its state`);
    return JSON.stringify(others);
  });
  for (const states of points.values()) {
    const values = states.map(({ value }) => value).toSorted();
    check(
      values.at(-1) === 1 && values.slice(0, -1).every((value) => value === 0),
      `${name}: one is true`,
    );
  }
}

function check(holds: boolean, what: string): asserts holds {
  if (!holds) fail(what);
}

function fail(what: string): never {
  throw new SyntaxError(`no OpenMetrics: ${what}`);
}
