import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { main } from "../../cli/main.ts";
import { tasksOfStudy } from "../../cli/report_raw.ts";
import { readSubject } from "../../cli/report_subject.ts";
import { encodeTrial } from "../../experiments/trial/trial_file.ts";
import { readStudy } from "../../mod.ts";
import { cell, measured, study } from "../reports/_records.ts";
import { capturedIo } from "./_captured_io.ts";
import { everyKindOfTask, keepColumns } from "./_kept_columns.ts";
import { keepStudy } from "./_kept_study.ts";
import { withDirectory } from "./_with_directory.ts";

async function namesIn(directory: string): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(directory)) names.push(name);
  return names.sort();
}

Deno.test("report --format parquet says in one line what it cannot use, and leaves nothing half-written", async () => {
  const otherTrial = encodeTrial(everyKindOfTask(cell("direct"), 77));
  const cases: readonly [string, (path: string) => Promise<void>, RegExp][] = [
    [
      "cut off",
      async (path) => await Deno.truncate(path, 900),
      /raw\/3\.columns" cannot be used: the record is damaged: .*; remove it to go without/,
    ],
    [
      "empty",
      async (path) => await Deno.truncate(path, 0),
      /raw\/3\.columns" cannot be used: the record is empty/,
    ],
    [
      "foreign",
      (path) => Deno.writeTextFile(path, "strategy,waitMs\ndirect,1\n"),
      /raw\/3\.columns" cannot be used: the record is not in the trial format/,
    ],
    [
      "another trial's",
      (path) => Deno.writeFile(path, otherTrial),
      /raw\/3\.columns" holds the columns of another trial than number 3/,
    ],
  ];
  for (const [words, spoil, message] of cases) {
    await withDirectory(async (directory) => {
      await keepColumns(directory);
      await spoil(`${directory}/raw/3.columns`);
      const before = await namesIn(directory);
      const io = capturedIo();
      assertEquals(await main(["report", directory, "--format", "parquet"], io), 2, words);
      assertMatch(io.errLines.at(-1)!, message);
      assertEquals(io.errLines.length, 2);
      assertEquals(io.outLines, []);
      assertEquals(await namesIn(directory), before, words);
    });
  }
});

Deno.test("report --format parquet says how columns are kept where there are none", async () => {
  await withDirectory(async (directory) => {
    keepStudy(directory, study([measured(cell("direct"), 0)]));
    const io = capturedIo();
    assertEquals(await main(["report", directory, "--format", "parquet"], io), 2);
    assertEquals(io.errLines, [
      `error: no measured trial in "${directory}" kept its columns, so there are no tasks to ` +
      "tabulate: run deno task bench --profile quick --seed 1 --keep-raw",
    ]);
  });
});

Deno.test("report --format parquet leaves out trials whose columns are gone, and says so", async () => {
  await withDirectory(async (directory) => {
    await keepColumns(directory);
    await Deno.remove(`${directory}/raw/0.columns`);
    const io = capturedIo();
    assertEquals(await main(["report", directory, "--format", "parquet"], io), 0);
    assertEquals(io.errLines, [
      `warning: ${directory}: of 9 trials 1 failed and 1 kept no columns; ` +
      "their tasks are not in the table",
    ]);
  });
});

Deno.test("report --format parquet replaces a table, and nothing else that is in its place", async () => {
  await withDirectory(async (directory) => {
    await keepColumns(directory);
    const args = ["report", directory, "--format", "parquet"];
    assertEquals(await main(args, capturedIo()), 0);
    assertEquals(await main(args, capturedIo()), 0);
    for (
      const [place, message] of [
        [`${directory}/study.json`, "goes by the name of data that is read"],
        [directory, "is there already and no earlier parquet of dispatch-lab"],
        [`${directory}/nowhere/raw.parquet`, "cannot be written: "],
        ["-", "name a file with --out"],
      ]
    ) {
      const io = capturedIo();
      assertEquals(await main([...args, "--out", place], io), 2, place);
      assertStringIncludes(io.errLines.at(-1)!, message);
      assertEquals((await readStudy(directory)).trials.length, 9);
    }
  });
});

Deno.test("report --format parquet leaves an older table as it is when it is ended", async () => {
  await withDirectory(async (directory) => {
    const { length } = await keepColumns(directory);
    const path = `${directory}/raw.parquet`;
    await Deno.writeTextFile(path, "PAR1, an older one");
    const before = await namesIn(directory);
    const subject = await readSubject(directory);
    assert(subject.kind === "study");
    const write = await tasksOfStudy(subject, directory);
    const abort = new AbortController();
    const io = capturedIo();
    let trials = 0;
    const status = () => {
      if (++trials === 2) abort.abort();
    };
    const code = await write(path, { ...io, status }, (work) => work(abort.signal));
    assertEquals(code, 130);
    assert(trials < length, "it went on to the end");
    assertEquals(io.errLines.at(-1), `interrupted: ${path} was not written`);
    assertEquals(await namesIn(directory), before);
    assertEquals(await Deno.readTextFile(path), "PAR1, an older one");
  });
});
