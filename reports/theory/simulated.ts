import type { HistogramReader } from "../../experiments/histogram.ts";
import type { MeasuredTrial } from "../../experiments/record.ts";
import {
  fitLaw,
  type Law,
  type LawMoments,
  momentsScv,
  recordedLaw,
  type SimulatedDiscipline,
  type SimulatedTrials,
  simulateTrials,
} from "../../experiments/theory/mod.ts";
import { deriveSeed } from "../../experiments/workload/mod.ts";
import type { Answer } from "./answer.ts";
import type { ModelChoice, NoModel, SimulatedServing } from "./choose_model.ts";
import { type TheoryInputs, theoryInputs } from "./inputs.ts";

/** What is simulated. */
export type ChosenSimulation = Pick<
  Extract<ModelChoice, { readonly kind: "simulation" }>,
  "arrivals" | "serving"
>;

/** What a cell's trials should show. */
export type SimulatedCell = SimulatedTrials & {
  /** How late the producer was on average, which the simulation does not know, in ms. */
  readonly lateMs: number;
};

/**
 * Tasks that are simulated for a cell at most: so many that chance in the simulation is small beside that
 * in a study. All cells together share so many that a report takes a second or two.
 */
const MOST_TASKS = 50_000;
const ALL_TASKS = 1_000_000;
const FEWEST_TRIALS = 5;
const MOST_TRIALS = 40;

/** What a simulation depends on besides the cell. */
export interface SimulationEffort {
  /** The study's seed; a cell's simulation has always the same chance. */
  readonly seed: number;
  /** Cells of the study, which share the time that a report may take. */
  readonly cells: number;
  /** Reads the trials' histograms. @default a reader of its own */
  readonly histograms?: HistogramReader;
}

/**
 * The answer of a simulation.
 *
 * @param chosen What is simulated.
 * @param trials The cell's trials, at least one.
 * @param effort The seed, and how long it may take.
 * @returns The answer, or why there is none.
 */
export function answerBySimulation(
  chosen: ChosenSimulation,
  trials: readonly MeasuredTrial[],
  effort: SimulationEffort,
): Answer | NoModel {
  const found = simulateCell(chosen, trials, effort);
  if ("reason" in found) return found;
  const { mean, interval } = found.waitMs.mean;
  if (!Number.isFinite(mean)) return { reason: "not-measured", message: "no task of it came" };
  const { lateMs } = found;
  return {
    model: `simulation (${wordsFor(chosen.serving)})`,
    waitMs: mean + lateMs,
    queueingMs: null,
    ci95: interval && [interval[0] + lateMs, interval[1] + lateMs],
    approximate: false,
    differencesMs: [],
  };
}

/**
 * Simulates a cell: trials as long as the measured ones, with arrivals as the workload draws them,
 * services as they were recorded, and wake-ups and sleeps of the recorded mean and spread.
 *
 * @param chosen What is simulated.
 * @param trials The cell's trials, at least one.
 * @param effort The seed, and how long it may take.
 * @returns What trials should show, or why nothing can be said.
 */
export function simulateCell(
  { arrivals, serving }: ChosenSimulation,
  trials: readonly MeasuredTrial[],
  { seed, cells, histograms }: SimulationEffort,
): SimulatedCell | NoModel {
  const inputs = theoryInputs(trials, "serviceMs");
  const service = recordedLaw(trials, "serviceMs", histograms);
  if (service.state === "not-applicable") return service;
  const discipline = disciplineOf(serving, inputs);
  if (discipline === null) return { reason: "not-measured", message: "it never slept" };
  const { cell: { strategy, workload, placement } } = trials[0];
  const meanOf = (of: (trial: MeasuredTrial) => number) =>
    trials.reduce((sum, trial) => sum + of(trial), 0) / trials.length;
  const tasks = Math.max(1, meanOf(({ counts }) => counts.released));
  const trialsFor = Math.ceil(Math.min(MOST_TASKS, ALL_TASKS / cells) / tasks);
  const found = simulateTrials({ arrivals, service: service.law, discipline }, {
    horizonMs: meanOf(({ horizonMs }) => horizonMs),
    trials: Math.min(MOST_TRIALS, Math.max(FEWEST_TRIALS, trialsFor)),
    seed: deriveSeed(seed, `simulation ${strategy} ${workload} ${placement}`),
  });
  if (found.state === "not-applicable") return found;
  const isLateApart = serving.kind === "polled" && serving.producer === "outside";
  return { ...found, lateMs: isLateApart ? inputs.lateMs : 0 };
}

function disciplineOf(
  serving: SimulatedServing,
  { wakeUp, handOver, sleep }: TheoryInputs,
): SimulatedDiscipline | null {
  const starting = { ...(wakeUp && { setUp: lawOf(wakeUp) }), handOverMs: handOver?.meanMs ?? 0 };
  switch (serving.kind) {
    case "fifo":
    case "bounded":
      return { ...serving, ...starting };
    case "polled":
      return sleep && { kind: "polled", drain: serving.drain, sleep: lawOf(sleep) };
  }
}

function lawOf(moments: LawMoments): Law {
  return fitLaw(moments.meanMs, momentsScv(moments));
}

function wordsFor(serving: SimulatedServing): string {
  switch (serving.kind) {
    case "fifo":
      return serving.servers === 1 ? "set-up" : `${serving.servers} threads with set-up`;
    case "polled":
      return { one: "polled, one a pass", present: "polled, gated", all: "polled, exhaustive" }[
        serving.drain
      ];
    case "bounded":
      return `at most ${serving.capacity} wait, ${serving.overflow}`;
  }
}
