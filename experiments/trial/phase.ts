/**
 * One pass of a schedule through a freshly opened strategy. A trial has two: the warm-up, whose result
 * is thrown away, and the measured one.
 *
 * @module
 */
import { serversOf } from "../record.ts";
import type { Schedule } from "../workload/schedule.ts";
import { createBody, SEGMENTS } from "./body.ts";
import { createCancellation } from "./cancellation.ts";
import { type Clock, threadCpuMs } from "./clock.ts";
import { type ClosedLoopEnd, describeEnd } from "./closed_producer.ts";
import { type Columns, createColumns, sliceColumns } from "./columns.ts";
import { loadBody } from "./load_body.ts";
import { loadStrategy } from "./load_strategy.ts";
import { createHost } from "./loop_host.ts";
import { observedUntil } from "./observation.ts";
import { connectPeer } from "./peer.ts";
import { createPool } from "./pool.ts";
import { linkProducer } from "./producer_link.ts";
import { createRecorder, type RecorderFaults } from "./recorder.ts";
import { createSettledLog } from "./settled_log.ts";
import { createSleeper, type MeasuredSleep } from "./sleeper.ts";
import type { TrialSpec } from "./spec.ts";
import type { Thread } from "./thread.ts";
import { setStart } from "./start.ts";
import { until } from "./until.ts";

/** What the phases of a trial share. */
export interface TrialContext {
  /** What the trial is told. */
  readonly spec: TrialSpec;
  /** The loop's clock. */
  readonly clock: Clock;
  /** The clock's epoch in the loop's local time, in ms. */
  readonly epochMs: number;
  /** The small file that `io` bodies read. */
  readonly file: URL;
  /** Path at which a strategy may make one file or socket. */
  readonly scratchPath: string;
  /** The thread of an outside producer; null if the producer is on the loop. */
  readonly producer: Thread | null;
  /** The thread of the loopback peer; null unless the workload needs it. */
  readonly peer: Thread | null;
}

/** What a phase recorded. Times are ms since the clock's epoch. */
export interface Phase extends RecorderFaults {
  /** One row a task. */
  readonly columns: Columns;
  /** Tasks released. */
  readonly released: number;
  /** How a closed loop came to its end; null for an open one. */
  readonly closedLoop: ClosedLoopEnd | null;
  /** When the schedule began. */
  readonly startMs: number;
  /** When observation ended. */
  readonly endMs: number;
  /** Processor time of the loop's thread in between. */
  readonly cpuMs: number;
  /** Pauses that the strategy asked for; null if it never slept. */
  readonly sleep: MeasuredSleep | null;
  /** Whether everything that was opened closed in time. */
  readonly closed: boolean;
  /** Largest error of the alignment of a pool's clocks, in ms; 0 if the loop ran the bodies. */
  readonly clockErrorMs: number;
}

const CLOSE_PATIENCE_MS = 2000;
const STUCK_MS = 50;

/**
 * Runs a phase.
 *
 * @param context What the phases of the trial share.
 * @param schedule The tasks.
 * @param graceMs How long tasks may take to end after the schedule's horizon, in ms.
 * @returns What was recorded.
 * @throws {Error} If a helper thread or the strategy fails outside a task's body.
 */
export async function runPhase(
  context: TrialContext,
  schedule: Schedule,
  graceMs: number,
): Promise<Phase> {
  const { spec, clock, epochMs, file, scratchPath } = context;
  const tasks = schedule.demandMs.length;
  const columns = createColumns(tasks, SEGMENTS[spec.workload.body.kind]);
  columns.taskClass.set(schedule.taskClass);
  const peer = context.peer && await connectPeer(context.peer, schedule.demandMs, epochMs);
  const custom = await loadBody(spec.customBody);
  const body = createBody(spec.workload, { clock, columns, schedule, peer, file, custom });
  using cancellation = createCancellation(schedule, columns, clock);
  const settled = schedule.kind === "closed" ? createSettledLog(tasks) : null;
  const recorder = createRecorder(columns, clock, body, {
    cancellation: cancellation ?? undefined,
    onSettled: settled?.append,
  });
  const sleeper = createSleeper(clock);
  const { strategy, values } = await loadStrategy(spec.strategy);
  const threads = serversOf(strategy.discipline(values));
  const pool = threads === null ? null : createPool({
    threads,
    columns,
    schedule,
    body: spec.workload.body,
    file,
    clock,
    epochMs,
    recorder,
  });
  const offload = pool?.offload;
  const host = createHost({ columns, clock, recorder, sleeper, scratchPath, offload });
  const dispatcher = await strategy.open(host, values);
  if (dispatcher.dispatch) await pool?.rehearse(dispatcher.dispatch, spec.timing.warmupMs);
  const producer = await linkProducer({
    thread: context.producer,
    strategy: spec.strategy,
    dispatcher,
    clock,
    epochMs,
    columns,
    schedule,
    settled,
  });

  const isClosedLoop = schedule.kind === "closed";
  const startMs = setStart(columns, isClosedLoop ? null : schedule.intendedMs, clock);
  cancellation?.start();
  const cpuBeforeMs = threadCpuMs();
  const plannedEndMs = startMs + schedule.horizonMs;
  const cutoffMs = plannedEndMs + graceMs;
  // A producer that a full queue holds back may be held for good.
  const stuck = until(clock, cutoffMs + STUCK_MS);
  const produced = await Promise.race([
    producer.produce({ startMs, endMs: plannedEndMs, cutoffMs }),
    stuck.reached.then(() => "stuck" as const),
  ]);
  stuck.cancel();
  const { released, dropped } = produced === "stuck" ? producedSoFar(columns) : produced;
  const closedLoop = isClosedLoop
    ? describeEnd(schedule, columns.intended, released, startMs)
    : null;
  const endOfScheduleMs = startMs + (closedLoop ?? schedule).horizonMs;
  const cutoff = until(clock, endOfScheduleMs + graceMs);
  await Promise.race([recorder.whenSettled(released - dropped), cutoff.reached]);
  cutoff.cancel();
  await until(clock, endOfScheduleMs).reached;
  const endMs = clock.now();
  const cpuMs = threadCpuMs() - cpuBeforeMs;
  // A copy: bodies that still await may end while the strategy closes, after the observation.
  const observed = observedUntil(columns, endMs);

  // What was recorded must not be lost to something that does not close.
  const patience = until(clock, endMs + CLOSE_PATIENCE_MS);
  const closed = await Promise.race([
    (async () => {
      // Closing the loop's half releases a producer that is held back.
      if (produced === "stuck") await dispatcher.close();
      await producer.close();
      if (produced !== "stuck") await dispatcher.close();
      await peer?.close();
      return true;
    })(),
    patience.reached.then(() => false),
  ]);
  patience.cancel();
  return {
    // Rows that no user took were never offered to anybody.
    columns: isClosedLoop ? sliceColumns(observed, released) : observed,
    released,
    closedLoop,
    startMs,
    endMs,
    cpuMs,
    sleep: sleeper.moments(),
    closed,
    clockErrorMs: pool?.clockErrorMs() ?? 0,
    ...recorder.faults(),
  };
}

/** What the stamps tell of a producer that does not answer. */
function producedSoFar({ released }: Columns): { released: number; dropped: number } {
  const count = released.findIndex((ms) => Number.isNaN(ms));
  return { released: count < 0 ? released.length : count, dropped: 0 };
}
