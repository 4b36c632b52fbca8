import { assertEquals, assertRejects } from "@std/assert";
import { writeWhole } from "../../cli/whole_file.ts";
import { StudyStoreError } from "../../mod.ts";
import { withDirectory } from "./_with_directory.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const going = new AbortController().signal;

Deno.test("writeWhole() puts a file in its place once all of it is written", async () => {
  await withDirectory(async (directory) => {
    const path = `${directory}/table`;
    await Deno.writeTextFile(path, "older");
    const end = await writeWhole(path, async (write) => {
      await write(bytes("new"));
      assertEquals(await Deno.readTextFile(path), "older");
      await write(bytes("er"));
    }, going);
    assertEquals(end, "written");
    assertEquals(await Deno.readTextFile(path), "newer");
    assertEquals([...Deno.readDirSync(directory)].map(({ name }) => name), ["table"]);
  });
});

Deno.test("writeWhole() leaves what was there, and nothing else, if it is ended or fails", async () => {
  await withDirectory(async (directory) => {
    const path = `${directory}/table`;
    await Deno.writeTextFile(path, "older");
    const abort = new AbortController();
    const end = await writeWhole(path, async (write) => {
      await write(bytes("new"));
      abort.abort();
    }, abort.signal);
    assertEquals(end, "interrupted");
    await assertRejects(
      () =>
        writeWhole(path, async (write) => {
          await write(bytes("new"));
          throw new RangeError("no more");
        }, going),
      RangeError,
      "no more",
    );
    assertEquals(await Deno.readTextFile(path), "older");
    assertEquals([...Deno.readDirSync(directory)].map(({ name }) => name), ["table"]);
  });
});

Deno.test("writeWhole() says in one line where it cannot write", async () => {
  await withDirectory(async (directory) => {
    await Deno.mkdir(`${directory}/folder/within`, { recursive: true });
    for (const path of [`${directory}/nowhere/table`, `${directory}/folder`]) {
      await assertRejects(
        () => writeWhole(path, (write) => write(bytes("new")), going),
        StudyStoreError,
        `"${path}" cannot be written: `,
      );
    }
    assertEquals([...Deno.readDirSync(directory)].map(({ name }) => name), ["folder"]);
  });
});

Deno.test("writeWhole() leaves a file alone that goes by the name of its draft", async () => {
  await withDirectory(async (directory) => {
    const names = [".table.1.draft", ".table.draft"];
    for (const name of names) await Deno.writeTextFile(`${directory}/${name}`, "mine");
    await writeWhole(`${directory}/table`, (write) => write(bytes("new")), going);
    assertEquals(
      [...Deno.readDirSync(directory)].map(({ name }) => name).sort(),
      [...names, "table"],
    );
    for (const name of names) {
      assertEquals(await Deno.readTextFile(`${directory}/${name}`), "mine");
    }
  });
});
