/**
 * The contract, one clause a test, over every strategy. Long because each clause stands beside what
 * excuses from it.
 */
import { assert, assertEquals } from "@std/assert";
import { concurrencyOf } from "../../experiments/record.ts";
import { getAvailablePort } from "@std/net/get-available-port";
import {
  formatSelection,
  type ParameterValues,
  resolveStrategy,
  strategies,
} from "../../strategies/mod.ts";
import { openBench, patiently, type Producer, type Subject, threadsOf } from "./_bench.ts";

/** Tasks of the clause with the most that are dispatched at once. */
const BURST = 10_000;

const CONCURRENCIES: readonly ParameterValues[] = [{}, { concurrency: 1 }, { concurrency: 3 }];

/** Parameters under which each strategy must keep the contract, the defaults where none is named. */
const PARAMETER_SETS: Readonly<Record<string, readonly ParameterValues[]>> = {
  // The default interval of 100 ms would only make the suite slow.
  "queue-polled": [
    { intervalMs: 0, drain: "one" },
    { intervalMs: 1, drain: "present" },
    { intervalMs: 2, drain: "all" },
  ],
  "queue-bounded": [
    { overflow: "block", capacity: BURST, concurrency: 1 },
    // With 16 in progress it holds the 40 tasks that a clause dispatches to bodies that do not end.
    { overflow: "block", capacity: 24 },
    { overflow: "reject", capacity: 24 },
    { overflow: "drop-oldest", capacity: 24, concurrency: 6 },
  ],
  // All newest first, and none.
  "queue-adaptive-lifo": [{ behindMs: 0 }, { behindMs: 600_000, concurrency: 2 }],
  "queue-priority": [{ classes: 3, concurrency: 2 }],
  // Of the short slices, many make up the bursts of this suite; of the long ones, a few.
  "loop-sliced": [{ sliceMs: 0.01 }, { sliceMs: 5 }],
  "thread-ring": [{}, { spin: "always", spinMicros: 200 }, { spin: "never" }],
  "io-tcp": [{ port: 0 }, { port: getAvailablePort() }],
  "io-http": [{}, { connections: 1 }, { connections: 4, port: getAvailablePort() }],
  "io-websocket": [{ port: getAvailablePort() }],
  "io-udp": [{ port: getAvailablePort() }],
  "npm-fastq": [
    {},
    { concurrency: 1 },
    { concurrency: 3 },
    { api: "promise" },
    { api: "promise", concurrency: 1 },
    { api: "promise", concurrency: 3 },
  ],
  "npm-p-queue": CONCURRENCIES,
  "npm-p-limit": CONCURRENCIES,
  "npm-async-queue": CONCURRENCIES,
  "npm-piscina": [{ concurrency: 1 }, { concurrency: 3 }],
};

const subjects: Subject[] = strategies.flatMap((strategy) =>
  (PARAMETER_SETS[strategy.name] ?? [{}]).flatMap((given) =>
    strategy.placements
      .flatMap((placement): Producer[] =>
        placement === "inside" ? ["inside"] : ["outside", "thread"]
      )
      .map((producer) => ({ strategy, given, producer }))
  )
);

/** A clause of the contract, held over every subject that it does not excuse. */
function clause(
  words: string,
  hold: (subject: Subject) => Promise<void>,
  excuse: (subject: Subject) => string | null = () => null,
): void {
  for (const subject of subjects) {
    const { strategy, given, producer } = subject;
    // A port differs from run to run and does not belong in a name.
    const shown = given.port ? { ...given, port: "explicit" } : given;
    const reason = excuse(subject) ?? blocksItself(subject);
    const name = `dispatch() ${words}: ${
      formatSelection(strategy.name, strategy.parameters, shown)
    } from ${producer}`;
    Deno.test({
      name: reason === null ? name : `${name} (skipped: ${reason})`,
      ignore: reason !== null,
      // Deno 2.9 leaves both off unless asked.
      sanitizeOps: true,
      sanitizeResources: true,
      fn: () => hold(subject),
    });
  }
}

const sequence = (length: number) => Array.from({ length }, (_, task) => task);
const isPolledOneByOne = ({ given }: Subject) => given.drain === "one";
const onlyOnThisThread = ({ producer }: Subject) =>
  producer === "thread" ? "a body cannot call into the producer's thread" : null;

const onlyOnTheLoop = (subject: Subject) =>
  threadsOf(subject) === null ? null : "bodies run on other threads";
const startsAtOnce = (subject: Subject) =>
  subject.strategy.inline ? "declared to run bodies within the call" : onlyOnTheLoop(subject);
const hasNothingLeft = (subject: Subject) =>
  subject.strategy.name === "direct" ? "direct has nothing left to run" : onlyOnTheLoop(subject);

/** The most bodies that a subject may have in progress at once; null if there is no limit. */
function limitOf({ strategy, given }: Subject): number | null {
  const { values } = resolveStrategy({ name: strategy.name, given });
  const limit = concurrencyOf(strategy.discipline(values));
  return limit === Infinity ? null : limit;
}

/** Why a subject's producer must not meet a full queue. */
function blocksItself({ given, producer }: Subject): string | null {
  return given.overflow === "block" && Number(given.capacity) < BURST && producer === "outside"
    ? "a thread that waits for room cannot make it"
    : null;
}

/** Whether a subject may drop some of so many tasks that are dispatched at once. */
function mayDrop({ strategy, given: { overflow, capacity } }: Subject, tasks: number): boolean {
  if (strategy.name === "queue-codel") return true;
  return overflow !== undefined && overflow !== "block" && Number(capacity) < tasks;
}

const MICROTASK_LIBRARIES = ["npm-fastq", "npm-p-queue", "npm-p-limit", "npm-async-queue"];

/** Whether what carries a subject's tasks may throw some away. */
function mayLose({ strategy }: Subject): boolean {
  return strategy.name === "io-udp";
}

/** Why a subject may keep the loop to itself. */
function starves({ strategy: { name }, given }: Subject): string | null {
  if (name === "direct") return "direct calls itself until the stack is full";
  if (name === "loop-microtask" || name === "loop-next-tick") {
    return "microtasks and ticks run before the loop goes on, by definition";
  }
  if (name === "npm-fastq" && given.api !== "promise") {
    return "by the library's design, the end of a task calls the next on its stack, until that is full";
  }
  if (MICROTASK_LIBRARIES.includes(name)) {
    return "by the library's design, the next task starts in the same microtask or another";
  }
  return given.drain === "all" ? "drain=all serves until the queue is empty, by definition" : null;
}

clause("has the members that its placements need and no others", async (subject) => {
  const { strategy } = subject;
  const bench = await openBench(subject, 1);
  const [inside, outside] = (["inside", "outside"] as const)
    .map((placement) => strategy.placements.includes(placement));
  assertEquals(typeof bench.dispatcher.dispatch, inside ? "function" : "undefined");
  assertEquals(bench.dispatcher.endpoint !== undefined, outside);
  assertEquals(typeof strategy.connect, outside ? "function" : "undefined");
  if (subject.given.port) {
    const { port } = bench.dispatcher.endpoint as { port: number };
    assertEquals(port, subject.given.port);
  }
  await bench.close();
});

clause("runs each task exactly once or drops it", async (subject) => {
  const bench = await openBench(subject, 50);
  await bench.dispatch(...sequence(20));
  await bench.dispatch(...sequence(50).slice(20));
  await bench.whenSettled(50);
  await bench.close();
  assertEquals(bench.faults(), { repeats: 0, strangers: 0, firstFailure: null });
  for (const outcome of bench.outcomes()) {
    assert(["completed", "dropped", "refused", "lost"].includes(outcome), outcome);
  }
});

clause("keeps the order of dispatch", async (subject) => {
  const order = sequence(40).map((position) => (position * 7) % 40);
  const bench = await openBench(subject, 40);
  await bench.dispatch(...order);
  await bench.whenSettled(40);
  await bench.close();
  const outcomes = bench.outcomes();
  assertEquals(bench.ran, order.filter((task) => outcomes[task] === "completed"));
  assert(bench.ran.length === 40 || mayDrop(subject, 40), `${bench.ran.length} of 40 ran`);
}, ({ strategy }) => strategy.order === "fifo" ? null : "declared unordered");

clause("returns before the body runs", async (subject) => {
  const bench = await openBench(subject, 3);
  // From a thread: it must return although nothing can run on this one.
  const dispatched = bench.dispatchBlocked(0, 1, 2);
  assertEquals(bench.ran, []);
  assertEquals(await dispatched, "returned");
  await bench.whenSettled(3);
  await bench.close();
}, startsAtOnce);

clause("takes tasks from within a running task", async (subject) => {
  const bench = await openBench(subject, 10, {
    kind: "sync",
    run: (task) => task < 9 ? bench.dispatchNow(task + 1) : undefined,
  });
  await bench.dispatch(0);
  await bench.whenSettled(10);
  await bench.close();
  assertEquals(bench.ran, sequence(10));
}, (subject) => onlyOnThisThread(subject) ?? onlyOnTheLoop(subject));

clause("gives the loop a turn while tasks keep coming", async (subject) => {
  const tasks = 200_000;
  let last = 0;
  let hasTurned = false;
  const bench = await openBench(subject, tasks, {
    kind: "sync",
    run: () => hasTurned || last + 1 === tasks ? undefined : bench.dispatchNow(++last),
  });
  const turned = new Promise<void>((resolve) => setTimeout(resolve)).then(() => hasTurned = true);
  await bench.dispatch(0);
  await turned;
  assert(last + 1 < tasks, "the timer fired after the last task");
  await bench.whenSettled(last + 1);
  await bench.close();
}, (subject) => onlyOnThisThread(subject) ?? onlyOnTheLoop(subject) ?? starves(subject));

for (const kind of ["sync", "async"] as const) {
  clause(`lets a failing ${kind} body harm no other task`, async (subject) => {
    const run = (task: number) => {
      if (task % 3 === 0) throw new Error(`task ${task} fails`);
    };
    const bench = await openBench(
      subject,
      9,
      kind === "sync" ? { kind, run } : { kind, run: async (task) => await run(task) },
    );
    await bench.dispatch(...sequence(9));
    await bench.whenSettled(9);
    await bench.close();
    const expected = sequence(9).map((task) => task % 3 === 0 ? "failed" : "completed");
    assertEquals(bench.outcomes(), expected);
    const first = bench.ran.find((task) => task % 3 === 0);
    assertEquals(bench.faults(), { repeats: 0, strangers: 0, firstFailure: `task ${first} fails` });
  }, onlyOnTheLoop);
}

clause("does not hold others back while a body awaits", async (subject) => {
  const lastHasRun = Promise.withResolvers<void>();
  const bench = await openBench(subject, 6, {
    kind: "async",
    run(task) {
      if (task === 5) lastHasRun.resolve();
      return lastHasRun.promise;
    },
  });
  await bench.dispatch(...sequence(6));
  await bench.whenSettled(6);
  await bench.close();
  assertEquals(bench.outcomes(), Array(6).fill("completed"));
}, (subject) =>
  onlyOnTheLoop(subject) ??
    ((limitOf(subject) ?? 6) < 6 ? "its concurrency is below 6 bodies" : null));

clause("never has more bodies in progress than its concurrency", async (subject) => {
  const limit = limitOf(subject)!;
  const limitReached = Promise.withResolvers<void>();
  let inProgress = 0;
  let most = 0;
  const bench = await openBench(subject, 4 * limit, {
    kind: "async",
    async run() {
      most = Math.max(most, ++inProgress);
      if (inProgress === limit) limitReached.resolve();
      await limitReached.promise;
      await new Promise((resolve) => setTimeout(resolve, 1));
      inProgress--;
    },
  });
  await bench.dispatch(...sequence(4 * limit));
  await bench.whenSettled(4 * limit);
  await bench.close();
  assertEquals(most, limit);
}, (subject) => limitOf(subject) === null ? "has no limit" : onlyOnTheLoop(subject));

clause("runs nothing after close()", async (subject) => {
  const bench = await openBench(subject, 20);
  await bench.dispatch(...sequence(20));
  await bench.closeRemote();
  const ranBefore = [...bench.ran];
  // At once: what goes on by microtasks would run more while anything is awaited.
  void bench.closeDispatcher();
  await bench.close();
  await letPass(subject);
  assertEquals(bench.ran, ranBefore);
}, onlyOnTheLoop);

clause("runs nothing when a body ends after close()", async (subject) => {
  const started = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const bench = await openBench(subject, 40, {
    kind: "async",
    run() {
      started.resolve();
      return released.promise;
    },
  });
  await bench.dispatch(...sequence(40));
  await patiently(started.promise, "a body to start");
  await bench.closeRemote();
  const ranBefore = [...bench.ran];
  void bench.closeDispatcher();
  released.resolve();
  await bench.close();
  await letPass(subject);
  assertEquals(bench.ran, ranBefore);
}, onlyOnTheLoop);

clause("runs nothing after a task has called close()", async (subject) => {
  const closed = Promise.withResolvers<void>();
  const bench = await openBench(subject, 20, {
    kind: "sync",
    run: () => void bench.closeDispatcher().then(closed.resolve, closed.reject),
  });
  await bench.dispatch(...sequence(20));
  await patiently(closed.promise, "the dispatcher to close");
  await bench.close();
  await letPass(subject);
  assertEquals(bench.ran.length, 1);
  if (subject.strategy.order === "fifo") assertEquals(bench.ran, [0]);
}, hasNothingLeft);

clause("accounts for every task of a large burst", async (subject) => {
  // One task a pass and a timer's floor a pass: 10,000 would take 20 s.
  const tasks = isPolledOneByOne(subject) ? 200 : BURST;
  const bench = await openBench(subject, tasks);
  await bench.dispatch(...sequence(tasks));
  await bench.whenSettled(tasks);
  await bench.close();
  const never = bench.outcomes().filter((outcome) => outcome !== "completed").length;
  assertEquals(bench.ran.length + never, tasks);
  assert(never === 0 || mayLose(subject) || mayDrop(subject, tasks), `${never} never ran`);
  assertEquals(bench.faults().repeats, 0);
});

clause("works again after close() and another open()", async (subject) => {
  for (let round = 0; round < 2; round++) {
    const bench = await openBench(subject, 5);
    await bench.dispatch(...sequence(5));
    await bench.whenSettled(5);
    await bench.close();
    assertEquals(bench.ran.length, 5);
  }
});

clause("closes with nothing ever dispatched", async (subject) => {
  const bench = await openBench(subject, 5);
  await bench.close();
  assertEquals(bench.ran, []);
});

/** Gives whatever a closed strategy may have left on the loop its turn: as long as its like takes. */
async function letPass(subject: Subject): Promise<void> {
  const later = await openBench(subject, 20);
  await later.dispatch(...sequence(20));
  await later.whenSettled(20);
  await later.close();
}
