import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { createProgress } from "../../cli/progress.ts";
import { planStudy } from "../../experiments/study/plan.ts";
import { capturedIo } from "./_captured_io.ts";

const plan = planStudy(
  { profile: "quick", strategies: ["direct"], workloads: ["steady"], blocks: 100 },
  null,
);

function run(io: ReturnType<typeof capturedIo>): void {
  const progress = createProgress(plan, io);
  plan.trials.forEach((next, done) =>
    progress({ done, total: 100, next, remainingMs: (100 - done) * 1000 })
  );
  progress({ done: 100, total: 100, next: null, remainingMs: 0 });
}

Deno.test("createProgress() draws a bar that fits a terminal", () => {
  const io = capturedIo({ isTerminal: true, columns: 50 });
  run(io);
  assertEquals(io.errLines, []);
  assertEquals(io.statuses.length, 101);
  assert(io.statuses.every((status) => status.length < 50));
  assertMatch(io.statuses[50], /^█{12}░{12} 50\/100 {2}50 s left/);
  assertEquals(io.statuses[100], "");
});

Deno.test("createProgress() writes some twenty plain lines elsewhere", () => {
  const io = capturedIo();
  run(io);
  assertEquals(io.errLines.length, 20);
  assertStringIncludes(io.errLines[0], "trial 1 of 100, 1 min 40 s left: direct, steady, block 1");
});
