import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { planGate } from "../../../experiments/gate/plan_gate.ts";
import {
  type GateProgress,
  type GateRunner,
  type GateTrial,
  interleave,
  runGate,
} from "../../../experiments/gate/run_gate.ts";
import type { TrialRecord } from "../../../experiments/record.ts";

const config = { workloads: ["steady"], durationMs: 100 };
const BLOCKS = 3;

function plansOf(seed: number) {
  return planGate({
    base: { config: { ...config, strategies: ["direct", "loop-timer"] } },
    head: { config: { ...config, strategies: ["loop-immediate", "loop-microtask"] } },
  }, { seed, blocks: BLOCKS });
}

const named = ({ arm, trial }: GateTrial) => `${arm} ${trial.cell}`;

Deno.test("interleave() runs every cell of both arms in each block, in one random order", () => {
  const trials = interleave(plansOf(1));
  assertEquals(trials.length, 2 * 2 * BLOCKS);
  const blocks = Array.from(
    { length: BLOCKS },
    (_, block) => trials.slice(block * 4, block * 4 + 4),
  );
  for (const [block, own] of blocks.entries()) {
    assert(own.every(({ trial }) => trial.block === block));
    assertEquals(own.map(named).sort(), ["base 0", "base 1", "head 0", "head 1"]);
    assertEquals(own[0].trial.cell, own[1].trial.cell, "both arms of a cell side by side");
  }
  const orders = new Set(
    Array.from(
      { length: 60 },
      (_, seed) => interleave(plansOf(seed)).slice(0, 4).map(named).join(),
    ),
  );
  // Two orders of the cells, and of each cell two of the arms.
  assertEquals(orders.size, 8);
});

Deno.test("interleave() gives the same order for the same seed, and another for another", () => {
  assertEquals(interleave(plansOf(5)), interleave(plansOf(5)));
  assertNotEquals(interleave(plansOf(5)).map(named), interleave(plansOf(6)).map(named));
});

Deno.test("interleave() gives both arms the same tasks in a block, and others in the next", () => {
  const trials = interleave(plansOf(1));
  const seedsOf = (arm: string, block: number) =>
    trials.filter(({ arm: own, trial }) => own === arm && trial.block === block)
      .map(({ trial: { spec: { seeds } } }) => [seeds.arrivalSeed, seeds.serviceSeed].join());
  for (let block = 0; block < BLOCKS; block++) {
    assertEquals(new Set([...seedsOf("base", block), ...seedsOf("head", block)]).size, 1);
  }
  assertNotEquals(seedsOf("base", 0)[0], seedsOf("base", 1)[0]);
});

Deno.test("interleave() numbers the trials of either arm as their own study has them", () => {
  const trials = interleave(plansOf(1));
  for (const name of ["base", "head"]) {
    const orders = trials.filter(({ arm }) => arm === name).map(({ trial }) => trial.order);
    assertEquals(orders, Array.from({ length: 2 * BLOCKS }, (_, order) => order));
  }
});

/** A runner that runs nothing; what becomes of a trial is said by its place in the whole order. */
function fakeRunner(outcomeAt: (place: number) => "measured" | "failed" | null) {
  const log: string[] = [];
  const progress: GateProgress[] = [];
  let place = 0;
  const runner: GateRunner = {
    run({ arm, trial }) {
      log.push(`run ${arm} ${trial.order}`);
      const state = outcomeAt(place++);
      const record = { order: trial.order, state, wallMs: trial.expectedMs };
      return Promise.resolve(state === null ? null : record as TrialRecord);
    },
    keep(arm, { order }) {
      log.push(`keep ${arm} ${order}`);
      return Promise.resolve();
    },
    progress: (report) => void progress.push(report),
  };
  return { runner, log, progress };
}

Deno.test("runGate() keeps each record in its arm before the next trial runs", async () => {
  const trials = interleave(plansOf(1));
  const { runner, log, progress } = fakeRunner(() => "measured");
  assertEquals(await runGate(trials, runner), { state: "complete" });
  assertEquals(
    log,
    trials.flatMap(({ arm, trial: { order } }) => [`run ${arm} ${order}`, `keep ${arm} ${order}`]),
  );
  assertEquals(progress.map(({ done }) => done), [...trials.keys(), trials.length]);
  const all = trials.reduce((sum, { trial }) => sum + trial.expectedMs, 0);
  assertEquals([progress[0].remainingMs, progress.at(-1)?.remainingMs], [all, 0]);
});

Deno.test("runGate() keeps a trial that failed and runs no other", async () => {
  const trials = interleave(plansOf(1));
  const { runner, log } = fakeRunner((place) => place === 4 ? "failed" : "measured");
  const end = await runGate(trials, runner);
  assert(end.state === "failed");
  assertEquals([end.trial, end.record.order], [trials[4], trials[4].trial.order]);
  assertEquals(log.length, 10);
  assertEquals(log.at(-1), `keep ${trials[4].arm} ${trials[4].trial.order}`);
});

Deno.test("runGate() stops at a trial that was interrupted and does not keep it", async () => {
  const trials = interleave(plansOf(1));
  const { runner, log } = fakeRunner((place) => place === 2 ? null : "measured");
  assertEquals(await runGate(trials, runner), { state: "interrupted" });
  assertEquals(log.length, 5);
});
