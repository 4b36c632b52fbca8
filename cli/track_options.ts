/**
 * The verbs of `track`, their flags and their help.
 *
 * @module
 */
import {
  comparableMetric,
  GATED_METRICS_FORM,
  type History,
  HISTORY_METRICS,
  isDeciding,
  parseDecimal,
  parseDeltas,
} from "../mod.ts";
import { describeFlags, type FlagTable, type ParsedFlags } from "./flags.ts";
import { OUT } from "./out_directory.ts";
import { didYouMean, UsageError } from "./usage.ts";

/** Where a history is unless a file is named. */
const HISTORY_FILE = `${OUT}/history.sqlite`;
/** The reference unless one is named: the loop's own way, without any code of ours around it. */
export const DEFAULT_REFERENCE = "loop-immediate";

/** How many commits a message names. */
const MOST_NAMED = 4;

const HISTORY = {
  "history": { value: "FILE", about: `the history; default: ${HISTORY_FILE}` },
} as const satisfies FlagTable;
const JSON_FLAG = { "json": { about: "as JSON" } } as const satisfies FlagTable;
const SINCE = {
  "since": { value: "COMMIT", about: "from the first study of this commit on only" },
} as const satisfies FlagTable;

const CELLS = {
  "strategy": { value: "NAME", about: "this strategy only" },
  "workload": { value: "NAME", about: "this workload only" },
  "placement": { value: "WHERE", about: "inside or outside only" },
} as const satisfies FlagTable;
const SENSITIVITY = {
  "alpha": { value: "P", about: "probability of even one false alarm; default: 0.05" },
  "delta": {
    value: "METRIC=SHARE",
    list: true,
    about: `the least change that matters: ${GATED_METRICS_FORM.split(",")[0]}`,
  },
  "seed": { value: "N", about: "seed of the permutations; default: 1" },
} as const satisfies FlagTable;

/** What a verb of `track` takes. */
export interface TrackSyntax {
  /** What follows `deno task track`. */
  readonly usage: string;
  /** What it does, in a line. */
  readonly about: string;
  /** Its flags. */
  readonly flags: FlagTable;
  /** How many arguments it takes that are no flags. */
  readonly operands: number;
}

/** The verbs of `track`. */
export const TRACK_VERBS = {
  add: {
    usage: "add [STUDY]",
    about: `add a study to the history; default: the newest in ${OUT}/`,
    flags: {
      ...HISTORY,
      "commit": { value: "COMMIT", about: "what was measured; default: the study's own commit" },
      "reference": {
        value: "STRATEGY",
        about: `what ratios are to, for good; default: ${DEFAULT_REFERENCE} if the study has it`,
      },
      "repin": { about: "take another reference than the one so far" },
    },
    operands: 1,
  },
  list: {
    usage: "list",
    about: "show the studies of the history",
    flags: { ...HISTORY, ...JSON_FLAG },
    operands: 0,
  },
  detect: {
    usage: "detect",
    about: "find the measurements between which figures changed",
    flags: {
      ...HISTORY,
      ...SINCE,
      ...SENSITIVITY,
      "all": { about: "look for hints in all other metrics too" },
      "advisory": { about: "exit with 0 even if the history ends with a change for the worse" },
      ...JSON_FLAG,
    },
    operands: 0,
  },
  show: {
    usage: "show METRIC",
    about: "show a metric over the commits, with its changes",
    flags: {
      ...HISTORY,
      ...CELLS,
      ...SINCE,
      ...JSON_FLAG,
    },
    operands: 1,
  },
  report: {
    usage: "report [METRIC]",
    about: "write a page for people: what changed, and every series over its measurements",
    flags: {
      ...HISTORY,
      ...CELLS,
      ...SINCE,
      ...SENSITIVITY,
      "out": {
        value: "FILE",
        about: "where to; - prints it; default: history.html beside the history",
      },
    },
    operands: 1,
  },
  export: {
    usage: "export [FILE]",
    about: "write the history as NDJSON, to standard output or a new file",
    flags: { ...HISTORY },
    operands: 1,
  },
  import: {
    usage: "import FILE",
    about: "add all studies of an exported history, or none",
    flags: { ...HISTORY },
    operands: 1,
  },
} as const satisfies Readonly<Record<string, TrackSyntax>>;

/** One of {@link TRACK_VERBS}. */
export type TrackVerb = keyof typeof TRACK_VERBS;

const EXIT_CODES =
  "exit codes: 0 done, 1 the history ends with a change for the worse (detect), 2 bad input";

/**
 * Help for `track` as a whole.
 *
 * @returns Lines.
 */
export function trackHelp(): string {
  const rows = Object.values(TRACK_VERBS);
  const width = Math.max(...rows.map(({ usage }) => usage.length));
  return `Keeps figures of studies over commits and finds where they changed.

usage: deno task track VERB [options]

${rows.map(({ usage, about }) => `  ${usage.padEnd(width)}  ${about}`).join("\n")}

Each takes --help. ${EXIT_CODES}`;
}

/**
 * Help for one of the verbs.
 *
 * @param verb The verb.
 * @returns Lines.
 */
export function trackVerbHelp(verb: TrackVerb): string {
  const { usage, about, flags } = TRACK_VERBS[verb];
  return `Is there to ${about}.

usage: deno task track ${usage} [options]

${describeFlags(flags)}
${MORE[verb] ?? ""}
${EXIT_CODES}`;
}

const LOADS = ["saturated", "below-saturation"] as const;

const MORE: Partial<Record<TrackVerb, string>> = {
  report: `
METRIC is one of those of track show; default: all. The page is one file that needs no network. All is tested
together, whatever is shown: its changes are those of detect --all.
`,
  show: `
METRIC is one of ${HISTORY_METRICS.map(({ metric }) => metric).join(", ")}.
`,
  detect: `
Ratios to the reference are looked at, each series of cell, metric, host class and runtime by itself, in
the order in which studies were measured: a change lies between two measurements. Whether it came with a
commit between these two is for you to know: measure commits in their order.
What decides is what a gate decides by:
${
    LOADS.map((load) =>
      `  ${load}: ` +
      HISTORY_METRICS.filter((metric) => isDeciding(metric, load))
        .map(({ metric }) => metric).join(", ")
    ).join("\n")
  }
Of tasks that were not completed, none counts as half of one, so that there is a ratio.
A change that was accepted is left behind with --since.
`,
};

/**
 * The history file that was asked for.
 *
 * @param flags What was given.
 * @returns Its path.
 */
export function historyFile({ values: { history } }: ParsedFlags): string {
  return history ?? HISTORY_FILE;
}

/**
 * The part of a history that was asked for.
 *
 * @param history The history.
 * @param since What was given with `--since`, a commit or a beginning that no other has.
 * @returns The studies from the first one of that commit on.
 * @throws {UsageError} If there is none, or more than one commit begins like that.
 */
export function historySince(history: History, since: string | undefined): History {
  if (since === undefined) return history;
  const commits = [...new Set(history.studies.map(({ commit }) => commit))];
  const meant = commits.includes(since)
    ? [since]
    : commits.filter((commit) => commit.startsWith(since));
  if (meant.length === 0) {
    throw new UsageError(
      `--since: no study is of commit "${since}": see deno task track list`,
    );
  }
  if (meant.length > 1) {
    const rest = meant.length - MOST_NAMED;
    throw new UsageError(
      `--since: ${meant.length} commits begin with "${since}", so write more of the one you mean: ` +
        meant.slice(0, MOST_NAMED).join(", ") + (rest > 0 ? ` and ${rest} more` : ""),
    );
  }
  const from = history.studies.findIndex(({ commit }) => commit === meant[0]);
  return { ...history, studies: history.studies.slice(from) };
}

/**
 * The probability of a false alarm that was asked for.
 *
 * @param flags What was given.
 * @returns The probability; undefined if none was given.
 * @throws {UsageError} If it is not one.
 */
export function alphaFlag({ values: { alpha } }: ParsedFlags): number | undefined {
  if (alpha === undefined) return undefined;
  const number = parseDecimal(alpha);
  // Below, no number of permutations that ends today could reach it.
  if (number >= 1e-4 && number <= 0.5) return number;
  throw new UsageError(`--alpha must be a number from 0.0001 to 0.5, got ${alpha}`);
}

/**
 * The shares that matter.
 *
 * @param flags What was given.
 * @returns One for each metric that was named.
 */
export function deltaFlag({ values: { delta } }: ParsedFlags): ReturnType<typeof parseDeltas> {
  if (delta === undefined) return [];
  return parseDeltas(delta, HISTORY_METRICS.map(({ metric, delta }) => ({ metric, delta })));
}

/**
 * Checks the name of a metric.
 *
 * @param given What was given.
 * @returns It.
 * @throws {UsageError} If a history keeps no such metric.
 */
export function metricOperand(given: string | undefined): string {
  const known = HISTORY_METRICS.map(({ metric }) => metric);
  if (given === undefined) {
    throw new UsageError(`show needs a metric: deno task track show ${known[1]}`);
  }
  if (known.includes(given)) return given;
  const guess = didYouMean(given, known);
  const what = comparableMetric(given) === null ? "there is no metric" : "a history does not keep";
  throw new UsageError(
    `${what} "${given}": ` +
      (guess === null ? `it is one of ${known.join(", ")}` : `did you mean "${guess}"?`),
  );
}
