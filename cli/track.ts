/**
 * `track`: keeps figures of studies over commits, and finds the measurements between which they changed.
 *
 * @module
 */
import {
  counted,
  detectChanges,
  type Detection,
  type ExaminedSeries,
  explained,
  type History,
  historyLines,
  importHistory,
  oneLine,
  parseHistoryLines,
  readHistory,
  worsenings,
} from "../mod.ts";
import { numberFlag, type ParsedFlags, parseFlags } from "./flags.ts";
import type { Io } from "./io.ts";
import { addStudy } from "./track_add.ts";
import { chosenSeries, reportHistory } from "./track_report.ts";
import {
  alphaFlag,
  deltaFlag,
  historyFile,
  historySince,
  metricOperand,
  TRACK_VERBS,
  trackHelp,
  type TrackVerb,
  trackVerbHelp,
} from "./track_options.ts";
import { detectionText, historyText, seriesText } from "./track_text.ts";
import { blamingInput, didYouMean, UsageError } from "./usage.ts";

const EXIT_WORSE = 1;

const RUN: Readonly<Record<TrackVerb, (flags: ParsedFlags, io: Io) => number | Promise<number>>> = {
  add: addStudy,
  list,
  detect,
  show,
  report: reportHistory,
  export: exportHistory,
  import: importFrom,
};

/**
 * Runs the verb.
 *
 * @param args Its arguments.
 * @param io Where it writes.
 * @returns The exit code.
 * @throws {UsageError} If the input is wrong.
 */
export async function track(args: readonly string[], io: Io): Promise<number> {
  const [verb, ...rest] = args;
  if (verb === "--help" || verb === "-h") {
    io.out(trackHelp());
    return 0;
  }
  const names = Object.keys(TRACK_VERBS);
  if (verb === undefined || !Object.hasOwn(TRACK_VERBS, verb)) {
    const guess = verb === undefined ? null : didYouMean(verb, names);
    throw new UsageError(
      `track needs one of ${names.join(", ")}` + (verb === undefined ? "" : `, got "${verb}"`) +
        (guess === null ? "" : `; did you mean "${guess}"?`),
    );
  }
  const { flags: table, operands } = TRACK_VERBS[verb as TrackVerb];
  const flags = parseFlags(rest, table, operands);
  if (flags.switches.has("help")) {
    io.out(trackVerbHelp(verb as TrackVerb));
    return 0;
  }
  return await blamingInput(() => RUN[verb as TrackVerb](flags, io));
}

function list(flags: ParsedFlags, io: Io): number {
  const history = readHistory(historyFile(flags));
  if (!flags.switches.has("json")) {
    io.out(historyText(history));
    return 0;
  }
  const studies = history.studies.map(({ schema: _, points, ...study }) => ({
    ...study,
    figures: points.length,
  }));
  io.out(json({ schema: "dispatch-lab/track-list@1", reference: history.reference, studies }));
  return 0;
}

function detect(flags: ParsedFlags, io: Io): number {
  const { values: { since }, switches } = flags;
  const [alpha, deltas] = [alphaFlag(flags), deltaFlag(flags)];
  const seed = numberFlag(flags, "seed", "whole from 0");
  const history = historySince(readHistory(historyFile(flags)), since);
  const detection = detectChanges(history, {
    ...{ alpha, deltas, seed },
    metrics: switches.has("all") ? "all" : "deciding",
  });
  io.out(
    switches.has("json") ? json(detectionJson(detection)) : detectionText(detection, history),
  );
  const worse = worsenings(detection);
  if (worse.length === 0 || switches.has("advisory")) return 0;
  io.err(
    `worse: ${counted(worse.length, "change")} for the worse still ${
      worse.length === 1 ? "stands" : "stand"
    }; leave what was accepted behind with --since`,
  );
  return EXIT_WORSE;
}

function detectionJson({ series, ...rest }: Detection): unknown {
  return {
    schema: "dispatch-lab/track-changes@1",
    ...rest,
    series: series.length,
    changes: series.flatMap(({ changes }) => changes),
  };
}

function show(flags: ParsedFlags, io: Io): number {
  const metric = metricOperand(flags.operands[0]);
  const history = historySince(readHistory(historyFile(flags)), flags.values.since);
  // All is tested together, whatever is shown: the marks are those of `detect --all`.
  const shown = chosenSeries(detectChanges(history, { metrics: "all" }), history, flags);
  io.out(flags.switches.has("json") ? json(shownJson(metric, shown)) : seriesText(shown));
  return 0;
}

function shownJson(metric: string, shown: readonly ExaminedSeries[]): unknown {
  return {
    schema: "dispatch-lab/track-series@1",
    metric,
    series: shown.map(({ series: { points, metric: _, ...series }, changes }) => ({
      ...series,
      points: points.map(({ study: { commit, tree, createdAt, reference }, point }) => {
        const { state, blocks, value, interval, ratio, ratioInterval } = point;
        return {
          ...{ commit, tree, createdAt, reference },
          ...{ state, blocks, value, interval, ratio, ratioInterval },
        };
      }),
      changes: changes.map(({ series: _, ...change }) => change),
    })),
  };
}

async function exportHistory(flags: ParsedFlags, io: Io): Promise<number> {
  const lines = historyLines(readHistory(historyFile(flags)));
  const [path] = flags.operands;
  if (path === undefined) {
    io.out(lines.trimEnd());
    return 0;
  }
  try {
    await Deno.writeTextFile(path, lines, { createNew: true });
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) {
      throw new UsageError(`"${path}" is there already: name a file that is not`);
    }
    throw explained(error, path, "written");
  }
  io.out(oneLine(path));
  return 0;
}

async function importFrom(flags: ParsedFlags, io: Io): Promise<number> {
  const [path] = flags.operands;
  if (path === undefined) {
    throw new UsageError("import needs a file: deno task track import history.ndjson");
  }
  const text = await Deno.readTextFile(path).catch((error) => {
    throw explained(error, path, "read");
  });
  const history = await parsed(path, text);
  const { added, alreadyThere } = importHistory(historyFile(flags), history);
  io.out(
    `${counted(added, "study", "studies")} added` +
      (alreadyThere === 0 ? "" : `, ${alreadyThere} already there`),
  );
  return 0;
}

async function parsed(path: string, text: string): Promise<History> {
  try {
    return await blamingInput(() => parseHistoryLines(text));
  } catch (error) {
    throw error instanceof UsageError
      ? new UsageError(`"${path}" cannot be imported: ${error.message}`)
      : error;
  }
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
