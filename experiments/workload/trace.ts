/**
 * Traces: arrival times, and demands if they are there, from a CSV or NDJSON file.
 *
 * @module
 */
import { readTable, type Row, shown, type Table } from "./_table.ts";
import {
  elapsedMs,
  isDecimal,
  parseTime,
  type TimeFormat,
  timeFormat,
  type TimeUnit,
} from "./_time.ts";

export type { TimeUnit } from "./_time.ts";

/** How to read a trace. */
export interface ParseTraceOptions {
  /** What error messages call the text: the file's name. */
  readonly label: string;
  /**
   * The column of arrival times.
   *
   * @default the first column, other than the demand column, whose first value is a time or number
   */
  readonly timeColumn?: string;
  /**
   * The unit of times written as numbers; ISO times have none.
   *
   * @default "ms"
   */
  readonly timeUnit?: TimeUnit;
  /**
   * The column of demands, numbers of at least 0.
   *
   * @default none
   */
  readonly demandColumn?: string;
  /**
   * What one unit of the demand column is in ms, above 0.
   *
   * @default 1
   */
  readonly demandScaleMsPerUnit?: number;
  /**
   * How many times faster than recorded: gaps are divided by it. Above 0; demands stay as they are.
   *
   * @default 1
   */
  readonly speed?: number;
}

/** A parsed trace; row i is the i-th line of data. */
export interface Trace {
  /** Arrival times in ms from the first one: sorted, the first 0, gaps divided by the speed. */
  readonly timesMs: Float64Array;
  /** Demands in ms, at least 0; null if no column was named. */
  readonly demandMs: Float64Array | null;
  /** Number of rows, at least 1. */
  readonly rows: number;
  /** The column that the times came from. */
  readonly timeColumn: string;
  /** The column that the demands came from, or null. */
  readonly demandColumn: string | null;
}

/**
 * Parses a trace. The text is NDJSON, one object a line, if its first character that is not blank is
 * `{`, else CSV: a header that names the columns, commas between fields, quotes where needed. A byte
 * order mark, CRLF line ends, blank lines and blanks around fields are no matter.
 *
 * A time is a number in `timeUnit`, or ISO 8601: date and time of day with `T` or a blank between,
 * seconds with any number of decimals, and `Z`, an offset such as `+01:00` or nothing, which means
 * UTC. All times of a file are of the kind of the first. Differences are taken before they are
 * rounded, so decimals far below a millisecond survive, except in JSON numbers beyond 2⁵³
 * (nanoseconds since 1970, say): quote those.
 *
 * @param text The file's content.
 * @param options How to read it.
 * @returns The trace.
 * @throws {SyntaxError} If the text is empty, has no rows or no header, or a line cannot be read.
 * @throws {RangeError} If a column is unknown or named twice, a time is before the one above it, a
 *   demand is negative, or an option is out of its range. Every message is one line with the label
 *   and, where there is one, the number of the line in the text.
 *
 * @example
 * ```ts
 * const text = "time,size\n2023-11-16 18:17:03.97996,10\n2023-11-16 18:17:04.03190,8\n";
 * const trace = parseTrace(text, { label: "a.csv", demandColumn: "size", speed: 2 });
 * // timesMs: [0, 25.97], demandMs: [10, 8]
 * ```
 */
export function parseTrace(text: string, options: ParseTraceOptions): Trace {
  const { label, timeUnit = "ms", demandScaleMsPerUnit = 1, speed = 1 } = options;
  requirePositive(label, "speed", speed);
  requirePositive(label, "demandScaleMsPerUnit", demandScaleMsPerUnit);
  const table = readTable(text, label);
  const demandAt = options.demandColumn === undefined
    ? null
    : columnAt(table, options.demandColumn, label);
  const timeAt = options.timeColumn === undefined
    ? firstTimeColumn(table, timeUnit, demandAt, label)
    : columnAt(table, options.timeColumn, label);
  return {
    timesMs: timesOf(table, timeAt, timeUnit, label).map((timeMs) => timeMs / speed),
    demandMs: demandAt === null ? null : demandsOf(table, demandAt, demandScaleMsPerUnit, label),
    rows: table.rows.length,
    timeColumn: table.columns[timeAt],
    demandColumn: demandAt === null ? null : table.columns[demandAt],
  };
}

function columnAt({ columns }: Table, column: string, label: string): number {
  const at = columns.indexOf(column);
  if (at >= 0 && columns.lastIndexOf(column) === at) return at;
  const what = at < 0 ? "has no" : "has more than one";
  throw new RangeError(
    `${label} ${what} column ${shown(column)}: its columns are ${columns.map(shown).join(", ")}`,
  );
}

function firstTimeColumn(
  { columns, rows }: Table,
  unit: TimeUnit,
  demandAt: number | null,
  label: string,
): number {
  if (columns.length > 0 && columns.every((name) => timeFormat(name, unit) !== null)) {
    throw new SyntaxError(
      `${label}: the header looks like data (${columns.map(shown).join(", ")}): ` +
        "put a line with the names of the columns first",
    );
  }
  const at = rows[0].cells.findIndex((cell, column) =>
    column !== demandAt && timeFormat(cell, unit) !== null
  );
  if (at >= 0) return at;
  throw new SyntaxError(
    `${label}, line ${rows[0].line}: no column holds a time, ISO 8601 or a number: ` +
      `its columns are ${columns.map(shown).join(", ")}`,
  );
}

function timesOf(
  { columns, rows }: Table,
  column: number,
  unit: TimeUnit,
  label: string,
): Float64Array {
  const format = timeFormat(rows[0].cells[column], unit) ?? unit;
  const times = rows.map((row) => timeOf(row, column, format, label));
  for (let at = 1; at < rows.length; at++) {
    if (times[at] >= times[at - 1]) continue;
    const [before, row] = [rows[at - 1], rows[at]];
    throw new RangeError(
      `${label}, line ${row.line}: time ${row.cells[column]} is before line ${before.line}'s ` +
        `${before.cells[column]}: sort the file by ${shown(columns[column])}`,
    );
  }
  return Float64Array.from(times, (time) => elapsedMs(times[0], time));
}

function timeOf(row: Row, column: number, format: TimeFormat, label: string): bigint {
  const time = parseTime(row.cells[column], format);
  if (time !== null) return time;
  const wanted = format === "iso" ? "an ISO 8601 time" : "a number";
  throw new SyntaxError(
    `${label}, line ${row.line}: the time must be ${wanted}, got ${shown(row.cells[column])}`,
  );
}

function demandsOf(
  { columns, rows }: Table,
  column: number,
  scaleMsPerUnit: number,
  label: string,
): Float64Array {
  return Float64Array.from(rows, ({ line, cells }) => {
    const cell = cells[column];
    const demandMs = isDecimal(cell) ? Number(cell) * scaleMsPerUnit : NaN;
    if (demandMs >= 0 && demandMs < Infinity) return demandMs;
    const problem = `${label}, line ${line}: ${shown(columns[column])} must be`;
    if (demandMs < 0) throw new RangeError(`${problem} at least 0, got ${cell}`);
    throw new SyntaxError(`${problem} a finite number, got ${shown(cell)}`);
  });
}

function requirePositive(label: string, name: string, value: number): void {
  if (value > 0 && value < Infinity) return;
  throw new RangeError(`Cannot parse ${label}: '${name}' must be above 0, got ${value}`);
}
