/**
 * `report A B C`: several studies side by side.
 *
 * @module
 */
import { dirname } from "node:path";
import {
  explained,
  isGateDirectory,
  oneLine,
  renderJson,
  renderSideBySideFiles,
  renderSideBySideHtml,
  renderSideBySideMarkdown,
  shellWord,
  SIDE_BY_SIDE,
  type SideBySide,
  sideBySide,
  type SideInput,
  summarize,
} from "../mod.ts";
import type { ParsedFlags } from "./flags.ts";
import type { Io } from "./io.ts";
import { writeReportFiles } from "./report_files.ts";
import { outDirectory } from "./out_directory.ts";
import { requireOwnOutput } from "./own_output.ts";
import { blamingInput, UsageError } from "./usage.ts";
import { readReportable } from "./write_reports.ts";

const PAGE = "report.html";

/** Each format that several studies have together. */
const FORMATS: Readonly<
  Record<string, (document: SideBySide, flags: ParsedFlags) => string>
> = {
  "html": (document) => renderSideBySideHtml(document),
  "md": (document, { switches }) =>
    renderSideBySideMarkdown(document, { pictures: switches.has("inline") ? "none" : "files" }),
  "json": (document) => renderJson(document),
};

/**
 * Shows studies side by side.
 *
 * @param flags What `report` was given, with more than one operand.
 * @param io Where it writes.
 * @returns The exit code.
 * @throws {UsageError} If the input is wrong.
 */
export async function reportSideBySide(flags: ParsedFlags, io: Io): Promise<number> {
  const { operands, switches, values: { format, out } } = flags;
  if (switches.has("inline") && format !== "md") {
    throw new UsageError("--inline goes with --format md: add it");
  }
  if (format !== undefined && !Object.hasOwn(FORMATS, format)) {
    throw new UsageError(
      `--format ${format} cannot show studies side by side: ${
        Object.keys(FORMATS).join(", ")
      } can; name one study for the others`,
    );
  }
  const document = await blamingInput(async () => sideBySide(await readInputs(operands)));
  if (document.cells.length === 0) {
    throw new UsageError(
      "nothing to show side by side: no two of the studies have a cell in common",
    );
  }
  if (format === undefined) {
    for (const path of await blamingInput(() => writeAll(document, out))) io.out(oneLine(path));
    return 0;
  }
  const text = FORMATS[format](document, flags);
  // A page is for a browser, so it goes into a file; what terminals show is printed.
  const path = out ?? (format === "html" ? `${freshDirectory()}/${PAGE}` : "-");
  if (path === "-") {
    io.out(text.replace(/\n$/, ""));
    return 0;
  }
  await blamingInput(async () => {
    await requireOwnOutput(path, format);
    await writeFile(path, text);
  });
  io.out(oneLine(path));
  return 0;
}

async function readInputs(directories: readonly string[]): Promise<SideInput[]> {
  await refuseRepeated(directories);
  const inputs: SideInput[] = [];
  for (const directory of directories) {
    if (await isGateDirectory(directory)) {
      const sides = ["base", "head"].map((side) => shellWord(`${directory}/${side}`));
      throw new UsageError(
        `"${directory}" is a gate and has two studies: name ${sides.join(" and ")}, ` +
          "or report it by itself for its verdict",
      );
    }
    const study = await readReportable(directory);
    if (study.document.sweep !== undefined) {
      throw new UsageError(
        `"${directory}" is a sweep, whose curve has no place beside others: report it by itself`,
      );
    }
    inputs.push({ directory, study, report: summarize(study) });
  }
  return inputs;
}

/** The same study twice would be a difference of nothing from itself. */
async function refuseRepeated(directories: readonly string[]): Promise<void> {
  const seen = new Map<string, string>();
  for (const directory of directories) {
    // One that is not there is told of when it is read.
    const path = await Deno.realPath(directory).catch(() => directory);
    const other = seen.get(path);
    if (other !== undefined) {
      throw new UsageError(
        `"${directory}" is the same study as "${other}": name each study once`,
      );
    }
    seen.set(path, directory);
  }
}

function freshDirectory(): string {
  return `${outDirectory(undefined, new Date().toISOString())}-side-by-side`;
}

/** Writes all files; returns the paths of those to open, for people first. */
async function writeAll(document: SideBySide, out: string | undefined): Promise<readonly string[]> {
  const directory = out === undefined ? freshDirectory() : outDirectory(out, "");
  await refuseOthers(directory);
  return await writeReportFiles(directory, renderSideBySideFiles(document));
}

/** What is there must be an earlier one of these: reports of a study must not be lost to this. */
async function refuseOthers(directory: string): Promise<void> {
  const names: string[] = [];
  try {
    for await (const { name } of Deno.readDir(directory)) names.push(name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw explained(error, directory, "written");
  }
  const taken = ["study.json", "trials.ndjson", "gate.json"].find((name) => names.includes(name)) ??
    (names.includes(SIDE_BY_SIDE) ? undefined : names[0]);
  if (taken === undefined) return;
  throw new UsageError(
    `"${directory}" holds other files already ("${taken}"): name another directory with --out`,
  );
}

async function writeFile(path: string, text: string): Promise<void> {
  try {
    await Deno.mkdir(dirname(path), { recursive: true });
    await Deno.writeTextFile(path, text);
  } catch (error) {
    throw explained(error, path, "written");
  }
}
