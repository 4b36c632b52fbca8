/**
 * Runs one trial on the calling thread's event loop: the loop under test. Everything here happens in
 * the child process; what it returns is data.
 *
 * @module
 */
import { resolveStrategy } from "../../strategies/mod.ts";
// Not from mod.ts: that would load the trace parser into every child.
import { planArrivals } from "../workload/arrivals.ts";
import { createRandom } from "../workload/random.ts";
import { planSchedule, type Schedule } from "../workload/workload.ts";
import { createBody, SEGMENTS } from "./body.ts";
import { type Clock, createClock, localTimeMs, threadCpuMs } from "./clock.ts";
import { attachColumns, type Columns, createColumns, type StampName } from "./columns.ts";
import { startHeartbeat } from "./heartbeat.ts";
import { connectPeer } from "./peer.ts";
import { startProbe } from "./probe.ts";
import { produceOnLoop } from "./producer.ts";
import type { Produced, ProducerRequest } from "./producer_worker.ts";
import { createRecorder, type RecorderFaults } from "./recorder.ts";
import { createSleeper, type MeasuredSleep } from "./sleeper.ts";
import type { TrialSpec } from "./spec.ts";
import { startThread, type Thread } from "./thread.ts";
import { planWarmup } from "./warmup.ts";

/** What a trial yields beside its columns and lag samples: small enough for a header. */
export interface TrialFacts extends RecorderFaults {
  /** Tasks released. */
  readonly released: number;
  /** From the epoch to the end of observation, in ms. */
  readonly observedMs: number;
  /** Processor time of the loop's thread in the measured phase, in ms. */
  readonly threadCpuMs: number;
  /** Pauses that the strategy asked for; null if it never slept. */
  readonly sleep: MeasuredSleep | null;
  /** Largest error of the threads' clock alignment, in ms. */
  readonly clockErrorMs: number;
  /** Whether everything that was opened closed in time. */
  readonly closed: boolean;
  /** Time spent in each phase, in ms. */
  readonly phasesMs: {
    readonly setup: number;
    readonly warmup: number;
    readonly calibration: number;
    readonly measured: number;
  };
}

/** Everything that a trial recorded. Times are ms since the trial's epoch. */
export interface TrialResult {
  /** One row a task. */
  readonly columns: Columns;
  /** Single figures. */
  readonly facts: TrialFacts;
  /** Loop-lag samples of the measured and of the idle phase. */
  readonly lag: Readonly<Record<LagSeries, Float64Array>>;
}

/** Names of the loop-lag series. */
export type LagSeries = "heartbeatAt" | "heartbeatLag" | "probeFired" | "idleLag" | "idleFired";

interface Threads {
  readonly heartbeat: Thread;
  readonly producer: Thread | null;
  readonly peer: Thread | null;
}

interface Phase extends RecorderFaults {
  readonly columns: Columns;
  readonly released: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly cpuMs: number;
  readonly sleep: MeasuredSleep | null;
  readonly closed: boolean;
}

// Time between the end of setting up and a phase's start, so that its first task is not late.
const LEAD_MS = 5;
const CLOSE_PATIENCE_MS = 2000;
const PROBE_RESERVE_MS = 1000;

/**
 * Runs a trial.
 *
 * @param spec What to run.
 * @param file The small file that `io` bodies read.
 * @returns What was recorded.
 * @throws {RangeError} If the spec names an unknown strategy or parameter.
 * @throws {Error} If a helper thread or the strategy fails outside a task's body.
 */
export async function runTrial(spec: TrialSpec, file: URL): Promise<TrialResult> {
  const epochMs = localTimeMs();
  const clock = createClock(epochMs);
  const { workload, extent, seeds, timing } = spec;
  const schedule = planSchedule(workload, extent, seeds);
  const isOutside = spec.placement === "outside";
  using heartbeat = await startThread(new URL("./heartbeat_worker.ts", import.meta.url));
  using producer = isOutside
    ? await startThread(new URL("./producer_worker.ts", import.meta.url))
    : null;
  using peer = workload.body.kind === "io"
    ? await startThread(new URL("./peer_worker.ts", import.meta.url))
    : null;
  const threads = { heartbeat, producer, peer };
  const trial = { spec, clock, epochMs, file, threads };
  const setupMs = clock.now();

  if (timing.warmupMs > 0) {
    await runPhase(trial, planWarmup(workload, timing.warmupMs), timing.warmupMs / 2);
  }
  const warmMs = clock.now();

  const sample = (startMs: number, durationMs: number) => {
    const dueMs = planArrivals(
      { kind: "poisson", ratePerSecond: 1000 / timing.heartbeatGapMs },
      { kind: "duration", durationMs },
      createRandom(seeds.heartbeatSeed),
    ).intendedMs.map((ms) => startMs + ms);
    const beats = startHeartbeat(heartbeat, { clock, epochMs, dueMs });
    const probe = startProbe(clock, Math.ceil(durationMs + PROBE_RESERVE_MS));
    return async () => ({ beats: await beats.stop(), firedMs: probe.stop() });
  };
  const stopIdle = sample(clock.now(), timing.calibrationMs);
  await until(clock, clock.now() + timing.calibrationMs).reached;
  const idle = await stopIdle();
  const calibratedMs = clock.now();

  const stopLag = sample(clock.now(), schedule.horizonMs + timing.graceMs + PROBE_RESERVE_MS);
  const phase = await runPhase(trial, schedule, timing.graceMs);
  const lag = await stopLag();
  const since = (times: Float64Array) => times.map((ms) => ms - phase.startMs);

  return {
    columns: rebase(phase.columns, phase.startMs),
    lag: {
      heartbeatAt: since(lag.beats.atMs),
      heartbeatLag: lag.beats.lagMs,
      probeFired: since(lag.firedMs),
      idleLag: idle.beats.lagMs,
      idleFired: idle.firedMs,
    },
    facts: {
      released: phase.released,
      repeats: phase.repeats,
      firstFailure: phase.firstFailure,
      observedMs: phase.endMs - phase.startMs,
      threadCpuMs: phase.cpuMs,
      sleep: phase.sleep,
      clockErrorMs: Math.max(
        ...[heartbeat, producer, peer].map((thread) => thread?.alignment.errorMs ?? 0),
      ),
      closed: phase.closed,
      phasesMs: {
        setup: setupMs,
        warmup: warmMs - setupMs,
        calibration: calibratedMs - warmMs,
        measured: phase.endMs - phase.startMs,
      },
    },
  };
}

interface Trial {
  readonly spec: TrialSpec;
  readonly clock: Clock;
  readonly epochMs: number;
  readonly file: URL;
  readonly threads: Threads;
}

/** Runs a schedule through a freshly opened strategy and closes it again. */
async function runPhase(trial: Trial, schedule: Schedule, graceMs: number): Promise<Phase> {
  const { spec, clock, epochMs, file, threads } = trial;
  const tasks = schedule.intendedMs.length;
  const columns = createColumns(tasks, SEGMENTS[spec.workload.body.kind]);
  const peer = threads.peer && await connectPeer(threads.peer, schedule.demandMs, epochMs);
  const body = createBody(spec.workload, { clock, columns, schedule, peer, file });
  const recorder = createRecorder(columns, clock, body);
  const sleeper = createSleeper(clock);
  const { strategy, values } = resolveStrategy({
    name: spec.strategy.name,
    given: spec.strategy.values,
  });
  const dispatcher = await strategy.open(
    { capacity: tasks, run: recorder.run, drop: recorder.drop, sleep: sleeper.sleep },
    values,
  );
  const outside = threads.producer && {
    call: <Answer>(request: ProducerRequest) => threads.producer!.call<Answer>(request),
    epochMs: epochMs + threads.producer.alignment.offsetMs,
  };
  await outside?.call({
    kind: "connect",
    strategy: spec.strategy,
    endpoint: dispatcher.endpoint!,
    columns: { buffer: columns.buffer, tasks, segmentsPerTask: columns.segmentsPerTask },
  });

  const startMs = clock.now() + LEAD_MS;
  const endOfScheduleMs = startMs + schedule.horizonMs;
  const cutoffMs = endOfScheduleMs + graceMs;
  columns.intended.set(schedule.intendedMs.map((ms) => startMs + ms));
  const cpuBeforeMs = threadCpuMs();
  const produced: Produced = outside
    ? await outside.call<Produced>({ kind: "produce", epochMs: outside.epochMs, cutoffMs })
    : {
      released: await produceOnLoop({
        columns,
        clock,
        cutoffMs,
        dispatch: (task) => dispatcher.dispatch!(task),
      }),
      dropped: 0,
    };
  const cutoff = until(clock, cutoffMs);
  await Promise.race([
    recorder.whenSettled(produced.released - produced.dropped),
    cutoff.reached,
  ]);
  cutoff.cancel();
  await until(clock, endOfScheduleMs).reached;
  const endMs = clock.now();
  const cpuMs = threadCpuMs() - cpuBeforeMs;
  // A copy: bodies that still await may end while the strategy closes, after the observation.
  const observed = attachColumns(columns.buffer.slice(0), tasks, columns.segmentsPerTask);

  // What was recorded must not be lost to something that does not close.
  const patience = until(clock, endMs + CLOSE_PATIENCE_MS);
  const closed = await Promise.race([
    (async () => {
      await outside?.call({ kind: "close" });
      await dispatcher.close();
      await peer?.close();
      return true;
    })(),
    patience.reached.then(() => false),
  ]);
  patience.cancel();
  return {
    columns: observed,
    released: produced.released,
    startMs,
    endMs,
    cpuMs,
    sleep: sleeper.moments(),
    closed,
    ...recorder.faults(),
  };
}

function until(clock: Clock, timeMs: number): { reached: Promise<void>; cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const reached = new Promise<void>((resolve) => {
    const pauseMs = timeMs - clock.now();
    if (pauseMs <= 0) resolve();
    else timer = setTimeout(resolve, pauseMs);
  });
  return { reached, cancel: () => clearTimeout(timer) };
}

function rebase(columns: Columns, startMs: number): Columns {
  for (const name of Object.keys(columns) as StampName[]) {
    const column: unknown = columns[name];
    if (column instanceof Float64Array) column.forEach((ms, row) => (column[row] = ms - startMs));
  }
  return columns;
}
