import { assertEquals, assertStringIncludes } from "@std/assert";
import { main } from "../../cli/main.ts";
import { createStudy } from "../../experiments/study/study_store.ts";
import type { StoredStudy } from "../../experiments/study_document.ts";
import { EXCHANGE_FORMATS, readStudy, renderExchange, summarize } from "../../mod.ts";
import { everyKindOfCell } from "../reports/_every_kind_of_cell.ts";
import { capturedIo } from "./_captured_io.ts";
import { withDirectory } from "./_with_directory.ts";

/** Puts a study on disk. */
async function store(directory: string, { document, trials }: StoredStudy): Promise<void> {
  using writer = await createStudy(directory, document, false);
  for (const [order, trial] of trials.entries()) await writer.append({ ...trial, order });
}

Deno.test("report --format prints every format to the byte, line ends included", async () => {
  await withDirectory(async (directory) => {
    await store(directory, everyKindOfCell());
    const study = await readStudy(directory);
    const subject = { kind: "study", arm: { study, report: summarize(study) } } as const;
    for (const [name, format] of Object.entries(EXCHANGE_FORMATS)) {
      const expected = renderExchange(format, subject);
      if (expected === null) continue;
      const io = capturedIo();
      assertEquals(await main(["report", directory, "--format", name], io), 0, name);
      // The stream adds the last line feed.
      assertEquals(io.outLines.join("\n") + "\n", expected, name);
      assertEquals(io.errLines, [], name);
    }
  });
});

Deno.test("report --help lists the formats with what each is for", async () => {
  const io = capturedIo();
  assertEquals(await main(["report", "--help"], io), 0);
  for (const [name, { about }] of Object.entries(EXCHANGE_FORMATS)) {
    assertStringIncludes(io.outLines.find((line) => line.startsWith(`  ${name} `))!, about);
  }
});

Deno.test("report refuses a format that it does not know with one line, exit code 2", async () => {
  const io = capturedIo();
  assertEquals(await main(["report", "out", "--format", "openmetric"], io), 2);
  assertEquals(io.errLines.length, 1);
  assertStringIncludes(io.errLines[0], 'did you mean "openmetrics"?');
  const inherited = capturedIo();
  assertEquals(await main(["report", "out", "--format", "toString"], inherited), 2);
  assertStringIncludes(inherited.errLines[0], "--format must be one of md, json, ");
});
