import { assertEquals, assertMatch } from "@std/assert";
import { ARM_COLUMN, TASK_COLUMNS } from "../../mod.ts";

const README = await Deno.readTextFile(new URL("../../README.md", import.meta.url));

Deno.test("README says of every column of the table what the table itself does", () => {
  for (const { name, about } of [ARM_COLUMN, ...TASK_COLUMNS]) {
    assertMatch(README, new RegExp(`^\\| \`${name}\` +\\| (?<about>.*?) +\\|$`, "m"));
    const { about: shown } = new RegExp(`^\\| \`${name}\` +\\| (?<about>.*?) +\\|$`, "m")
      .exec(README)!.groups!;
    assertEquals(shown, about);
  }
});
