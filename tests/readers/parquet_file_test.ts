import { assert, assertEquals } from "@std/assert";
import { writeParquet } from "../../cli/parquet_file.ts";
import type { TaskColumn, TaskRows, TaskValues } from "../../mod.ts";
import { askDuckdb } from "./_ask_reader.ts";
import { withDirectory } from "../cli/_with_directory.ts";

const COLUMNS: readonly TaskColumn[] = [
  { name: "strategy", kind: "name", presence: "always", about: "" },
  { name: "task", kind: "count", presence: "always", about: "" },
  { name: "waitMs", kind: "time", presence: "sometimes", about: "" },
];

function piece(strategy: string, waitMs: TaskValues): TaskRows {
  const rows = waitMs.length;
  return {
    rows,
    values: new Map<string, TaskValues>([
      ["strategy", Array(rows).fill(strategy)],
      ["task", Int32Array.from({ length: rows }, (_, task) => task)],
      ["waitMs", waitMs],
    ]),
  };
}

/** Writes pieces to a file and returns what happened, in order. */
async function write(
  path: string,
  pieces: readonly TaskRows[],
  mostRows?: number,
): Promise<readonly string[]> {
  const events: string[] = [];
  async function* asked() {
    for (const [index, piece] of pieces.entries()) {
      events.push(`piece ${index}`);
      yield await Promise.resolve(piece);
    }
  }
  using file = await Deno.create(path);
  const table = { columns: COLUMNS, metadata: { of: "a test" }, pieces: asked() };
  const rows = await writeParquet(table, async (bytes) => {
    events.push("written");
    assertEquals(await file.write(bytes), bytes.length);
  }, mostRows);
  assertEquals(rows, pieces.reduce((sum, { rows }) => sum + rows, 0));
  return events;
}

Deno.test("writeParquet() shares a row group among pieces, and has written it before it asks for more", async () => {
  await withDirectory(async (directory) => {
    const path = `${directory}/table.parquet`;
    const events = await write(
      path,
      [40, 40, 40, 250].map((rows) => piece("direct", new Float64Array(rows).fill(rows))),
      100,
    );
    assertEquals(events, [
      // What does not fit any more is asked for before it is known not to.
      ...["piece 0", "piece 1", "piece 2", "written"],
      ...["piece 3", "written", "written"],
      // What readers find the groups by.
      "written",
    ]);
    const [groups, sums] = await askDuckdb(path, [
      `SELECT DISTINCT row_group_id AS id, row_group_num_rows AS rows
       FROM parquet_metadata('raw.parquet') ORDER BY id`,
      "SELECT sum(waitMs) AS waits, sum(task) AS tasks FROM 'raw.parquet'",
    ]);
    assertEquals(groups.map(({ rows }) => rows), [80, 40, 250]);
    assertEquals(sums, [{ waits: 3 * 40 * 40 + 250 * 250, tasks: 3 * 780 + 250 * 249 / 2 }]);
  });
});

Deno.test("writeParquet() keeps any name, any number and what is missing", async () => {
  await withDirectory(async (directory) => {
    const path = `${directory}/table.parquet`;
    const names = [
      `queue'"; DROP TABLE tasks; --`,
      "zwei\nZeilen\t\u0007",
      "👩‍🔬 Ωμέγα \u{1F600}",
      "long ".repeat(500),
      "",
    ];
    const waits = [null, 0, 5e-324, 1.7976931348623157e308, 0.1 + 0.2, null];
    await write(path, [
      ...names.map((name) => piece(name, waits)),
      piece("never", waits.map(() => null)),
    ]);
    const [rows, missing] = await askDuckdb(path, [
      "SELECT strategy, task, waitMs FROM 'raw.parquet' WHERE strategy <> 'never'",
      "SELECT count(*) AS tasks, count(waitMs) AS waits FROM 'raw.parquet' WHERE strategy = 'never'",
    ]);
    assertEquals(
      rows,
      names.flatMap((strategy) => waits.map((waitMs, task) => ({ strategy, task, waitMs }))),
    );
    assertEquals(missing, [{ tasks: 6, waits: 0 }]);
  });
});

Deno.test("writeParquet() makes a table without rows of no pieces", async () => {
  await withDirectory(async (directory) => {
    const path = `${directory}/table.parquet`;
    await write(path, []);
    const [columns, rows] = await askDuckdb(path, [
      "DESCRIBE SELECT * FROM 'raw.parquet'",
      "FROM 'raw.parquet'",
    ]);
    assertEquals(columns.map(({ column_name }) => column_name), COLUMNS.map(({ name }) => name));
    assertEquals(rows, []);
  });
});

Deno.test("writeParquet() encodes names by dictionary and compresses", async () => {
  await withDirectory(async (directory) => {
    const path = `${directory}/table.parquet`;
    await write(path, [piece("a name that is long", new Float64Array(10_000).fill(1))]);
    const [[strategy]] = await askDuckdb(path, [
      `SELECT encodings, compression, total_compressed_size AS bytes
       FROM parquet_metadata('raw.parquet') WHERE path_in_schema = 'strategy'`,
    ]);
    assert(strategy.encodings.includes("RLE_DICTIONARY"), strategy.encodings);
    assertEquals(strategy.compression, "SNAPPY");
    assert(strategy.bytes < 200, `${strategy.bytes}`);
  });
});
