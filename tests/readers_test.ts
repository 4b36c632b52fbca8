// What other tools read in a Parquet file takes DuckDB, 140 MB of native code from npm. Whoever does without
// it still runs all other tests with `deno task test`, and reads here that these were not among them; CI
// runs both.
Deno.test.ignore("tests with readers of Parquet are run by deno task test:readers", () => {});
