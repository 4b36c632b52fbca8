import { assertEquals } from "@std/assert";
import type { TrialRecord } from "../../../experiments/record.ts";
import type { KneeRequest, PlannedProbe } from "../../../experiments/sweep/plan_sweep.ts";
import {
  type ProbeProgress,
  type ProbeRunner,
  runProbes,
} from "../../../experiments/sweep/run_probes.ts";
import type { KneeProbe } from "../../../experiments/sweep_document.ts";

const BLOCKS = 2;

/** Asks for three rounds: both curves, then twice the first alone. Runs nothing. */
function fakeRunner(interruptedAt = Infinity) {
  const log: string[] = [];
  const kept: KneeProbe[] = [];
  const progress: (ProbeProgress | null)[] = [];
  const runner: ProbeRunner = {
    next(probes) {
      const rounds = new Set(probes.map(({ round }) => round)).size;
      assertEquals(probes.length, [0, 4, 6, 8][rounds]);
      const curves = [[0, 1], [0], [0], []][rounds];
      return curves.map((curve) => ({ curve, ratePerSecond: 100 * (rounds + 1) + curve }));
    },
    plan(requests, round) {
      log.push(`plan ${round}: ${requests.map(({ ratePerSecond }) => ratePerSecond)}`);
      return Promise.resolve(
        requests.flatMap((request, index) =>
          Array.from(
            { length: BLOCKS },
            (_, block) => planned(request, round, index * BLOCKS + block),
          )
        ),
      );
    },
    run({ trial: { order } }) {
      if (order === interruptedAt) return Promise.resolve(null);
      log.push(`run ${order}`);
      return Promise.resolve({ order } as TrialRecord);
    },
    keep(probe) {
      kept.push(probe);
      return Promise.resolve();
    },
    progress: (report) => void progress.push(report),
  };
  return { runner, log, kept, progress };
}

function planned(request: KneeRequest, round: number, position: number): PlannedProbe {
  const trial = { order: round * 4 + position, expectedMs: 10 };
  return { ...request, round, trial } as PlannedProbe;
}

const ALL = [
  ...["plan 0: 100,101", "run 0", "run 1", "run 2", "run 3"],
  ...["plan 1: 200", "run 4", "run 5"],
  ...["plan 2: 300", "run 8", "run 9"],
];

Deno.test("runProbes() runs round after round until no rate is asked for", async () => {
  const { runner, log, kept, progress } = fakeRunner();
  assertEquals(await runProbes([], runner), "complete");
  assertEquals(log, ALL);
  assertEquals(
    kept.map((
      { round, curve, ratePerSecond, trial },
    ) => [round, curve, ratePerSecond, trial.order]),
    [
      ...[[0, 0, 100, 0], [0, 0, 100, 1], [0, 1, 101, 2], [0, 1, 101, 3]],
      ...[[1, 0, 200, 4], [1, 0, 200, 5], [2, 0, 300, 8], [2, 0, 300, 9]],
    ],
  );
  assertEquals(
    progress.map((report) => report && [report.done, report.total, report.remainingMs]),
    [
      ...[[0, 4, 40], [1, 4, 30], [2, 4, 20], [3, 4, 10]],
      ...[[0, 2, 20], [1, 2, 10], [0, 2, 20], [1, 2, 10], null],
    ],
  );
});

Deno.test("runProbes() goes on where it was interrupted, in the middle of a round as well", async () => {
  for (const at of [0, 1, 3, 4, 5, 9]) {
    const first = fakeRunner(at);
    assertEquals(await runProbes([], first.runner), "interrupted");
    const second = fakeRunner();
    assertEquals(await runProbes(first.kept, second.runner), "complete");
    const ran = [...first.log, ...second.log].filter((line) => line.startsWith("run"));
    assertEquals(ran, ALL.filter((line) => line.startsWith("run")), `interrupted at ${at}`);
  }
});

Deno.test("runProbes() has nothing to do for a search that has ended", async () => {
  const { kept, runner } = fakeRunner();
  await runProbes([], runner);
  const again = fakeRunner();
  assertEquals(await runProbes(kept, again.runner), "complete");
  assertEquals(again.log.filter((line) => line.startsWith("run")), []);
});

Deno.test("runProbes() stops if planning is interrupted", async () => {
  const { runner, log } = fakeRunner();
  const end = await runProbes([], { ...runner, plan: () => Promise.resolve(null) });
  assertEquals([end, log], ["interrupted", []]);
});
