/**
 * The part of the contract that concerns strategies whose bodies run on a pool of threads: what the
 * suite over all strategies shows by closures on the loop is shown here by stamps in shared memory.
 */
import { assert, assertEquals } from "@std/assert";
import { formatSelection, strategies } from "../../strategies/mod.ts";
import { FAULT_CODE } from "../../experiments/workload/mod.ts";
import { openBench, patiently, type Subject, threadsOf } from "./_bench.ts";

const subjects = strategies
  .map((strategy): Subject => ({ strategy, given: {}, producer: "inside" }))
  .filter((subject) => threadsOf(subject) !== null);

const sequence = (length: number) => Array.from({ length }, (_, task) => task);
const none = { kind: "sync", run: () => {} } as const;

function clause(words: string, hold: (subject: Subject) => Promise<void>): void {
  for (const subject of subjects) {
    const { strategy, given } = subject;
    Deno.test({
      name: `a pool ${words}: ${formatSelection(strategy.name, strategy.parameters, given)}`,
      sanitizeOps: true,
      sanitizeResources: true,
      fn: () => hold(subject),
    });
  }
}

/** Resolves when what threads do has come about; nothing on the loop tells. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 1));
}

/** Gives whatever there may be its turn: as long as its like takes. */
async function letPass(subject: Subject): Promise<void> {
  const later = await openBench(subject, 20);
  await later.dispatch(...sequence(20));
  await later.whenSettled(20);
  await later.close();
}

clause("runs bodies while the loop does not turn, and tells it afterwards", async (subject) => {
  const bench = await openBench(subject, 1);
  const { ended, returned } = bench.columns;
  await bench.dispatch(0);
  const never = new Int32Array(new SharedArrayBuffer(4));
  for (let looks = 0; Number.isNaN(ended[0]); looks++) {
    assert(looks < 30_000, "the body did not end");
    Atomics.wait(never, 0, 0, 1);
  }
  assert(Number.isNaN(returned[0]));
  await bench.whenSettled(1);
  await bench.close();
  assert(!Number.isNaN(returned[0]));
});

for (const kind of ["cpu", "await"] as const) {
  clause(`lets a failing ${kind} body harm no other task`, async (subject) => {
    const fault = (task: number) => task % 3 === 0 ? FAULT_CODE.fail : FAULT_CODE.none;
    const bench = await openBench(subject, 9, none, { kind, fault });
    await bench.dispatch(...sequence(9));
    await bench.whenSettled(9);
    await bench.close();
    const expected = sequence(9).map((task) => task % 3 === 0 ? "failed" : "completed");
    assertEquals(bench.outcomes(), expected);
    assertEquals(bench.faults(), { repeats: 0, strangers: 0, firstFailure: "injected failure" });
  });
}

// Bodies that spin for ever are for trials: nothing but the end of its process stops such a thread.
clause("has one body a thread in progress, and closes though none ends", async (subject) => {
  const threads = threadsOf(subject)!;
  const fault = () => FAULT_CODE.hang;
  const bench = await openBench(subject, 4 * threads, none, { kind: "await", fault });
  await bench.dispatch(...sequence(4 * threads));
  await patiently(until(() => bench.ran.length >= threads), `${threads} bodies to begin`);
  await letPass(subject);
  await bench.close();
  assertEquals(bench.ran.length, threads);
  assert(bench.outcomes().every((outcome) => outcome === "pending"));
});

clause("hands its threads nothing more after close()", async (subject) => {
  const threads = threadsOf(subject)!;
  const bench = await openBench(subject, 20, none, { kind: "cpu", demandMs: () => 2 });
  await bench.dispatch(...sequence(20));
  await bench.whenSettled(1);
  const known = bench.ran.length;
  await bench.close();
  await letPass(subject);
  assert(bench.ran.length <= known + threads, `${bench.ran.length} ran, ${known} before`);
  assertEquals(bench.faults(), { repeats: 0, strangers: 0, firstFailure: null });
});

clause("runs a task once, and is found out if it brings it back twice", async (subject) => {
  const bench = await openBench(subject, 2);
  await bench.dispatch(0);
  await bench.whenSettled(1);
  const startedMs = bench.columns.started[0];
  await bench.dispatch(0);
  await patiently(until(() => bench.faults().repeats === 1), "the fault");
  await bench.close();
  assertEquals(bench.columns.started[0], startedMs);
  assertEquals(bench.outcomes(), ["completed", "pending"]);
});
