import { assertEquals, assertMatch } from "@std/assert";
import { resultTable } from "../../cli/result_table.ts";
import { summarize } from "../../mod.ts";
import { cell, measured, study } from "../reports/_records.ts";

Deno.test("resultTable() marks the least wait, but none from one block, and says so", () => {
  const tableOf = (blocks: readonly number[]) =>
    resultTable(summarize(study(blocks.flatMap((block) => [
      measured(cell("a"), block, { waitMs: 1 }),
      measured(cell("b"), block, { waitMs: 9 }),
    ]))));
  assertMatch(tableOf([0, 1, 2]), /\ba \*[^]*\n\n\* least p99 wait/);
  assertEquals(/[*≈]/.test(tableOf([0])), false);
  assertMatch(
    tableOf([0]),
    /\n\nno mark: without intervals, which take two blocks, nothing is told/,
  );
});
