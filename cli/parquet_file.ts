/**
 * Writes a table as a Parquet file, piece by piece, so that it may be larger than memory.
 *
 * @module
 */
import { ByteWriter, ParquetWriter, schemaFromColumnData } from "hyparquet-writer";
import type { TaskColumn, TaskColumnKind, TaskRows, TaskValues } from "../mod.ts";

/** What goes into a Parquet file. */
export interface ParquetTable {
  /** The columns, in order. */
  readonly columns: readonly TaskColumn[];
  /** Key-value metadata. */
  readonly metadata: Readonly<Record<string, string>>;
  /** The rows, asked for as they are written. */
  readonly pieces: AsyncIterable<TaskRows>;
}

const TYPES = {
  name: "STRING",
  count: "INT32",
  time: "DOUBLE",
} as const satisfies Record<TaskColumnKind, string>;

/**
 * Names are few, so a dictionary always pays; of times hardly one occurs twice.
 *
 * Note: tried BYTE_STREAM_SPLIT for times; rejected because a fifth less on the disk is not worth the
 * readers that do not know it.
 */
const ENCODINGS = {
  name: "RLE_DICTIONARY",
  count: undefined,
  time: "PLAIN",
} as const satisfies Record<TaskColumnKind, string | undefined>;

/**
 * Writes a table. A row group takes several pieces, or one alone that is larger: what readers must know of
 * a row group takes some 3 KB, more than the tasks of a short trial. No more than that is ever in memory.
 *
 * @param table The table.
 * @param write Puts bytes where the last ones ended.
 * @param mostRows Up to how many rows pieces share a row group. @default 65,536
 * @returns How many rows it has.
 * @throws {Error} Whatever `write` and the pieces throw.
 */
export async function writeParquet(
  { columns, metadata, pieces }: ParquetTable,
  write: (bytes: Uint8Array) => Promise<void>,
  mostRows = 65_536,
): Promise<number> {
  const buffer = new ByteWriter();
  const flush = async () => {
    await write(buffer.getBytes());
    buffer.index = 0;
  };
  const writer = new ParquetWriter({
    writer: buffer,
    schema: schemaFromColumnData({
      columnData: columns.map(({ name, kind, presence }) => ({
        name,
        type: TYPES[kind],
        nullable: presence === "sometimes",
        data: [],
      })),
    }),
    kvMetadata: Object.entries(metadata).map(([key, value]) => ({ key, value })),
    createdBy: "dispatch-lab",
  });
  let total = 0;
  for await (const group of rowGroups(pieces, mostRows)) {
    const rows = group.reduce((sum, piece) => sum + piece.rows, 0);
    await writer.write({
      columnData: columns.map(({ name, kind }) => ({
        name,
        data: joined(group.map(({ values }) => values.get(name)!), rows),
        encoding: ENCODINGS[kind],
      })),
      rowGroupSize: rows,
    });
    await flush();
    total += rows;
  }
  await writer.finish();
  await flush();
  return total;
}

async function* rowGroups(
  pieces: AsyncIterable<TaskRows>,
  mostRows: number,
): AsyncGenerator<readonly TaskRows[]> {
  let group: TaskRows[] = [];
  let rows = 0;
  for await (const piece of pieces) {
    if (group.length > 0 && rows + piece.rows > mostRows) {
      yield group;
      group = [];
      rows = 0;
    }
    group.push(piece);
    rows += piece.rows;
  }
  if (group.length > 0) yield group;
}

function joined(parts: readonly TaskValues[], rows: number): Int32Array | Float64Array | unknown[] {
  const isOf = <Type extends TaskValues>(type: new (length: number) => Type) =>
    parts.every((part) => part instanceof type);
  if (isOf(Float64Array)) return concatenated(new Float64Array(rows), parts as Float64Array[]);
  if (isOf(Int32Array)) return concatenated(new Int32Array(rows), parts as Int32Array[]);
  return parts.flatMap((part) => Array.from<unknown>(part));
}

function concatenated<Values extends Int32Array | Float64Array>(
  into: Values,
  parts: readonly Values[],
): Values {
  let at = 0;
  for (const part of parts) {
    into.set(part, at);
    at += part.length;
  }
  return into;
}
