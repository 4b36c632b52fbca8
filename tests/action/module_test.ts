import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { readAction, runAction } from "./_runner.ts";
import { commit, fakeDeno, openWorkspace, readCalls } from "./_workspace.ts";

const action = await readAction();

/** A workspace whose last commit has one module more, and a folder in which the action can run again. */
async function openGrownWorkspace() {
  const workspace = await openWorkspace();
  await fakeDeno(workspace, { code: 2, verdict: null });
  const { workspace: directory, temporary } = workspace.job;
  await Deno.copyFile(`${directory}/src/my_strategy.ts`, `${directory}/src/new.ts`);
  await commit(directory, "one more");
  const again = async () => ({
    ...workspace.job,
    temporary: await Deno.makeTempDir({ dir: temporary }),
  });
  return { workspace, again };
}

Deno.test("the action passes where the base has no such module yet, and says so in the comment", async () => {
  const { workspace: opened, again } = await openGrownWorkspace();
  await using workspace = opened;
  const { workspace: directory } = workspace.job;
  const bare = await Deno.makeTempDir({ dir: workspace.job.temporary });
  const cases: Record<string, string>[] = [
    { strategy: "./src/new.ts" },
    { strategy: "./src/new.ts:batch=8" },
    { strategy: "./src/new.ts:batch=8,size=2\n" },
    { strategy: "./src/new.ts", head: "HEAD" },
    { strategy: "./src/new.ts", head: directory },
    { strategy: "./src/new.ts", base: bare },
  ];
  for (const given of cases) {
    const { code, log, outputs, summary } = await runAction(action, given, await again());
    assertEquals([code, outputs.verdict], [0, "new"], `${JSON.stringify(given)}\n${log}`);
    assertStringIncludes(log, "::notice title=dispatch-lab::the base has no such module yet");
    const comment = await Deno.readTextFile(outputs["comment-file"]);
    assertMatch(
      comment,
      /^<!-- dispatch-lab -->\n\*\*dispatch-lab\*\*: the base has no such module/,
    );
    assertStringIncludes(summary, comment);
  }
  assertEquals(await readCalls(workspace), []);
});

Deno.test("the action leaves to the gate what is not a single module that the head alone has", async () => {
  const { workspace: opened, again } = await openGrownWorkspace();
  await using workspace = opened;
  const outside = `${workspace.job.temporary}/outside.ts`;
  await Deno.writeTextFile(outside, "");
  const cases: Record<string, string>[] = [
    { strategy: "./src/new.ts", head: workspace.base },
    { strategy: "./src/new.ts", head: "no-such-ref" },
    { strategy: "./src/new.ts", base: "no-such-ref" },
    { strategy: "./src/nowhere.ts" },
    { strategy: "./src/new.ts:batch=8,./src/my_strategy.ts:batch=8" },
    // In neither tree, so that the base's is no news.
    { strategy: "../outside.ts" },
    { strategy: outside },
    { strategy: "queue-notified" },
  ];
  for (const [index, given] of cases.entries()) {
    const { code, log } = await runAction(action, given, await again());
    assertEquals(code, 2, log);
    const calls = await readCalls(workspace);
    assertEquals(calls.length, index + 1, JSON.stringify(given));
    assert(calls.at(-1)!.includes(`--strategy=${given.strategy}`));
  }
});

Deno.test("the action refuses a path that the gate would take for a name", async () => {
  const { workspace: opened, again } = await openGrownWorkspace();
  await using workspace = opened;
  for (const strategy of ["src/new.ts", "new.ts:batch=2", "src/new.ts:batch=2,size=3", "src/new"]) {
    const { code, log, outputs } = await runAction(action, { strategy }, await again());
    assertEquals([code, outputs.verdict, outputs["exit-code"]], [2, "none", "2"], log);
    assertMatch(
      log,
      /^::error title=dispatch-lab::strategy is .* must begin with \.\/, \.\.\/ or \/$/m,
    );
  }
  assertEquals(await readCalls(workspace), []);
});
