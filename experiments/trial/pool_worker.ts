/**
 * The threads of a pool; see `pool.ts`. Whichever library starts them, each aligns its clock when it
 * imports this module, and then runs bodies as the loop would.
 *
 * @module
 */
import { workerData } from "node:worker_threads";
import { type Body, type BodyContext, createBody, SEGMENTS } from "./body.ts";
import { answerAlignment, createClock } from "./clock.ts";
import { attachColumns, type Columns, createColumns, OUTCOME_CODE } from "./columns.ts";
import {
  CAME_UP,
  epochKnown,
  type PoolData,
  READY,
  REHEARSING,
  STEP,
  turnOf,
} from "./pool_memory.ts";
import { createRecorder } from "./recorder.ts";

const data: PoolData = workerData;
const counts = new Int32Array(data.counts);

const thread = add(CAME_UP);
if (thread >= data.alignments.length) {
  throw new Error(`the pool was to have ${data.alignments.length} threads: one more came up`);
}
// Asleep until then: threads that spin would keep the one whose turn it is from its core.
sleepUntil(turnOf(thread));
answerAlignment(data.alignments[thread]);
sleepUntil(epochKnown(thread));

const clock = createClock(new Float64Array(data.epochs)[thread]);
const columns = attachColumns(
  data.columns.buffer,
  data.columns.tasks,
  data.columns.segmentsPerTask,
);
const demandMs = new Float64Array(data.demand);
const fault = new Uint8Array(data.fault);
const recorder = createRecorder(columns, clock, bodyFor(columns, { demandMs, fault }));

const rehearsed = createColumns(1, SEGMENTS[data.body.kind]);
const rehearsal = bodyFor(rehearsed, { demandMs: new Float64Array(1), fault: new Uint8Array(1) });

add(READY);

/**
 * Runs the body of a task on this thread.
 *
 * @param task Number of the task.
 * @returns A promise if the body awaits.
 * @throws {Error} If the body failed, with the message of the first that failed on this thread.
 */
export default function run(task: number): void | Promise<void> {
  if (Atomics.load(counts, REHEARSING) === 1) {
    // Afresh each time: a recorder runs a task once.
    return createRecorder(rehearsed, clock, rehearsal).run(0);
  }
  // This thread's recorder cannot know what another thread has run. The loop's counts what returns.
  if (!Number.isNaN(columns.started[task])) return;
  const running = recorder.run(task);
  return running === undefined ? report(task) : running.then(() => report(task));
}

function report(task: number): void {
  if (columns.outcome[task] !== OUTCOME_CODE.failed) return;
  throw new Error(recorder.faults().firstFailure ?? "");
}

function bodyFor(columns: Columns, schedule: BodyContext["schedule"]): Body {
  const file = new URL(data.file);
  return createBody({ body: data.body }, { clock, columns, schedule, peer: null, file });
}

/** Adds one to a count and tells the loop; returns what it was. */
function add(index: number): number {
  const before = Atomics.add(counts, index, 1);
  Atomics.notify(counts, index);
  return before;
}

function sleepUntil(step: number): void {
  for (let at = 0; (at = Atomics.load(counts, STEP)) < step;) Atomics.wait(counts, STEP, at);
}
