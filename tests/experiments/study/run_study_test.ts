import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import type { TrialRecord } from "../../../experiments/record.ts";
import { type PlannedTrial, planStudy } from "../../../experiments/study/plan.ts";
import { type Progress, runStudy, type StudyRunner } from "../../../experiments/study/run_study.ts";

const plan = planStudy({
  strategies: ["direct", "loop-immediate", "loop-timer"],
  workloads: ["steady"],
  durationMs: 100,
  blocks: 2,
}, null);
/** All trials of this plan are expected to take equally long. */
const EACH_MS = plan.trials[0].expectedMs;

/** A runner that runs nothing. A trial takes `wallMs`; null for one that is interrupted. */
function fakeRunner(wallMsOf: (trial: PlannedTrial) => number | null) {
  const log: string[] = [];
  const progress: Progress[] = [];
  const runner: StudyRunner = {
    run(trial) {
      log.push(`run ${trial.order}`);
      const wallMs = wallMsOf(trial);
      const record = wallMs === null ? null : { order: trial.order, wallMs } as TrialRecord;
      return Promise.resolve(record);
    },
    keep({ order }) {
      log.push(`keep ${order}`);
      return Promise.resolve();
    },
    progress: (report) => void progress.push(report),
  };
  return { runner, log, progress };
}

Deno.test("runStudy() begins no trial before whoever is told of it has done with it", async () => {
  const { runner, log } = fakeRunner(() => EACH_MS);
  await runStudy(plan, new Set(), {
    ...runner,
    async progress({ next }) {
      await Promise.resolve();
      log.push(`told ${next?.order ?? "the end"}`);
    },
  });
  assertEquals(log.slice(0, 4), ["told 0", "run 0", "keep 0", "told 1"]);
  assertEquals(log.at(-1), "told the end");
});

Deno.test("runStudy() runs trials one after the other and keeps each before the next", async () => {
  const { runner, log } = fakeRunner(() => EACH_MS);
  assertEquals(await runStudy(plan, new Set(), runner), "complete");
  assertEquals(log, [0, 1, 2, 3, 4, 5].flatMap((order) => [`run ${order}`, `keep ${order}`]));
});

Deno.test("runStudy() leaves out trials that have a record already", async () => {
  const { runner, log, progress } = fakeRunner(() => EACH_MS);
  assertEquals(await runStudy(plan, new Set([0, 1, 2, 4]), runner), "complete");
  assertEquals(log, ["run 3", "keep 3", "run 5", "keep 5"]);
  assertEquals(progress.map(({ done, total }) => [done, total]), [[4, 6], [5, 6], [6, 6]]);
});

Deno.test("runStudy() has nothing to do for a study that is complete", async () => {
  const { runner, log, progress } = fakeRunner(() => EACH_MS);
  assertEquals(await runStudy(plan, new Set([0, 1, 2, 3, 4, 5]), runner), "complete");
  assertEquals([log, progress], [[], [{ done: 6, total: 6, next: null, remainingMs: 0 }]]);
});

Deno.test("runStudy() stops at a trial that was interrupted and does not keep it", async () => {
  const { runner, log, progress } = fakeRunner(({ order }) => order === 2 ? null : EACH_MS);
  assertEquals(await runStudy(plan, new Set(), runner), "interrupted");
  assertEquals(log, ["run 0", "keep 0", "run 1", "keep 1", "run 2"]);
  assertEquals(progress.at(-1)?.next?.order, 2);
});

Deno.test("runStudy() expects what was planned, corrected by the pace so far", async () => {
  const { runner, progress } = fakeRunner(({ order }) => order < 3 ? 2 * EACH_MS : 4 * EACH_MS);
  await runStudy(plan, new Set(), runner);
  // Before trial k: trials left × (time taken so far ÷ time planned so far).
  const paces = [1, 2, 2, 2, 10 / 4, 14 / 5, 0];
  progress.forEach(({ remainingMs }, done) => {
    assertAlmostEquals(remainingMs, (6 - done) * EACH_MS * paces[done], 1e-6, `after ${done}`);
  });
  assertEquals(progress.map(({ next }) => next?.order ?? null), [0, 1, 2, 3, 4, 5, null]);
});

Deno.test("runStudy() passes on what its runner throws, and goes no further", async () => {
  const { runner, log } = fakeRunner(() => EACH_MS);
  const failing = { ...runner, keep: () => Promise.reject(new Error("disk full")) };
  await assertRejects(() => runStudy(plan, new Set(), failing), Error, "disk full");
  assertEquals(log, ["run 0"]);
});
