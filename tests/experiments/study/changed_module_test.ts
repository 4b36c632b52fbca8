import { assertEquals } from "@std/assert";
import { findChangedModule } from "../../../experiments/study/changed_module.ts";
import { hashModule } from "../../../experiments/study/hash_module.ts";
import { planStudy, type StudyPlan } from "../../../experiments/study/plan.ts";

Deno.test("findChangedModule() finds what was edited or removed since the study was planned", async () => {
  const directory = await Deno.makeTempDir();
  const path = `${directory}/mine.ts`;
  await Deno.writeTextFile(path, "export default 1;\n");
  const url = new URL(`file://${path}`);
  const module = { url: url.href, sha256: await hashModule(url) };
  const plain = planStudy({ strategies: ["direct"], workloads: ["steady"] }, null);
  const plan: StudyPlan = {
    ...plain,
    cells: plain.cells.map((cell) => ({ ...cell, strategy: { ...cell.strategy, module } })),
  };
  assertEquals([await findChangedModule(plain), await findChangedModule(plan)], [null, null]);
  await Deno.writeTextFile(path, "export default 2;\n");
  assertEquals(await findChangedModule(plan), url.href);
  await Deno.remove(directory, { recursive: true });
  assertEquals(await findChangedModule(plan), url.href);
});
