/**
 * `compare`: two studies that exist, held against each other.
 *
 * @module
 */
import {
  compareGate,
  compareStudies,
  type Comparison,
  defaultGatedMetrics,
  GATED_METRICS_FORM,
  isGateDirectory,
  parseDeltas,
  parseGatedMetrics,
  readGate,
  renderComparisonHtml,
  renderJson,
  shellWord,
} from "../mod.ts";
import { comparisonText } from "./comparison_text.ts";
import { describeFlags, type FlagTable, type ParsedFlags, parseFlags } from "./flags.ts";
import type { Io } from "./io.ts";
import { blamingInput, UsageError } from "./usage.ts";
import { readReportable } from "./write_reports.ts";

const FLAGS = {
  "metric": {
    value: "LIST",
    list: true,
    about: `what decides, in place of the default set: ${GATED_METRICS_FORM}`,
  },
  "delta": {
    value: "LIST",
    list: true,
    about: "the least share that matters, by metric: dispatchOverheadMs.p99=10%",
  },
  "allow-unpaired": { about: "let a regression of studies that are not paired end with 1, not 3" },
  "allow-inconclusive": { about: "let an inconclusive comparison end with 0, not 3" },
  "format": {
    value: "NAME",
    about: "text, json, or html: a page for people, to be sent to a file; default: text",
  },
  "json": { about: "the same as --format json" },
} as const satisfies FlagTable;

const HELP =
  `Holds two studies against each other: which metrics have changed by more than matters and
chance explains.

usage: deno task compare BASE HEAD [options]
       deno task compare GATE [options]

${describeFlags(FLAGS)}

GATE is a directory that gate wrote; BASE and HEAD are what bench wrote. Their blocks are paired if both ran the same tasks (seed
and sizes) on the same host; otherwise they are two samples, which takes larger differences or more blocks.
exit codes: 0 improved or equivalent, 1 regressed, 2 bad input, 3 inconclusive, or regressed and unpaired,
4 a trial failed`;

/**
 * Runs the verb.
 *
 * @param args Its arguments.
 * @param io Where it writes.
 * @returns The exit code.
 * @throws {UsageError} If the input is wrong.
 */
export async function compare(args: readonly string[], io: Io): Promise<number> {
  const flags = parseFlags(args, FLAGS, 2);
  if (flags.switches.has("help")) {
    io.out(HELP);
    return 0;
  }
  const render = FORMATS[parseFormat(flags)];
  const comparison = await blamingInput(() => comparisonOf(flags));
  if (comparison.cells.length === 0) {
    throw new UsageError(
      `nothing to compare: the studies have no cell in common (${comparison.unmatched[0]})`,
    );
  }
  io.out(render(comparison).trimEnd());
  return exitCode(comparison, flags.switches, io);
}

const FORMATS = {
  text: comparisonText,
  json: renderJson,
  html: renderComparisonHtml,
} as const satisfies Readonly<Record<string, (comparison: Comparison) => string>>;

function parseFormat({ values: { format }, switches }: ParsedFlags): keyof typeof FORMATS {
  const isJson = switches.has("json");
  if (format === undefined) return isJson ? "json" : "text";
  const known = Object.keys(FORMATS) as (keyof typeof FORMATS)[];
  const found = known.find((name) => name === format);
  if (found === undefined) {
    throw new UsageError(`--format must be one of ${known.join(", ")}, got "${format}"`);
  }
  if (isJson && found !== "json") {
    throw new UsageError(`--json and --format ${found} exclude each other: leave one out`);
  }
  return found;
}

async function comparisonOf({ values, operands }: ParsedFlags): Promise<Comparison> {
  const [base, head] = operands;
  if (base !== undefined && head === undefined && await isGateDirectory(base)) {
    const given = (["metric", "delta"] as const).find((name) => values[name] !== undefined);
    // Whoever picks what decides once the figures are known can find a change in anything.
    if (given !== undefined) {
      throw new UsageError(
        `--${given} comes too late: what decides in a gate was settled before it ran; compare its ` +
          `two studies, ${shellWord(`${base}/base`)} and ${shellWord(`${base}/head`)}`,
      );
    }
    return compareGate(await readGate(base));
  }
  if (base === undefined || head === undefined) {
    throw new UsageError(
      "compare takes two studies, deno task compare BASE HEAD, or a directory that gate wrote",
    );
  }
  const chosen = values.metric === undefined
    ? defaultGatedMetrics()
    : parseGatedMetrics(values.metric);
  const metrics = values.delta === undefined ? chosen : parseDeltas(values.delta, chosen);
  const more = (["metric", "delta"] as const).flatMap((name) =>
    values[name] === undefined ? [] : [`--${name}`, shellWord(values[name])]
  );
  return compareStudies(
    { base: await readReportable(base), head: await readReportable(head) },
    {
      metrics,
      labels: { base, head },
      repeatCommand: ["deno task compare", shellWord(base), shellWord(head), ...more].join(" "),
    },
  );
}

/** Other hosts or times may be all that differs between studies that are not paired. */
function exitCode(
  { verdict, pairing }: Comparison,
  switches: ReadonlySet<string>,
  io: Io,
): number {
  switch (verdict) {
    case "improved":
    case "equivalent":
      return 0;
    case "regressed":
      if (pairing !== "unpaired" || switches.has("allow-unpaired")) return 1;
      io.err(
        "regressed, but the studies are not paired, so the exit code is 3: pass --allow-unpaired to " +
          "let that fail",
      );
      return 3;
    case "inconclusive":
      return switches.has("allow-inconclusive") ? 0 : 3;
    case "unfit":
      return 3;
    case "failed":
      return 4;
  }
}
