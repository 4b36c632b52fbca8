/**
 * `report`: builds the reports of a study or a gate again, without measuring.
 *
 * @module
 */
import {
  compareGate,
  EXCHANGE_FORMATS,
  type ExchangeFormat,
  formatsOf,
  isGateDirectory,
  type MeasuredArm,
  newestStudy,
  oneLine,
  readGate,
  renderExchange,
  type StoredGate,
  type StoredStudy,
  type Subject,
  summarize,
} from "../mod.ts";
import { OUT } from "./out_directory.ts";
import { describeFlags, type FlagTable, parseFlags } from "./flags.ts";
import { writeComparison } from "./gate_session.ts";
import type { Io } from "./io.ts";
import { textTable } from "./text_table.ts";
import { blamingInput, didYouMean, UsageError } from "./usage.ts";
import { readReportable, writeReports } from "./write_reports.ts";

const FLAGS = {
  "format": {
    value: "NAME",
    about: "print one of the formats below instead of writing files",
  },
} as const satisfies FlagTable;

const HELP = `Builds the reports of a study or a gate again, without measuring.

usage: deno task report [STUDY|GATE] [options]

${describeFlags(FLAGS)}

formats:
${describeFormats()}

STUDY is a directory that bench or sweep wrote, GATE one that gate wrote; default: the newest study in
${OUT}/. Without --format, report.md and report.json are written into a study, and sweep.md and
sweep.json if it is a sweep; gate.md and comparison.json into a gate.`;

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
    for (const path of await blamingInput(() => writeAll(directory))) io.out(oneLine(path));
    return 0;
  }
  const render = parseFormat(format);
  const subject = await blamingInput(() => readSubject(directory));
  const text = renderExchange(render, subject);
  if (text === null) {
    throw new UsageError(
      `--format ${format} cannot show a ${subject.kind}: ${formatsOf(subject.kind).join(", ")} can`,
    );
  }
  // The last line feed is the stream's own; what stands before it, a carriage return say, is the format's.
  io.out(text.replace(/\n$/, ""));
  return 0;
}

function describeFormats(): string {
  const rows = Object.entries(EXCHANGE_FORMATS).map(([name, { about }]) => [`  ${name}`, about]);
  return textTable(rows, 2);
}

function parseFormat(name: string): ExchangeFormat {
  if (Object.hasOwn(EXCHANGE_FORMATS, name)) return EXCHANGE_FORMATS[name];
  const known = Object.keys(EXCHANGE_FORMATS);
  const guess = didYouMean(name, known);
  throw new UsageError(
    `--format must be one of ${known.join(", ")}, got "${name}"` +
      (guess === null ? "" : `; did you mean "${guess}"?`),
  );
}

/** Writes what a directory's reports are; returns their paths, for people first. */
async function writeAll(directory: string): Promise<readonly string[]> {
  if (!await isGateDirectory(directory)) return (await writeReports(directory)).reports;
  const [markdown, json] = await writeComparison(
    directory,
    compareGate(await readReportableGate(directory)),
  );
  return [markdown, json];
}

async function readSubject(directory: string): Promise<Subject> {
  if (!await isGateDirectory(directory)) {
    return { kind: "study", arm: armOf(await readReportable(directory)) };
  }
  const gate = await readReportableGate(directory);
  return {
    kind: "comparison",
    comparison: compareGate(gate),
    base: armOf(gate.base),
    head: armOf(gate.head),
  };
}

/** A gate that says something: without a trial, only that its host is unfit or an arm has failed. */
async function readReportableGate(directory: string): Promise<StoredGate> {
  const gate = await readGate(directory);
  const { document: { end, repeatCommand }, base, head } = gate;
  const isMeasured = base.trials.length + head.trials.length > 0;
  if (isMeasured || end === "unfit" || end === "failed") return gate;
  throw new UsageError(
    `the gate in "${directory}" has no trial, so there is nothing to report: run ${repeatCommand}`,
  );
}

function armOf(study: StoredStudy): MeasuredArm {
  return { study, report: summarize(study) };
}
