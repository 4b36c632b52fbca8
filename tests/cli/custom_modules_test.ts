import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { main } from "../../cli/main.ts";
import type { Report } from "../../reports/report.ts";
import { capturedIo } from "./_captured_io.ts";
import { withDirectory } from "./_with_directory.ts";

const ROOT = new URL("../../", import.meta.url);
const example = (name: string) =>
  Deno.readTextFileSync(new URL(`experiments/examples/${name}.ts`, ROOT));

/** A space in the path, as users have. */
const PREFIX = "dispatch lab ";

/** Runs a command line as if it had been typed in a directory. */
async function typed(directory: string, ...args: string[]) {
  const { outLines, errLines, ...io } = capturedIo({ directory });
  const code = await main(args, { ...io, outLines, errLines } as typeof io);
  return { code, out: outLines.join("\n"), err: errLines.join("\n") };
}

const TINY = ["--profile", "quick", "--duration-ms", "60", "--blocks", "1"];

Deno.test("main() bench takes strategies and workloads of the user's own from where it was typed", async () => {
  await withDirectory(async (directory) => {
    const out = `${directory}/study`;
    const bench = (...args: string[]) => typed(directory, "bench", ...args, "--out", out);
    await Deno.writeTextFile(`${directory}/mine.ts`, example("my_strategy"));
    await Deno.mkdir(`${directory}/loads`);
    await Deno.writeTextFile(`${directory}/loads/day.ts`, example("my_workload"));
    const asked = [
      ...["--strategy", "./mine.ts:batch=4,loop-immediate", "--slo-ms", "20"],
      ...["--workload", "./loads/day.ts:dayMs=100,steady"],
    ];
    const run = await bench(...TINY, ...asked);
    assertEquals([run.code, run.err.includes("error")], [0, false], run.err);
    const report: Report = JSON.parse(await Deno.readTextFile(`${out}/report.json`));
    assertEquals(
      report.cells.map(({ strategy, workload, trials }) => [strategy, workload, trials]),
      [
        ["./mine.ts:batch=4", "./loads/day.ts:dayMs=100", 1],
        ["loop-immediate", "./loads/day.ts:dayMs=100", 1],
        ["./mine.ts:batch=4", "steady", 1],
        ["loop-immediate", "steady", 1],
      ],
    );
    for (const { counts } of report.cells) {
      assert(counts.offered > 0);
      assertEquals(counts.completed, counts.offered);
    }
    const markdown = await Deno.readTextFile(`${out}/report.md`);
    assertStringIncludes(
      markdown,
      `deno task bench ${TINY.slice(0, 2).join(" ")} ${asked.slice(0, 2).join(" ")}`,
    );
    assertStringIncludes(markdown, "--slo-ms 20");

    // The same study goes on, another one does not.
    const trials = await Deno.readTextFile(`${out}/trials.ndjson`);
    await Deno.writeTextFile(`${out}/trials.ndjson`, trials.split("\n")[0] + "\n");
    assertEquals((await bench("--resume")).code, 0);
    await Deno.writeTextFile(`${directory}/mine.ts`, `${example("my_strategy")}// changed\n`);
    const changed = await bench("--resume");
    assertEquals(changed.code, 2);
    assertStringIncludes(changed.err, "holds another study than the one asked for");
    await Deno.remove(`${directory}/mine.ts`);
    const removed = await bench("--resume");
    assertEquals(removed.code, 2);
    assertStringIncludes(removed.err, 'there is no module "./mine.ts"');

    // Reports are made from what was measured.
    await Deno.remove(`${out}/report.md`);
    assertEquals((await typed(directory, "report", out)).code, 0);
    assertStringIncludes(await Deno.readTextFile(`${out}/report.md`), "./mine.ts:batch=4");
  }, PREFIX);
});

Deno.test("main() bench refuses a broken module in one line, before anything is written", async () => {
  await withDirectory(async (directory) => {
    const write = (name: string, text: string) => Deno.writeTextFile(`${directory}/${name}`, text);
    await write("types.ts", example("my_strategy").replace('name: "loop', 'nom: "loop'));
    await write("throws.ts", 'throw new Error("two\\nlines");\n');
    await write("late.ts", example("my_workload").replace("timeMs - timesMs[0]", "timeMs"));
    await write("config.json", '{ "strategies": [{ "name": "./types.ts" }] }');
    const cases: [args: string[], message: string][] = [
      [["--strategy", "direct,./types.ts"], "./types.ts does not type-check: TS"],
      [["--config", `${directory}/config.json`, "--dry-run"], "./types.ts does not type-check: TS"],
      [["--strategy", "./throws.ts"], "./throws.ts cannot be imported: Error: two"],
      [["--workload", "./late.ts"], "'timesMs[0]' must be 0, got"],
      [["--workload", "./absent.ts"], `relative paths start in ${directory}`],
      [["--strategy", "mine.ts", "--dry-run"], 'did you mean "./mine.ts"?'],
    ];
    const before = [...Deno.readDirSync(directory)].length;
    for (const [args, message] of cases) {
      const { code, out, err } = await typed(
        directory,
        ...["bench", "--out", `${directory}/study`, ...args],
      );
      const shown = `${args.join(" ")} → ${err}`;
      assertEquals([code, out], [2, ""], shown);
      assert(err.startsWith("error: ") && !err.includes("\n"), shown);
      assertStringIncludes(err, message);
    }
    assertEquals([...Deno.readDirSync(directory)].length, before);
  }, PREFIX);
});

Deno.test("deno task bench finds modules from where it was typed", async () => {
  await withDirectory(async (directory) => {
    await Deno.writeTextFile(`${directory}/mine.ts`, example("my_strategy"));
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        "task",
        "--quiet",
        "--cwd",
        ROOT.pathname,
        "bench",
        "--dry-run",
        "--strategy",
        "./mine.ts",
      ],
      cwd: directory,
      // Where another task starts this one, it was typed where that was.
      env: { NO_COLOR: "1", INIT_CWD: directory },
    }).output();
    const text = new TextDecoder();
    assertEquals(code, 0, text.decode(stderr));
    assertStringIncludes(text.decode(stdout), "./mine.ts");
  }, PREFIX);
});
