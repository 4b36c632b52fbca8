/**
 * Where a verb may write the file that a user named: a slip, `--out study.json` say, must cost nobody a file.
 *
 * @module
 */
import { basename } from "node:path";
import { explained, GITHUB_MARKER, TASK_TABLE_SCHEMA } from "../mod.ts";
import { UsageError } from "./usage.ts";

/** What studies, gates and plans are read from: no report goes by these names, wherever it is written. */
const DATA: readonly string[] = [
  "study.json",
  "trials.ndjson",
  "knee.ndjson",
  "gate.json",
  "history.sqlite",
];

/** A name in JSON as trackers of figures get it: `direct under burst (inside)`. */
const CELL = String.raw`"(?:[^"\\]|\\.)* under (?:[^"\\]|\\.)*`;
const TRACKED = new RegExp(String.raw`^\[\s*(?:\]|\{\s*"name": ${CELL}: [a-z0-9-]+",\s*"unit":)`);

/** How an earlier file of each format begins; parquet, which says it at its end, is looked at otherwise. */
const BEGINNINGS: Readonly<Record<string, RegExp>> = {
  "html":
    /^<!doctype html>\s*<html lang="en"><head><meta charset="utf-8"\/><meta name="generator" content="dispatch-lab"\/>/,
  "md": /^# dispatch-lab(?: report| comparison|, side by side)\n/,
  "json": /^\{\s*"schema": "dispatch-lab\/(?:report|comparison|side-by-side)@/,
  "calibration": /^\{\s*"plan": \{\s*"studies": /,
  "bencher": new RegExp(
    String.raw`^\{\s*(?:\}|${CELL}": \{\s*(?:\}|"[a-z0-9-]+": \{\s*"value":))`,
  ),
  "csv": /^(?:strategy,workload,placement,state,metric,|base_strategy,head_strategy,workload,)/,
  "github-action-benchmark-bigger": TRACKED,
  "github-action-benchmark-smaller": TRACKED,
  "github": new RegExp(`^${GITHUB_MARKER}`),
  "gobench": /^# (?:base: )?\d{4}-\d\d-\d\dT[\d:.]+Z, seed \d+, Deno /,
  "junit": /^<\?xml [^>]*\?>\s*<testsuites name="dispatch-lab"/,
  "openmetrics": /^# TYPE dispatch_lab_/,
};

// Longer than any name that a beginning has in it.
const HEAD_BYTES = 8192;
const TAIL_BYTES = 1 << 20;

/**
 * Sees to it that nothing of a user's is lost where a file goes: what is there already must be an earlier
 * one of the same format, or empty. Nothing is lost where there is no file, or a device.
 *
 * @param path The path.
 * @param format What is written there: a name that `--format` takes, or `calibration`.
 * @throws {UsageError} If something else is there, or the name is that of a study's data.
 * @throws {StudyStoreError} If the system does not let one look.
 */
export async function requireOwnOutput(path: string, format: string): Promise<void> {
  const name = basename(path);
  if (DATA.includes(name)) {
    throw new UsageError(
      `"${path}" goes by the name of data that is read: name another with --out`,
    );
  }
  if (await isOwnOutput(path, format)) return;
  throw new UsageError(
    `"${path}" is there already and no earlier ${format} of dispatch-lab: name another with --out, ` +
      "or remove it",
  );
}

async function isOwnOutput(path: string, format: string): Promise<boolean> {
  try {
    const { isFile, isDirectory, size } = await Deno.stat(path);
    // A table is put in its place by a new name, which would put an end to a device.
    if (!isFile) return !isDirectory && format !== "parquet";
    if (size === 0) return true;
    using file = await Deno.open(path);
    if (format === "parquet") return await isOwnTable(file, size);
    const head = new TextDecoder().decode(await readAt(file, 0, Math.min(size, HEAD_BYTES)));
    return BEGINNINGS[format].test(head);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return true;
    throw explained(error, path, "written");
  }
}

/** A Parquet file ends with its metadata, their length and four letters. */
async function isOwnTable(file: Deno.FsFile, size: number): Promise<boolean> {
  const length = Math.min(size, TAIL_BYTES);
  const tail = new TextDecoder("latin1").decode(await readAt(file, size - length, length));
  const [schema] = TASK_TABLE_SCHEMA.split("@");
  return tail.endsWith("PAR1") && tail.includes("dispatch-lab.schema") &&
    tail.includes(`${schema}@`);
}

async function readAt(file: Deno.FsFile, offset: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  await file.seek(offset, Deno.SeekMode.Start);
  let read = 0;
  while (read < length) {
    const more = await file.read(bytes.subarray(read));
    if (more === null) break;
    read += more;
  }
  return bytes.subarray(0, read);
}
