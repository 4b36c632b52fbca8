/**
 * `report`: builds the reports of a study or a gate again, without measuring.
 *
 * @module
 */
import {
  compareGate,
  EXCHANGE_FORMATS,
  type ExchangeFormat,
  explained,
  formatsOf,
  isGateDirectory,
  MARKDOWN_INLINE,
  newestStudy,
  oneLine,
  renderExchange,
  type Subject,
} from "../mod.ts";
import { type Contents, FILE_FORMATS, type FileFormat } from "./file_formats.ts";
import { describeFlags, type FlagTable, type ParsedFlags, parseFlags } from "./flags.ts";
import { writeComparison } from "./gate_session.ts";
import type { Io } from "./io.ts";
import { OUT } from "./out_directory.ts";
import { requireOwnOutput } from "./own_output.ts";
import { reportSideBySide } from "./report_side_by_side.ts";
import { readReportableGate, readSubject } from "./report_subject.ts";
import { textTable } from "./text_table.ts";
import { blamingInput, didYouMean, UsageError } from "./usage.ts";
import { writeReports } from "./write_reports.ts";

const FLAGS = {
  "format": {
    value: "NAME",
    about: "make one of the formats below instead of all files",
  },
  "inline": { about: "with --format md: without pictures, for a comment on a pull request" },
  "out": {
    value: "PATH",
    about: "with --format: the file to write; - prints it; of several studies: the directory",
  },
} as const satisfies FlagTable;

const HELP = `Builds the reports of a study or a gate again, without measuring.

usage: deno task report [STUDY|GATE] [options]
       deno task report STUDY STUDY... [options]

${describeFlags(FLAGS)}

formats:
${describeFormats()}

STUDY is a directory that bench or sweep wrote, GATE one that gate wrote; default: the newest study in
${OUT}/. Without --format, report.html, report.md with its pictures in charts/ and report.json are written
into a study, and sweep.md and sweep.json if it is a sweep; gate.html, gate.md and comparison.json into a gate.
What --format md prints is report.md to the byte: its pictures are links to charts/ beside it, so it shows
them only from within the study.
Several studies are shown side by side, cell by cell: over hosts, runtimes or commits. report.html, report.md
with charts/ and side-by-side.json go into the directory that --out names, a new one in ${OUT}/ otherwise;
--format html, md or json makes one of them.`;

/**
 * Runs the verb.
 *
 * @param args Its arguments.
 * @param io Where it writes.
 * @returns The exit code.
 * @throws {UsageError} If the input is wrong.
 */
export async function report(args: readonly string[], io: Io): Promise<number> {
  const flags = parseFlags(args, FLAGS, Infinity);
  if (flags.switches.has("help")) {
    io.out(HELP);
    return 0;
  }
  if (flags.operands.length > 1) return await reportSideBySide(flags, io);
  const format = parseFormat(flags);
  const directory = flags.operands[0] ?? await newestStudy(OUT);
  if (directory === null) {
    throw new UsageError(`there is no study in ${OUT}/: name one, or run deno task bench first`);
  }
  if (format === null) {
    for (const path of await blamingInput(() => writeAll(directory))) io.out(oneLine(path));
    return 0;
  }
  const { out } = flags.values;
  const { contents, file } = await blamingInput(() => make(format, directory));
  const path = out ?? (file === null ? "-" : `${directory}/${file}`);
  return await blamingInput(async () => {
    // Pages within a study are the study's: all reports together replace them as well.
    const isOwn = path === "-" || out === undefined && format.name === "html";
    if (!isOwn) await requireOwnOutput(path, format.name);
    return await deliver(contents, path, io);
  });
}

/** What was asked for with `--format`. */
type NamedFormat =
  & { readonly name: string }
  & (
    | { readonly kind: "text"; readonly format: ExchangeFormat }
    | { readonly kind: "file"; readonly format: FileFormat }
  );

function describeFormats(): string {
  const all = { ...FILE_FORMATS, ...EXCHANGE_FORMATS };
  return textTable(Object.entries(all).map(([name, { about }]) => [`  ${name}`, about]), 2);
}

function parseFormat({ values: { format: name, out }, switches }: ParsedFlags): NamedFormat | null {
  const isInline = switches.has("inline");
  if (isInline && name !== "md") throw new UsageError("--inline goes with --format md: add it");
  if (name === undefined) {
    if (out === undefined) return null;
    throw new UsageError("--out says where one format goes: name it with --format");
  }
  if (isInline) return { name, kind: "text", format: MARKDOWN_INLINE };
  if (Object.hasOwn(FILE_FORMATS, name)) return { name, kind: "file", format: FILE_FORMATS[name] };
  if (Object.hasOwn(EXCHANGE_FORMATS, name)) {
    return { name, kind: "text", format: EXCHANGE_FORMATS[name] };
  }
  const known = [...Object.keys(EXCHANGE_FORMATS), ...Object.keys(FILE_FORMATS)];
  const guess = didYouMean(name, known);
  throw new UsageError(
    `--format must be one of ${known.join(", ")}, got "${name}"` +
      (guess === null ? "" : `; did you mean "${guess}"?`),
  );
}

/** Makes a format of a directory; `file` is null for what is printed unless a file is named. */
async function make(
  named: NamedFormat,
  directory: string,
): Promise<{ contents: Contents; file: string | null }> {
  const subject = await readSubject(directory);
  if (named.kind === "text") {
    const contents = renderExchange(named.format, subject);
    if (contents === null) throw cannotShow(named.name, subject);
    return { contents, file: null };
  }
  const made = subject.kind === "study"
    ? named.format.study && {
      contents: await named.format.study.make(subject, directory),
      file: named.format.study.name,
    }
    : named.format.comparison && {
      contents: await named.format.comparison.make(subject, directory),
      file: named.format.comparison.name,
    };
  if (made === null) throw cannotShow(named.name, subject);
  return made;
}

function cannotShow(name: string, { kind }: Subject): UsageError {
  const able = [
    ...formatsOf(kind),
    ...Object.keys(FILE_FORMATS).filter((name) => FILE_FORMATS[name][kind] !== null),
  ];
  return new UsageError(`--format ${name} cannot show a ${kind}: ${able.join(", ")} can`);
}

async function deliver(contents: Contents, path: string, io: Io): Promise<number> {
  if (path === "-") {
    if (typeof contents !== "string") {
      throw new UsageError("this format is bytes, which no terminal shows: name a file with --out");
    }
    // The last line feed is the stream's own; what stands before it, a carriage return say, is the format's.
    io.out(contents.replace(/\n$/, ""));
    return 0;
  }
  if (typeof contents === "function") return await contents(path, io);
  const bytes = typeof contents === "string" ? new TextEncoder().encode(contents) : contents;
  await Deno.writeFile(path, bytes).catch((error) => {
    throw explained(error, path, "written");
  });
  io.out(oneLine(path));
  return 0;
}

/** Writes what a directory's reports are; returns their paths, for people first. */
async function writeAll(directory: string): Promise<readonly string[]> {
  if (!await isGateDirectory(directory)) return (await writeReports(directory)).reports;
  const files = await writeComparison(
    directory,
    compareGate(await readReportableGate(directory)),
  );
  // The last one says what was asked, and is not written here.
  return files.slice(0, -1);
}
