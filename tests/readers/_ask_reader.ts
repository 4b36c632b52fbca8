/** What other tools read in a Parquet file. */
import { assertEquals } from "@std/assert";

const FOLDER = new URL("./_programs/", import.meta.url).pathname;

/** Rows of an answer, by the names of its columns. */
// deno-lint-ignore no-explicit-any
export type Answer = readonly Readonly<Record<string, any>>[];

/** What Observable sees in a file. */
export interface Seen {
  /** Name and type of each column. */
  readonly columns: readonly (readonly [name: string, type: string])[];
  /** Every row. */
  readonly rows: Answer;
  /** What the expression yields, as pairs. */
  readonly answer: readonly (readonly [string, number])[];
}

/** What DuckDB answers to each query, in which `raw.parquet` stands for the file. */
export async function askDuckdb(
  path: string,
  queries: readonly string[],
): Promise<readonly Answer[]> {
  const asked = queries.map((query) => query.replaceAll("raw.parquet", path));
  return JSON.parse(await reader("duckdb", [], JSON.stringify(asked)));
}

/** What Observable Framework makes of a file, and of an expression in which `raw.parquet` is that file. */
export async function askObservable(path: string, expression: string): Promise<Seen> {
  return JSON.parse(await reader("observable", [path, expression], ""));
}

/**
 * Runs a reader in a process of its own, with packages of its own: DuckDB weighs 140 MB, which whoever
 * only runs a study would have to fetch if `deno.json` named it.
 */
async function reader(name: string, args: readonly string[], stdin: string): Promise<string> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "--quiet", "--no-prompt", "--frozen", "--config", `${FOLDER}deno.json`],
      ...["--allow-read", "--allow-ffi", `${FOLDER}${name}.ts`, ...args],
    ],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(stdin));
  await writer.close();
  const { code, stdout, stderr } = await child.output();
  assertEquals(code, 0, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}
