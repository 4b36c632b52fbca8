/**
 * Runs one trial on the calling thread's event loop: the loop under test. Everything here happens in
 * the child process; what it returns is data.
 *
 * @module
 */
// Not from workload/mod.ts: that would load the trace parser into every child.
import { planSchedule } from "../workload/schedule.ts";
import { createClock, localTimeMs } from "./clock.ts";
import type { ClosedLoopEnd } from "./closed_producer.ts";
import type { Columns, StampName } from "./columns.ts";
import { startLagSampling } from "./lag_sampling.ts";
import { runPhase } from "./phase.ts";
import type { RecorderFaults } from "./recorder.ts";
import type { MeasuredSleep } from "./sleeper.ts";
import type { TrialSpec } from "./spec.ts";
import { startThread } from "./thread.ts";
import { until } from "./until.ts";
import { planWarmup } from "./warmup.ts";

/** What a trial yields beside its columns and lag samples: small enough for a header. */
export interface TrialFacts extends RecorderFaults {
  /** Tasks released. */
  readonly released: number;
  /** How a closed loop came to its end; null for an open one. */
  readonly closedLoop: ClosedLoopEnd | null;
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

// Setting up and an end that comes late are sampled too.
const SAMPLING_RESERVE_MS = 1000;

/**
 * Runs a trial.
 *
 * @param spec What to run.
 * @param file The small file that `io` bodies read.
 * @param scratchPath Path at which a strategy may make one file or socket.
 * @returns What was recorded.
 * @throws {RangeError} If the spec names an unknown strategy or parameter.
 * @throws {Error} If a helper thread or the strategy fails outside a task's body.
 */
export async function runTrial(
  spec: TrialSpec,
  file: URL,
  scratchPath: string,
): Promise<TrialResult> {
  const epochMs = localTimeMs();
  const clock = createClock(epochMs);
  const { workload, extent, seeds, timing } = spec;
  const schedule = planSchedule(workload, extent, seeds);
  const isOutside = spec.placement === "outside";
  using heartbeat = await startThread(new URL("./heartbeat_worker.ts", import.meta.url));
  using producer = isOutside
    ? await startThread(new URL("./producer_worker.ts", import.meta.url))
    : null;
  using peer = workload.body.kind === "io" || workload.body.kind === "mixed"
    ? await startThread(new URL("./peer_worker.ts", import.meta.url))
    : null;
  const context = { spec, clock, epochMs, file, scratchPath, producer, peer };
  const setupMs = clock.now();

  if (timing.warmupMs > 0) {
    await runPhase(context, planWarmup(workload, timing.warmupMs), timing.warmupMs / 2);
  }
  const warmMs = clock.now();

  const sample = (durationMs: number) =>
    startLagSampling(heartbeat, {
      clock,
      epochMs,
      meanGapMs: timing.heartbeatGapMs,
      durationMs,
      seed: seeds.heartbeatSeed,
    });
  const stopIdle = sample(timing.calibrationMs);
  await until(clock, clock.now() + timing.calibrationMs).reached;
  const idle = await stopIdle();
  const calibratedMs = clock.now();

  const stopLag = sample(schedule.horizonMs + timing.graceMs + SAMPLING_RESERVE_MS);
  const phase = await runPhase(context, schedule, timing.graceMs);
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
      closedLoop: phase.closedLoop,
      repeats: phase.repeats,
      strangers: phase.strangers,
      firstFailure: phase.firstFailure,
      observedMs: phase.endMs - phase.startMs,
      threadCpuMs: phase.cpuMs,
      sleep: phase.sleep,
      clockErrorMs: Math.max(
        phase.clockErrorMs,
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

function rebase(columns: Columns, startMs: number): Columns {
  for (const name of Object.keys(columns) as StampName[]) {
    const column: unknown = columns[name];
    if (column instanceof Float64Array) column.forEach((ms, row) => (column[row] = ms - startMs));
  }
  return columns;
}
