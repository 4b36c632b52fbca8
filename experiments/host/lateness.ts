/**
 * How late the producers of trials release on this host, measured with the producers themselves.
 *
 * @module
 */
import { resolveStrategy } from "../../strategies/mod.ts";
import { type ArrivalProcess, planArrivals } from "../workload/arrivals.ts";
import { createRandom } from "../workload/random.ts";
import { type Columns, createColumns } from "../trial/columns.ts";
import { produceOnLoop } from "../trial/producer.ts";
import type { ProducerRequest } from "../trial/producer_worker.ts";
import { createHost } from "../trial/loop_host.ts";
import { createSleeper } from "../trial/sleeper.ts";
import { setStart } from "../trial/start.ts";
import { startThread, type Thread } from "../trial/thread.ts";
import { describeSettled, type Examination } from "./_samples.ts";
import type { HostMeasurements } from "./host_report.ts";

// Even gaps: a producer that is still busy with the task before would be late by its own fault.
const SPINNING: ArrivalProcess = { kind: "steady", ratePerSecond: 10_000 };
const SPINNING_TASKS = 10_000;
// Some gaps are slept, some are not.
const ON_LOOP: ArrivalProcess = { kind: "poisson", ratePerSecond: 400 };
const ON_LOOP_TASKS = 500;

/**
 * Measures the lateness of both producers.
 *
 * @param examination Clock and sizes.
 * @returns Lateness in ms.
 */
export async function measureLateness(
  examination: Examination,
): Promise<HostMeasurements["latenessMs"]> {
  const { clock, sized } = examination;
  using thread = await startThread(new URL("../trial/producer_worker.ts", import.meta.url));
  const spun = await spin(examination, thread);
  const paced = createColumns(sized(ON_LOOP_TASKS), 1);
  fillIntended(paced, examination, ON_LOOP);
  await produceOnLoop({ columns: paced, clock, cutoffMs: Infinity, dispatch: () => {} });
  return {
    spinning: describeSettled(latenessOf(spun)),
    onLoop: describeSettled(latenessOf(paced)),
  };
}

/** The way of a trial with an outside producer, with tasks that do nothing. */
async function spin(examination: Examination, thread: Thread): Promise<Columns> {
  const { clock, epochMs, sized } = examination;
  const tasks = sized(SPINNING_TASKS);
  const { strategy, values } = resolveStrategy({ name: "queue-notified", given: {} });
  const columns = createColumns(tasks, 1);
  const recorder = { run: () => {}, drop: () => {} };
  const host = createHost({
    columns,
    clock,
    recorder,
    sleeper: createSleeper(clock),
    scratchPath: "",
  });
  const dispatcher = await strategy.open(host, values);
  const { buffer, segmentsPerTask } = columns;
  const ask = (request: ProducerRequest) => thread.call(request);
  await ask({
    kind: "connect",
    strategy: { name: strategy.name, values },
    endpoint: dispatcher.endpoint!,
    columns: { buffer, tasks, segmentsPerTask },
  });
  const startMs = fillIntended(columns, examination, SPINNING);
  await ask({
    kind: "produce",
    epochMs: epochMs + thread.alignment.offsetMs,
    times: { startMs, endMs: Infinity, cutoffMs: Infinity },
  });
  await ask({ kind: "close" });
  await dispatcher.close();
  return columns;
}

/** Plans arrivals that begin shortly after this call, and returns when. */
function fillIntended(columns: Columns, { clock }: Examination, process: ArrivalProcess): number {
  const extent = { kind: "tasks", tasks: columns.tasks } as const;
  const { intendedMs } = planArrivals(process, extent, createRandom(1));
  return setStart(columns, intendedMs, clock);
}

function latenessOf({ intended, released }: Columns): Float64Array {
  return released.map((ms, task) => ms - intended[task]);
}
