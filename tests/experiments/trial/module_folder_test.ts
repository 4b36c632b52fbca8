import { assertEquals, assertThrows } from "@std/assert";
import { pathToFileURL } from "node:url";
import { moduleFolder } from "../../../experiments/trial/module_folder.ts";

const folderOf = (path: string) => moduleFolder({ url: pathToFileURL(path).href });

Deno.test("moduleFolder() is the folder that a module lies in, whatever it is called", () => {
  assertEquals(folderOf("/home/me/mine.ts"), "/home/me/");
  assertEquals(folderOf("/mine.ts"), "/");
  for (const folder of ["/a b/", "/a#b/", "/a%20b?c/", "/ä/", "/a:b=c/"]) {
    assertEquals(folderOf(`${folder}mine.ts`), folder);
  }
});

Deno.test("moduleFolder() is nothing to be given leave for within the project", () => {
  for (const file of ["mine.ts", "experiments/examples/my_strategy.ts"]) {
    assertEquals(moduleFolder({ url: new URL(`../../../${file}`, import.meta.url).href }), null);
  }
});

Deno.test("moduleFolder() refuses a comma, and only in the folder", () => {
  assertThrows(() => folderOf("/a,b/mine.ts"), RangeError, 'there is a comma in "/a,b/"');
  assertEquals(folderOf("/a/mine,yours.ts"), "/a/");
});
