/**
 * `report`: builds the reports of a study again, without measuring.
 *
 * @module
 */
import { newestStudy, oneLine, renderJson, renderMarkdown, summarize } from "../mod.ts";
import { OUT } from "./out_directory.ts";
import { describeFlags, type FlagTable, parseFlags } from "./flags.ts";
import type { Io } from "./io.ts";
import { blamingInput, didYouMean, UsageError } from "./usage.ts";
import { readReportable, writeReports } from "./write_reports.ts";

const RENDERERS = { md: renderMarkdown, json: renderJson } as const;

const FLAGS = {
  "format": {
    value: "NAME",
    about: `${Object.keys(RENDERERS).join(" or ")}: print that instead of writing files`,
  },
} as const satisfies FlagTable;

const HELP = `Builds the reports of a study again, without measuring.

usage: deno task report [STUDY] [options]

${describeFlags(FLAGS)}

STUDY is a directory that bench or sweep wrote; default: the newest in ${OUT}/.
Without --format, report.md and report.json are written into it, and sweep.md and sweep.json if it is
a sweep.`;

/**
 * Runs the verb.
 *
 * @param args Its arguments.
 * @param io Where it writes.
 * @returns The exit code.
 * @throws {UsageError} If the input is wrong.
 */
export async function report(args: readonly string[], io: Io): Promise<number> {
  const { values: { format }, switches, operands } = parseFlags(args, FLAGS, 1);
  if (switches.has("help")) {
    io.out(HELP);
    return 0;
  }
  const directory = operands[0] ?? await newestStudy(OUT);
  if (directory === null) {
    throw new UsageError(`there is no study in ${OUT}/: name one, or run deno task bench first`);
  }
  if (format === undefined) {
    const { reports } = await blamingInput(() => writeReports(directory));
    for (const path of reports) io.out(oneLine(path));
    return 0;
  }
  const render = Object.entries(RENDERERS).find(([name]) => name === format)?.[1];
  if (render === undefined) {
    const guess = didYouMean(format, Object.keys(RENDERERS));
    throw new UsageError(
      `--format must be one of ${Object.keys(RENDERERS).join(", ")}, got "${format}"` +
        (guess === null ? "" : `; did you mean "${guess}"?`),
    );
  }
  io.out(render(summarize(await blamingInput(() => readReportable(directory)))).trimEnd());
  return 0;
}
