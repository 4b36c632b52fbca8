import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { FILE_FORMATS } from "../../cli/file_formats.ts";
import { main } from "../../cli/main.ts";
import { EXCHANGE_FORMATS, importHistory } from "../../mod.ts";
import { cell, measured, study } from "../reports/_records.ts";
import { everyKindOfCell } from "../reports/_every_kind_of_cell.ts";
import { historyOfValues } from "../reports/history/_histories.ts";
import { capturedIo } from "./_captured_io.ts";
import { keepColumns } from "./_kept_columns.ts";
import { keepStudy } from "./_kept_study.ts";
import { withDirectory } from "./_with_directory.ts";

async function run(...args: string[]): Promise<{ code: number; err: readonly string[] }> {
  const io = capturedIo();
  return { code: await main(args, io), err: io.errLines };
}

/** Every file below a directory, and what is in it. */
function contentsOf(directory: string): Readonly<Record<string, string>> {
  const files = [...Deno.readDirSync(directory)].flatMap(({ name, isDirectory }) => {
    const path = `${directory}/${name}`;
    return isDirectory
      ? Object.entries(contentsOf(path))
      : [[path, new TextDecoder("latin1").decode(Deno.readFileSync(path))]];
  });
  return Object.fromEntries(files);
}

/** Holds that a command is refused in one line and that not a byte below the directory changes. */
async function refuses(directory: string, args: string[], message: string): Promise<void> {
  const before = contentsOf(directory);
  const { code, err } = await run(...args);
  const said = err.filter((line) => line.startsWith("error: "));
  assertEquals([code, said.length], [2, 1], `${args.join(" ")}: ${err}`);
  assertStringIncludes(said[0], message);
  assertEquals(contentsOf(directory), before);
}

const FORMATS = [...Object.keys(EXCHANGE_FORMATS), ...Object.keys(FILE_FORMATS)];

for (const format of FORMATS) {
  Deno.test(`report --format ${format} --out replaces its own earlier file, of any study, and no other`, async () => {
    await withDirectory(async (directory) => {
      await keepColumns(directory);
      const before = contentsOf(directory);
      const path = `${directory}/there`;
      const args = ["report", directory, "--format", format, "--out", path];
      for (let round = 0; round < 2; round++) assertEquals((await run(...args)).code, 0);
      if (format !== "parquet") {
        const other = keepStudy(`${directory}/other`, everyKindOfCell());
        const again = await run("report", other, "--format", format, "--out", path);
        assertEquals(again.code, 0, again.err.join());
        await Deno.remove(other, { recursive: true });
      }
      const stranger = `${directory}/stranger`;
      for (
        const text of [
          "PAR1 a table of somebody's own PAR1",
          "<!doctype html>\n<html><head></head></html>",
          "# dispatch-lab\n\nNotes on it.\n",
          '{ "schema": "dispatch-lab/study@1" }',
          '{ "name": "mine", "version": "1.0.0" }',
          "strategy,workload\n",
        ]
      ) {
        await Deno.writeTextFile(stranger, text);
        await refuses(
          directory,
          ["report", directory, "--format", format, "--out", stranger],
          `"${stranger}" is there already and no earlier ${format} of dispatch-lab: ` +
            "name another with --out, or remove it",
        );
      }
      await Deno.writeTextFile(stranger, "");
      assertEquals((await run(...args.slice(0, -1), stranger)).code, 0);
      // What a study or gate is read from, in place, elsewhere, and by another name.
      const data = ["study.json", "trials.ndjson", "knee.ndjson", "gate.json"];
      for (const name of data) {
        const place = `${directory}/${name}`;
        await refuses(directory, [...args.slice(0, -1), place], "goes by the name of data");
      }
      await Deno.symlink(`${directory}/trials.ndjson`, `${directory}/link`);
      for (const name of ["link", "raw/0.columns"]) {
        const place = `${directory}/${name}`;
        await refuses(directory, [...args.slice(0, -1), place], "is there already");
      }
      await refuses(directory, [...args.slice(0, -1), `${directory}/raw`], "is there already");
      for (const [file, text] of Object.entries(before)) {
        assertEquals(contentsOf(directory)[file], text, file);
      }
    });
  });
}

Deno.test("report of several studies replaces pages of theirs, and nothing else", async () => {
  await withDirectory(async (directory) => {
    const trials = [measured(cell("direct"), 0)];
    const [a, b] = ["a", "b"].map((name) => keepStudy(`${directory}/${name}`, study(trials)));
    const args = ["report", a, b, "--format"];
    for (const format of ["html", "md", "json"]) {
      const path = `${directory}/page.${format}`;
      for (let round = 0; round < 2; round++) {
        assertEquals((await run(...args, format, "--out", path)).code, 0);
      }
      await refuses(directory, [...args, format, "--out", `${b}/trials.ndjson`], "name of data");
      await Deno.writeTextFile(path, "mine");
      await refuses(directory, [...args, format, "--out", path], "is there already");
    }
  });
});

Deno.test("track report replaces a page of its own, and neither the history nor anything else", async () => {
  await withDirectory(async (directory) => {
    for (const name of ["history.sqlite", "mine.db"]) {
      const history = `${directory}/${name}`;
      importHistory(history, historyOfValues([1, 2, 3]));
      const args = ["track", "report", "--history", history];
      for (let round = 0; round < 2; round++) assertEquals((await run(...args)).code, 0);
      await refuses(directory, [...args, "--out", history], history);
      await Deno.writeTextFile(`${directory}/history.ndjson`, "kept\n");
      await refuses(directory, [...args, "--out", `${directory}/history.ndjson`], "already");
      const page = `${directory}/history.html`;
      const own = await Deno.readTextFile(page);
      await Deno.writeTextFile(page, "<h1>mine</h1>");
      await refuses(directory, args, `"${page}" is there already`);
      await Deno.writeTextFile(page, own);
    }
  });
});

Deno.test("calibrate:intervals replaces an earlier calibration, and nothing else", async () => {
  await withDirectory(async (directory) => {
    const path = `${directory}/calibration.json`;
    const args = ["calibrate:intervals", "--studies", "2", "--blocks", "2", "--rho", "0.3"];
    const all = [...args, "--tasks", "300", "--out", path];
    for (let round = 0; round < 2; round++) assertEquals((await run(...all)).code, 3);
    assert(JSON.parse(await Deno.readTextFile(path)).rows.length > 0);
    await Deno.writeTextFile(path, '{ "mine": true }');
    await refuses(directory, all, "is there already");
  });
});
