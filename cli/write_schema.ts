/**
 * Writes the JSON Schema of config files from the definition that validates them; a test fails when it
 * is out of date.
 *
 * @module
 */
import { configSchema } from "../mod.ts";

if (import.meta.main) {
  await Deno.writeTextFile(
    "experiments/study/config.schema.json",
    JSON.stringify(configSchema(), null, 2) + "\n",
  );
}
