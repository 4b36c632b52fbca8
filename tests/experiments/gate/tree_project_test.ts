import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fetchPackages, findTreeProject } from "../../../experiments/gate/tree_project.ts";
import { withDirectory } from "../../cli/_with_directory.ts";

const kind = "directory";
const ROOT = new URL("../../../", import.meta.url);

Deno.test("findTreeProject() knows a checkout of this project, at the top or where it was typed", async () => {
  const root = ROOT.pathname.slice(0, -1);
  const found = await findTreeProject({ kind, root, directory: root });
  assertEquals(found?.project.href, ROOT.href);
  assertEquals(found?.entry.href, new URL("experiments/trial/child.ts", ROOT).href);
  const below = await findTreeProject({ kind, root: `${root}/tests`, directory: root });
  assertEquals(below, found);
});

Deno.test("findTreeProject() knows that another tree is none", async () => {
  await withDirectory(async (directory) => {
    const find = () => findTreeProject({ kind, root: directory, directory });
    assertEquals(await find(), null);
    for (const text of ["{", "[]", '{ "name": "@else/where" }']) {
      await Deno.writeTextFile(`${directory}/deno.json`, text);
      assertEquals(await find(), null);
    }
    // The name alone does not run a trial.
    await Deno.writeTextFile(`${directory}/deno.json`, '{ "name": "@dispatch-lab/dispatch-lab" }');
    assertEquals(await find(), null);
    await Deno.mkdir(`${directory}/experiments/trial`, { recursive: true });
    await Deno.writeTextFile(`${directory}/experiments/trial/child.ts`, "");
    assert(await find() !== null);
  });
});

Deno.test("fetchPackages() says in one line what cannot be had", async () => {
  await withDirectory(async (directory) => {
    const project = new URL(`file://${directory}/`);
    const entry = new URL("child.ts", project);
    await Deno.writeTextFile(`${directory}/deno.json`, "{}");
    await Deno.writeTextFile(`${directory}/child.ts`, "export {};");
    assertEquals(await fetchPackages({ kind, project, entry }), { state: "fetched" });
    // Threads are started by the child, not imported.
    await Deno.writeTextFile(`${directory}/peer_worker.ts`, 'import "./missing.ts";');
    const fetched = await fetchPackages({ kind, project, entry });
    assert(fetched.state === "failed");
    assertStringIncludes(fetched.message, "missing.ts");
    assert(!fetched.message.includes("\n"));
    assertEquals(await fetchPackages({ kind, project, entry }, AbortSignal.abort()), {
      state: "interrupted",
    });
  });
});

Deno.test("fetchPackages() leaves the lock file of somebody's own directory as it is", async () => {
  await withDirectory(async (directory) => {
    const project = new URL(`file://${directory}/`);
    const entry = new URL("child.ts", project);
    const { imports } = JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT)));
    const lock = '{ "version": "5" }\n';
    await Deno.writeTextFile(
      `${directory}/deno.json`,
      JSON.stringify({ imports: { fastq: imports.fastq } }),
    );
    await Deno.writeTextFile(`${directory}/deno.lock`, lock);
    await Deno.writeTextFile(`${directory}/child.ts`, 'import "fastq";');
    const fetched = await fetchPackages({ kind, project, entry });
    assert(fetched.state === "failed");
    assertStringIncludes(fetched.message, `the deno.lock in ${directory}/ lacks what its trials`);
    assert(!fetched.message.includes("\n"));
    assertEquals(await Deno.readTextFile(`${directory}/deno.lock`), lock);
    // That of a checkout is gone in a minute.
    assertEquals(await fetchPackages({ kind: "ref", project, entry }), { state: "fetched" });
  });
});
