/**
 * Large studies for measuring how long reports take: every trial is played, not run, so a thousand are
 * made in seconds; what is recorded of them is what {@link measure} makes of any trial.
 *
 * Run by itself it writes one: `deno run -A tests/reports/_big_study.ts DIR CELLS BLOCKS`.
 *
 * @module
 */
import type { TrialRecord } from "../../experiments/record.ts";
import { type PlannedTrial, planStudy, type StudyPlan } from "../../experiments/study/plan.ts";
import type { StoredStudy } from "../../experiments/study_document.ts";
import { createColumns, OUTCOME_CODE } from "../../experiments/trial/columns.ts";
import { measure } from "../../experiments/trial/measure.ts";
import type { TrialResult } from "../../experiments/trial/run_trial.ts";
import { createRandom, planSchedule, type Random } from "../../experiments/workload/mod.ts";
import { keepStudy } from "../cli/_kept_study.ts";
import { ENVIRONMENT } from "./_records.ts";

const STRATEGIES = [
  ...["direct", "queue-polled:intervalMs=5,drain=all", "queue-notified", "loop-microtask"],
  ...["loop-immediate", "loop-timer", "loop-message-channel", "loop-sliced", "io-tcp"],
  "thread-ring",
];
const WORKLOADS = ["burst", "steady", "poisson", "on-off", "mmpp"];
const TASKS = 800;
const MEAN_SLEEP_MS = 5;
const BEAT_MS = 2;

/**
 * Makes a study.
 *
 * @param cells How many cells, up to 50: strategies under one workload and then the next.
 * @param blocks How many blocks.
 * @returns The study.
 */
export function bigStudy(cells: number, blocks: number): StoredStudy {
  const workloads = WORKLOADS.slice(0, Math.ceil(cells / STRATEGIES.length));
  const strategies = STRATEGIES.slice(0, Math.ceil(cells / workloads.length));
  const config = { strategies, workloads, blocks, tasks: TASKS };
  const plan = planStudy(config, null);
  return {
    document: {
      schema: "dispatch-lab/study@1",
      createdAt: "2026-01-02T03:04:05.000Z",
      fingerprint: "0".repeat(64),
      config,
      seed: plan.seed,
      blocks,
      cells: plan.cells.map(({ identity }) => identity),
      skipped: plan.skipped,
      environment: ENVIRONMENT,
    },
    trials: plan.trials.map((trial) => play(plan, trial)),
  };
}

/** A trial as one server would have it who wakes up, hands over or polls. */
function play({ cells }: StudyPlan, trial: PlannedTrial): TrialRecord {
  const { identity } = cells[trial.cell];
  const { workload, extent, seeds } = trial.spec;
  const schedule = planSchedule(workload, extent, seeds);
  if (schedule.kind === "closed") throw new Error("Cannot play a closed loop");
  const random = createRandom(seeds.heartbeatSeed);
  const isPolled = identity.discipline.kind === "polled";
  const wakeUpMs = 0.02 + 0.01 * trial.cell;
  const tasks = schedule.intendedMs.length;
  const columns = createColumns(tasks, 1);
  let freeMs = 0;
  schedule.intendedMs.forEach((intendedMs, task) => {
    const releasedMs = intendedMs + random.exponential(0.01);
    const restsMs = isPolled ? MEAN_SLEEP_MS * random.uniform() : random.exponential(wakeUpMs);
    const startedMs = Math.max(freeMs + random.exponential(0.004), releasedMs + restsMs);
    freeMs = startedMs + schedule.demandMs[task] + random.exponential(0.01);
    columns.intended[task] = intendedMs;
    columns.released[task] = releasedMs;
    columns.accepted[task] = releasedMs + random.exponential(0.002);
    columns.started[task] = startedMs;
    columns.ended[task] = freeMs;
    columns.outcome[task] = OUTCOME_CODE.completed;
  });
  const endMs = Math.max(freeMs, schedule.horizonMs);
  const result: TrialResult = {
    columns,
    facts: facts(tasks, endMs, isPolled),
    lag: lag(endMs, random),
  };
  const { block, order } = trial;
  const whose = { schema: "dispatch-lab/trial@1", cell: identity, block, order } as const;
  return measure(result, schedule.horizonMs, { ...whose, wallMs: endMs + 300 });
}

function facts(tasks: number, endMs: number, isPolled: boolean): TrialResult["facts"] {
  const sleep = {
    count: Math.ceil(endMs / MEAN_SLEEP_MS),
    meanMs: MEAN_SLEEP_MS,
    secondMomentMs2: MEAN_SLEEP_MS ** 2,
    shortestMs: MEAN_SLEEP_MS,
  };
  return {
    released: tasks,
    closedLoop: null,
    repeats: 0,
    strangers: 0,
    firstFailure: null,
    observedMs: endMs,
    threadCpuMs: endMs / 2,
    sleep: isPolled ? sleep : null,
    clockErrorMs: 0.001,
    closed: true,
    phasesMs: { setup: 50, warmup: 60, calibration: 60, measured: endMs },
  };
}

function lag(endMs: number, random: Random): TrialResult["lag"] {
  const beats = Math.floor(endMs / BEAT_MS);
  const column = (value: (beat: number) => number) =>
    Float64Array.from({ length: beats }, (_, beat) => value(beat));
  return {
    heartbeatAt: column((beat) => beat * BEAT_MS),
    heartbeatLag: column(() => 0.1 + random.exponential(0.3)),
    probeFired: column((beat) => beat * BEAT_MS + random.exponential(0.1)),
    idleLag: column(() => 0.1),
    idleFired: column((beat) => beat * BEAT_MS),
  };
}

if (import.meta.main) {
  const [directory, cells = "50", blocks = "20"] = Deno.args;
  keepStudy(directory, bigStudy(Number(cells), Number(blocks)));
}
