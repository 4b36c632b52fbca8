/** Rows and columns of a trace file, whichever of its two formats it has. */
import { parse } from "csv-parse/sync";

/** One row: where it stands in the text and a value for every column. */
export interface Row {
  /** Number of its line, from 1; of its last one if quotes let it run over several. */
  readonly line: number;
  /** Its values as text, without blanks around them; "" where there is none. */
  readonly cells: readonly string[];
}

/** A file's columns and at least one row. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

/** Reads NDJSON if the first character that is not blank is `{`, else CSV with a header. */
export function readTable(text: string, label: string): Table {
  const plain = text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const start = plain.trimStart();
  if (start === "") throw new SyntaxError(`${label} is empty: a trace needs a header and rows`);
  return start.startsWith("{") ? readNdjson(plain, label) : readCsv(plain, label);
}

/** A value as an error message shows it: quoted, short and on one line. */
export function shown(value: string): string {
  return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
}

function readCsv(text: string, label: string): Table {
  const [header, ...rows] = csvRows(text, label);
  const columns = header.cells;
  if (rows.length === 0) {
    throw new SyntaxError(`${label} has a header (line ${header.line}) and no rows below it`);
  }
  const uneven = rows.find((row) => row.cells.length !== columns.length);
  if (uneven !== undefined) {
    throw new SyntaxError(
      `${label}, line ${uneven.line}: the number of fields must be ${columns.length} ` +
        `as in the header, got ${uneven.cells.length}`,
    );
  }
  return { columns, rows };
}

function csvRows(text: string, label: string): Row[] {
  const rows: Row[] = [];
  try {
    parse(text, {
      delimiter: ",",
      record_delimiter: "\n",
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      on_record(cells: string[], { lines }) {
        rows.push({ line: lines, cells: cells.map((cell) => cell.trim()) });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    const line = (rows.at(-1)?.line ?? 0) + 1;
    const what = error.code === "CSV_QUOTE_NOT_CLOSED"
      ? "a quote opens and never closes"
      : 'a quote stands inside a field: quote the whole field and write "" for one quote';
    throw new SyntaxError(`${label}, line ${line} or the next that is not blank: ${what}`);
  }
  return rows;
}

function readNdjson(text: string, label: string): Table {
  const records = text.split("\n").flatMap((content, index) =>
    content.trim() === ""
      ? []
      : [{ line: index + 1, record: jsonObject(content, index + 1, label) }]
  );
  const columns = Object.keys(records[0].record);
  const rows = records.map(({ line, record }) => ({
    line,
    cells: columns.map((column) => Object.hasOwn(record, column) ? cellOf(record[column]) : ""),
  }));
  return { columns, rows };
}

function jsonObject(content: string, line: number, label: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    value = undefined;
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new SyntaxError(`${label}, line ${line}: must be a JSON object, got ${shown(content)}`);
}

function cellOf(value: unknown): string {
  return typeof value === "string" ? value.trim() : JSON.stringify(value);
}
