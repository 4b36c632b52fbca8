import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fetchPackages, findTreeProject } from "../../../experiments/gate/tree_project.ts";
import { withDirectory } from "../../cli/_with_directory.ts";

const ROOT = new URL("../../../", import.meta.url);

Deno.test("findTreeProject() knows a checkout of this project, at the top or where it was typed", async () => {
  const root = ROOT.pathname.slice(0, -1);
  const found = await findTreeProject({ root, directory: root });
  assertEquals(found?.project.href, ROOT.href);
  assertEquals(found?.entry.href, new URL("experiments/trial/child.ts", ROOT).href);
  const below = await findTreeProject({ root: `${root}/tests`, directory: root });
  assertEquals(below, found);
});

Deno.test("findTreeProject() knows that another tree is none", async () => {
  await withDirectory(async (directory) => {
    const find = () => findTreeProject({ root: directory, directory });
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
    assertEquals(await fetchPackages({ project, entry }), { state: "fetched" });
    // Threads are started by the child, not imported.
    await Deno.writeTextFile(`${directory}/peer_worker.ts`, 'import "./missing.ts";');
    const fetched = await fetchPackages({ project, entry });
    assert(fetched.state === "failed");
    assertStringIncludes(fetched.message, "missing.ts");
    assert(!fetched.message.includes("\n"));
    assertEquals(await fetchPackages({ project, entry }, AbortSignal.abort()), {
      state: "interrupted",
    });
  });
});
