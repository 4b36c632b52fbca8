import { assert, assertEquals } from "@std/assert";
import { fingerprintSources } from "../../../experiments/gate/tree_sources.ts";
import { withDirectory } from "../../cli/_with_directory.ts";

Deno.test("fingerprintSources() changes with what trials are made of, and with nothing else", async () => {
  await withDirectory(async (directory) => {
    const project = new URL(`file://${directory}/`);
    const find = () => fingerprintSources(project);
    const write = (path: string, text: string) => Deno.writeTextFile(`${directory}/${path}`, text);
    await Deno.mkdir(`${directory}/strategies`);
    await Deno.mkdir(`${directory}/experiments/trial`, { recursive: true });
    await Deno.mkdir(`${directory}/out`);
    await write("strategies/direct.ts", "one");
    await write("experiments/trial/child.ts", "one");
    const first = await find();
    assertEquals(await find(), first);
    for (
      const path of [
        "out/study.json",
        "README.md",
        "strategies/.direct.ts.swp",
        "strategies/.#direct.ts",
        "experiments/notes # 100%.md",
      ]
    ) {
      await write(path, "");
      assertEquals(await find(), first, path);
    }
    const seen = new Set([first]);
    for (
      const [path, text] of [
        ["strategies/direct.ts", "two"],
        ["strategies/new one.ts", ""],
        ["experiments/trial/child.ts", "two"],
        ["deno.json", "{}"],
        ["deno.lock", "{}"],
      ]
    ) {
      await write(path, text);
      const found = await find();
      assert(!seen.has(found), path);
      seen.add(found);
    }
    await Deno.remove(`${directory}/strategies/direct.ts`);
    assert(!seen.has(await find()));
  });
});
