import { assertEquals, assertNotEquals } from "@std/assert";
import { pathToFileURL } from "node:url";
import { hashModule } from "../../../experiments/study/hash_module.ts";

Deno.test("hashModule() follows what a module imports by path, and nothing else", async () => {
  const folder = await Deno.makeTempDir();
  const write = (name: string, text: string) => Deno.writeTextFile(`${folder}/${name}`, text);
  const hash = (name = "mine.ts") => hashModule(pathToFileURL(`${folder}/${name}`));
  try {
    const source = 'import "./near.ts";\n' +
      'import { strategies } from "dispatch-lab/strategies";\n' +
      'export default async () => [strategies, await import("./later.ts")];\n';
    await write("mine.ts", source);
    await write("near.ts", 'import "./far.ts";\n');
    await write("far.ts", "export {};\n");
    await write("later.ts", "export {};\n");
    await write("beside.ts", "export {};\n");
    const first = await hash();
    assertEquals(first.length, 64);
    await write("beside.ts", "export const other = 1;\n");
    assertEquals(await hash(), first);

    const seen = new Set([first]);
    for (const name of ["far.ts", "later.ts", "near.ts", "mine.ts"]) {
      await write(name, `${await Deno.readTextFile(`${folder}/${name}`)}// changed\n`);
      seen.add(await hash());
    }
    assertEquals(seen.size, 5);

    // The same under another name and in another folder.
    const there = await Deno.makeTempDir({ dir: folder });
    for (const name of ["near.ts", "far.ts", "later.ts"]) {
      await Deno.copyFile(`${folder}/${name}`, `${there}/${name}`);
    }
    await Deno.copyFile(`${folder}/mine.ts`, `${there}/yours.ts`);
    assertEquals(await hashModule(pathToFileURL(`${there}/yours.ts`)), await hash());
    assertNotEquals(await hash("beside.ts"), await hash());
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
