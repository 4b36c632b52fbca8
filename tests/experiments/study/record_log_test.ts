import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { openLog, readLog } from "../../../experiments/study/record_log.ts";
import { StudyStoreError } from "../../../experiments/study/store_error.ts";
import { withDirectory } from "../../cli/_with_directory.ts";

const isNumber = (value: unknown): value is number => typeof value === "number";

Deno.test("openLog() appends a record a line", async () => {
  await withDirectory(async (directory) => {
    const path = `${directory}/numbers.ndjson`;
    for (const number of [1, 2]) {
      using log = await openLog<number>(path);
      await log.append(number);
    }
    assertEquals(await readLog(path, "number", isNumber), { records: [1, 2], wholeBytes: 4 });
  });
});

Deno.test("openLog() says in one line that a log cannot be written, at once or later", async () => {
  await withDirectory(async (directory) => {
    const refused = async (path: string, write: () => Promise<unknown>) => {
      const error = await assertRejects(write, StudyStoreError);
      assertStringIncludes(error.message, `"${path}" cannot be written: `);
      assert(!error.message.includes("\n"));
    };
    const nowhere = `${directory}/gone/numbers.ndjson`;
    await refused(nowhere, () => openLog(nowhere));
    const path = `${directory}/numbers.ndjson`;
    const log = await openLog<number>(path);
    log[Symbol.dispose]();
    await refused(path, () => log.append(1));
  });
});
