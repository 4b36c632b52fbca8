import { assert, assertEquals } from "@std/assert";
import type { SimulationModel } from "../../../experiments/theory/mod.ts";
import {
  type LoopsQuestion,
  type SimulatedFigure,
  simulateLoops,
} from "../../../reports/capacity/simulate_loops.ts";
import { lawOf, profileOf } from "./_profiled.ts";

const QUESTION: LoopsQuestion = {
  profile: profileOf([1]),
  holdingMs: 1,
  load: { ratePerSecond: 100_000, arrivalScv: 1 },
  level: { statistic: "p99", limitMs: 10 },
  deployment: "shared-queue",
  formulaLoops: 110,
  lengthAt: (utilization) => utilization < 0.9 ? "enough" : "too-short",
};

function serversOf({ discipline }: SimulationModel): number {
  assert(discipline.kind === "fifo");
  return discipline.servers;
}

/** A queue whose figure falls by 0.1 ms a loop, from 20 ms for 100 loops. */
function falling(half: number | null, seen: number[] = []) {
  return (model: SimulationModel): SimulatedFigure => {
    const servers = serversOf(model);
    seen.push(servers);
    const ms = 20 - (servers - 100) / 10;
    return { ms, interval: half === null ? null : [ms - half, ms + half] };
  };
}

Deno.test("simulateLoops() finds the least number for the figure and for the ends of its interval", () => {
  const seen: number[] = [];
  const answer = simulateLoops(QUESTION, falling(1, seen))!;
  assertEquals(answer.loops, 200);
  assertEquals(answer.loopsInterval, [190, 210]);
  assertEquals(answer.sojournMs, 10);
  assertEquals([answer.utilization, answer.length], [0.5, "enough"]);
  assertEquals(answer.atFormulaLoops, {
    sojournMs: 19,
    intervalMs: [18, 20],
    length: "too-short",
  });
  assertEquals(new Set(seen).size, seen.length, "a number was simulated twice");
  assert(seen.length < 40, `${seen.length} runs`);
});

Deno.test("simulateLoops() has no interval where the simulation gives none", () => {
  const answer = simulateLoops(QUESTION, falling(null))!;
  assertEquals([answer.loops, answer.loopsInterval], [200, null]);
});

Deno.test("simulateLoops() says when nothing near the formula's number meets the level", () => {
  assertEquals(simulateLoops(QUESTION, () => ({ ms: 11, interval: null })), null);
  assertEquals(simulateLoops(QUESTION, () => null), null);
  const open = simulateLoops(QUESTION, () => ({ ms: 9, interval: [8, 12] }))!;
  assertEquals([open.loops, open.loopsInterval], [101, [101, null]]);
});

Deno.test("simulateLoops() never asks for loops that would be held all the time", () => {
  const seen: number[] = [];
  const answer = simulateLoops({ ...QUESTION, formulaLoops: 101 }, (model) => {
    seen.push(serversOf(model));
    return { ms: 1, interval: [1, 1] };
  });
  assertEquals(answer?.loops, 101);
  assertEquals(Math.min(...seen), 101);
});

Deno.test("simulateLoops() simulates one of the loops that have a queue each", () => {
  const models: SimulationModel[] = [];
  simulateLoops({
    ...QUESTION,
    deployment: "own-queues",
    load: { ratePerSecond: 100_000, arrivalScv: 3 },
    profile: { ...profileOf([1], 0.2, 0.1), service: lawOf([4]) },
  }, (model) => {
    models.push(model);
    return { ms: 1, interval: null };
  });
  const { arrivals, service, discipline } = models[0];
  assertEquals(discipline, {
    kind: "fifo",
    servers: 1,
    setUp: lawOf([0.2]),
    handOverMs: 0.1,
    stay: lawOf([4]),
  });
  assertEquals(service, lawOf([1]));
  assert(arrivals.kind === "renewal" && arrivals.gap.kind === "hyperexponential");
  assertEquals(arrivals.gap.meanMs, 1.1);
  assertEquals(arrivals.gap.scv, 1 + 2 / 110);
});
