/**
 * Asks DuckDB: reads queries from standard input, a JSON array, and prints the rows of each as JSON.
 */
import { DuckDBInstance } from "@duckdb/node-api";

const queries: readonly string[] = await new Response(Deno.stdin.readable).json();
const instance = await DuckDBInstance.create(":memory:");
const connection = await instance.connect();
const answers: unknown[] = [];
for (const query of queries) {
  answers.push((await connection.runAndReadAll(query)).getRowObjectsJS());
}
connection.closeSync();
instance.closeSync();
console.log(JSON.stringify(answers, (_, value) =>
  // Counts and sums of whole numbers; those of tests are small.
  typeof value === "bigint" ? Number(value) : value));
