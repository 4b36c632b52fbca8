/**
 * Reads a Parquet file as Observable Framework's `FileAttachment(…).parquet()` does, by parquet-wasm and
 * Apache Arrow: takes the file's path and an expression, and prints what that yields and what is in the file.
 */
import { tableFromIPC } from "apache-arrow";
import * as d3 from "d3-array";
import { readParquet } from "parquet-wasm";

const [path, expression] = Deno.args;
const FileAttachment = (_name: string) => ({
  parquet: async () => tableFromIPC(readParquet(await Deno.readFile(path)).intoIPCStream()),
});
const evaluate = new Function("FileAttachment", "d3", `return (async () => ${expression})()`);
const table = await FileAttachment(path).parquet();
console.log(JSON.stringify({
  columns: table.schema.fields.map(({ name, type }) => [name, String(type)]),
  rows: table.toArray().map((row) => row.toJSON()),
  answer: [...await evaluate(FileAttachment, d3)],
}));
