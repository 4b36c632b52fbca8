/**
 * A strict reader of the Go benchmark format, by https://golang.org/design/14313-benchmark-format and the
 * documentation of golang.org/x/perf/benchfmt. Lines that readers skip are handed over as well.
 */

/** A benchmark line. */
export interface GoBenchmark {
  /** The name without `Benchmark`. */
  readonly name: string;
  /** `key=value` parts of the name. */
  readonly parts: Readonly<Record<string, string>>;
  readonly iterations: number;
  /** Values by unit. */
  readonly values: Readonly<Record<string, number>>;
  /** Configuration lines that hold for it. */
  readonly config: Readonly<Record<string, string>>;
}

/** What a file holds. */
export interface GoBenchmarks {
  readonly benchmarks: readonly GoBenchmark[];
  /** Which values are good, by unit. */
  readonly better: Readonly<Record<string, string>>;
  /** Lines that mean nothing. */
  readonly skipped: readonly string[];
}

/** Go's `unicode.IsSpace`. */
const SPACES = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/u;
/** What `strconv.ParseFloat` takes, but for hexadecimal, infinities and NaN. */
const FLOAT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** Reads a file; throws a `SyntaxError` at whatever a reader would report. */
export function readGoBenchmarks(text: string): GoBenchmarks {
  if (!text.endsWith("\n")) throw new SyntaxError("the last line does not end");
  const benchmarks: GoBenchmark[] = [];
  const better: Record<string, string> = {};
  const skipped: string[] = [];
  const config: Record<string, string> = {};
  for (const line of text.slice(0, -1).split("\n")) {
    const keyValue = /^(?=\p{Ll})([^\s\p{Lu}:]+):(?:[ \t]+(.*))?$/u.exec(line);
    if (line.startsWith("Benchmark")) benchmarks.push(benchmarkOf(line, { ...config }));
    else if (line.startsWith("Unit ")) {
      const [, unit, ...pairs] = line.split(SPACES);
      for (const pair of pairs) {
        const [, key, value] = /^([^=]+)=(.*)$/.exec(pair) ?? fail(line);
        if (key !== "better" || !["lower", "higher"].includes(value)) fail(line);
        if (unit in better) fail(line);
        better[unit] = value;
      }
    } else if (keyValue !== null) config[keyValue[1]] = keyValue[2] ?? "";
    else skipped.push(line);
  }
  return { benchmarks, better, skipped };
}

function benchmarkOf(line: string, config: Record<string, string>): GoBenchmark {
  const [fullName, iterations, ...rest] = line.split(SPACES);
  if (!/^\d+$/.test(iterations ?? "") || rest.length < 2 || rest.length % 2 !== 0) fail(line);
  const name = fullName.slice("Benchmark".length);
  // A hyphen and digits at the end would be taken for a number of processors.
  if (!/^[A-Z]/.test(name) || /-\d+$/.test(name)) fail(line);
  const values: Record<string, number> = {};
  for (let at = 0; at < rest.length; at += 2) {
    const [value, unit] = [rest[at], rest[at + 1]];
    if (!FLOAT.test(value) || unit in values) fail(line);
    values[unit] = Number(value);
  }
  const parts = Object.fromEntries(
    name.split("/").slice(1).map((part) => {
      const [, key, value] = /^([^=]+)=(.*)$/s.exec(part) ?? fail(line);
      return [key, value];
    }),
  );
  return { name, parts, iterations: Number(iterations), values, config };
}

function fail(line: string): never {
  throw new SyntaxError(`no Go benchmark format: ${line}`);
}
