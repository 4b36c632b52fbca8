/**
 * A history as NDJSON: a head, then a study a line, the oldest first. Also what a line must be, which what
 * is read from a history file is held against as well.
 *
 * @module
 */
import { z } from "zod";
import {
  type History,
  HISTORY_SCHEMA,
  type HistoryHead,
  TRACKED_SCHEMA,
  type TrackedStudy,
} from "../history_point.ts";
import { HistoryError } from "./history_error.ts";

/** A lone surrogate or a zero would not come out of a database as it went in. */
const text = z.string().min(1).max(1000).refine(
  (value) => value.isWellFormed() && !value.includes("\0"),
  "holds what is no text",
);
const interval = z.tuple([z.number(), z.number()]).refine(
  ([low, high]) => low <= high,
  "begins above its end",
).nullable();

const point = z.strictObject({
  strategy: text,
  workload: text,
  placement: text,
  metric: text,
  load: z.enum(["saturated", "below-saturation"]),
  state: z.enum(["stable", "unstable", "failed"]),
  blocks: z.int().min(0),
  value: z.number().nullable(),
  interval,
  ratio: z.number().positive().nullable(),
  ratioInterval: interval,
});

const study = z.strictObject({
  schema: z.literal(TRACKED_SCHEMA),
  createdAt: text.refine(isTime, "is not a time as 2026-01-02T03:04:05.678Z"),
  fingerprint: text,
  commit: text,
  tree: z.enum(["clean", "dirty", "unknown"]),
  host: text,
  runtime: text,
  reference: text.nullable(),
  points: z.array(point),
}).refine(
  ({ points }) =>
    new Set(
      points.map(({ strategy, workload, placement, metric }) =>
        JSON.stringify([strategy, workload, placement, metric])
      ),
    ).size === points.length,
  "has a metric of a cell twice",
);

const head = z.strictObject({
  schema: z.literal(HISTORY_SCHEMA),
  reference: text.nullable(),
});

/**
 * Checks what is said to be a study of a history.
 *
 * @param value Anything.
 * @returns The study, its fields in their order.
 * @throws {SyntaxError} If it is none; the message says where and why.
 */
export function parseTrackedStudy(value: unknown): TrackedStudy {
  return parsed(study, value);
}

/**
 * Writes a history as text.
 *
 * @param history The history.
 * @returns NDJSON, with a line feed at its end. The same history gives the same text.
 */
export function historyLines({ reference, studies }: History): string {
  const first: HistoryHead = { schema: HISTORY_SCHEMA, reference };
  return [first, ...studies].map((line) => JSON.stringify(line) + "\n").join("");
}

/**
 * Reads a history from text.
 *
 * @param lines NDJSON as {@link historyLines} writes it; empty lines are skipped.
 * @returns The history.
 * @throws {HistoryError} If a line is not what it should be; the message has its number.
 */
export function parseHistoryLines(lines: string): History {
  let first: HistoryHead | null = null;
  const studies: TrackedStudy[] = [];
  for (const [index, line] of lines.split("\n").entries()) {
    if (line.trim() === "") continue;
    try {
      const value = parseJson(line);
      if (first === null) first = parsed(head, value);
      else studies.push(parseTrackedStudy(value));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw new HistoryError(`line ${index + 1} ${error.message}: nothing was imported`);
    }
  }
  if (first === null) throw new HistoryError("it is empty: nothing was imported");
  return { reference: first.reference, studies };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new SyntaxError("is not JSON");
  }
}

function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const [{ path, message }] = error.issues;
  const where = path.length === 0 ? "" : `'${path.join(".")}' `;
  throw new SyntaxError(`is not a line of a history: ${where}${message}`);
}

function isTime(text: string): boolean {
  // Compared as text, so all must have one form.
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) && !Number.isNaN(Date.parse(text));
}
