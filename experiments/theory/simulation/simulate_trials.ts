/**
 * Many short runs, each as long as a measured trial and from an empty queue: what stands beside a cell
 * whose arrivals no formula covers.
 *
 * @module
 */
import { type Interval, meanInterval } from "../../../reports/stats/intervals.ts";
import { quantile, sortedCopy } from "../../../reports/stats/quantiles.ts";
import { MOST_TASKS } from "../../workload/arrivals.ts";
import { deriveSeed } from "../../workload/random.ts";
import { requireAbove, requireAtMost, requireWhole } from "../../workload/requirement.ts";
import type { NotApplicable } from "../prediction.ts";
import { openArrivals, Until } from "./arrival_stream.ts";
import { checkModel } from "./check_model.ts";
import { openQueue, type TaskSource } from "./disciplines.ts";
import type { SimulationModel } from "./model.ts";
import { Outcomes } from "./outcomes.ts";
import { createSampler, type OpenSampler, samplersOf } from "./sampler.ts";
import { arrivalRatePerSecond, whyNotCombined } from "./stationarity.ts";
import { Users } from "./users.ts";

/** How trials are simulated. */
export interface SimulateTrialsOptions {
  /** Tasks arrive before this time, in ms, above 0. */
  readonly horizonMs: number;
  /** How many trials, a whole number of at least 2. */
  readonly trials: number;
  /** A whole number between ±(2⁵³ − 1). The same seed gives the same result. */
  readonly seed: number;
  /** How long after the horizon tasks may start and end, in ms. @default until all have ended */
  readonly graceMs?: number;
  /** Confidence level of the intervals, between 0 and 1. @default 0.95 */
  readonly level?: number;
}

/** A figure of a trial, over trials: its mean, and the interval of that by Student's t. */
export interface TrialFigure {
  /** Mean over the trials that have the figure; NaN if none has. */
  readonly mean: number;
  /** Its interval; null below two trials. */
  readonly interval: Interval | null;
}

/** Times of tasks, summarized in each trial and then over trials; in ms. */
export interface TrialTimes {
  /** The trial's mean. */
  readonly mean: TrialFigure;
  /** The trial's median, exact as in a measured trial. */
  readonly p50: TrialFigure;
  /** The trial's 99th percentile. */
  readonly p99: TrialFigure;
  /** Quantiles of the times of all trials together. */
  readonly pooled: Readonly<Record<"p50" | "p90" | "p99" | "p999", number>>;
}

/** Trials were simulated. */
export interface SimulatedTrials {
  /** Tells the outcomes apart. */
  readonly state: "simulated";
  /** How many. */
  readonly trials: number;
  /** Confidence level of all intervals. */
  readonly level: number;
  /** Tasks that arrived in a trial. */
  readonly tasks: TrialFigure;
  /** Waits of the tasks that started in time. */
  readonly waitMs: TrialTimes;
  /** Sojourns of the tasks that ended in time. */
  readonly sojournMs: TrialTimes;
  /** Tasks that ended in time, per second of the horizon. */
  readonly throughputPerSecond: TrialFigure;
  /** Part of the tasks that was given up. */
  readonly lostShare: TrialFigure;
  /** Part of the tasks that was neither given up nor ended in time. */
  readonly unfinishedShare: TrialFigure;
}

/** What trials show, or why they show nothing. */
export type TrialsResult = SimulatedTrials | NotApplicable;

const ROWS = 1024;

/**
 * Simulates trials of a queue. Load may exceed what can be served: trials end.
 *
 * @param model The queue.
 * @param options How long and how many trials, and the seed.
 * @returns Figures over trials; not applicable for combinations that make no sense.
 * @throws {RangeError} If a number of the model or the options is out of its range, or a trial would
 *   have more than 20 million tasks.
 */
export function simulateTrials(
  model: SimulationModel,
  options: SimulateTrialsOptions,
): TrialsResult {
  const { horizonMs, trials, seed, graceMs = Infinity, level = 0.95 } = options;
  requireAbove("simulation", "horizonMs", horizonMs);
  requireWhole("simulation", "trials", trials, 2);
  requireAbove("simulation", "level", level);
  requireAtMost("simulation", "level", level, 1 - 1e-9);
  checkModel(model);
  const refusal = whyNotCombined(model);
  if (refusal !== null) return refusal;
  requireRoom(model, horizonMs);
  const untilMs = horizonMs + graceMs;
  const services = samplersOf(model.service);
  const outcomes = new Outcomes(ROWS);
  const room = [new Gathered(), new Gathered()] as const;
  const each = Array.from({ length: trials }, (_, trial) => {
    const extent = { horizonMs, untilMs, seed: deriveSeed(seed, "trial", trial) };
    return playTrial(model, { services, outcomes, room }, extent);
  });
  const figure = (of: (trial: Trial) => number): TrialFigure => {
    const values = each.map(of).filter(Number.isFinite);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return { mean, interval: meanInterval(values, level) };
  };
  // All on demand: sorting takes as long as simulating, and most ask for the mean wait alone.
  const times = (of: (trial: Trial) => Float64Array): TrialTimes => {
    let kept: ReadonlyMap<Trial, Float64Array> | null = null;
    const sorted = (trial: Trial) => {
      kept ??= new Map(each.map((trial) => [trial, sortedCopy(of(trial))]));
      return kept.get(trial)!;
    };
    return {
      get mean() {
        return figure((trial) => meanOf(sorted(trial)));
      },
      get p50() {
        return figure((trial) => quantile(sorted(trial), 0.5));
      },
      get p99() {
        return figure((trial) => quantile(sorted(trial), 0.99));
      },
      get pooled() {
        return pooledQuantiles(each.map(sorted));
      },
    };
  };
  return {
    state: "simulated",
    trials,
    level,
    tasks: figure(({ arrived }) => arrived),
    waitMs: times(({ waitsMs }) => waitsMs),
    sojournMs: times(({ sojournsMs }) => sojournsMs),
    throughputPerSecond: figure((trial) => trial.sojournsMs.length * 1000 / horizonMs),
    lostShare: figure(({ lost, arrived }) => lost / arrived),
    unfinishedShare: figure(({ arrived, lost, sojournsMs }) => {
      return (arrived - lost - sojournsMs.length) / arrived;
    }),
  };
}

function meanOf(timesMs: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < timesMs.length; i++) sum += timesMs[i];
  return sum / timesMs.length;
}

function pooledQuantiles(sorted: readonly Float64Array[]): TrialTimes["pooled"] {
  const together = new Float64Array(sorted.reduce((sum, { length }) => sum + length, 0));
  let filled = 0;
  for (const times of sorted) {
    together.set(times, filled);
    filled += times.length;
  }
  together.sort();
  return {
    p50: quantile(together, 0.5),
    p90: quantile(together, 0.9),
    p99: quantile(together, 0.99),
    p999: quantile(together, 0.999),
  };
}

interface Trial {
  readonly arrived: number;
  readonly lost: number;
  readonly waitsMs: Float64Array;
  readonly sojournsMs: Float64Array;
}

interface TrialExtent {
  readonly horizonMs: number;
  /** Tasks that start or end later are not seen to. */
  readonly untilMs: number;
  readonly seed: number;
}

/** What trials of one model share. */
interface Shared {
  readonly services: OpenSampler;
  /** Room for so many rows; what a trial leaves there is of no account. */
  readonly outcomes: Outcomes;
  /** Where waits and sojourns are gathered. */
  readonly room: readonly [Gathered, Gathered];
}

/** Numbers that come one by one. Arrays of the language that grow so leave many times their size behind. */
class Gathered {
  #room = new Float64Array(ROWS);
  #size = 0;

  push(value: number): void {
    if (this.#size === this.#room.length) {
      const larger = new Float64Array(2 * this.#size);
      larger.set(this.#room);
      this.#room = larger;
    }
    this.#room[this.#size++] = value;
  }

  /** Gives a copy of all, and begins anew. */
  take(): Float64Array {
    const all = this.#room.slice(0, this.#size);
    this.#size = 0;
    return all;
  }
}

function playTrial(
  model: SimulationModel,
  { services, outcomes, room: [waits, sojourns] }: Shared,
  { horizonMs, untilMs, seed }: TrialExtent,
): Trial {
  const queue = openQueue(model, openSource(model, horizonMs, seed), seed, ROWS, services);
  for (let count = ROWS; count === ROWS;) {
    count = queue.advance(outcomes, ROWS);
    for (let row = 0; row < count; row++) {
      const leftMs = untilMs - outcomes.arrivedMs[row];
      if (outcomes.waitMs[row] <= leftMs) waits.push(outcomes.waitMs[row]);
      if (outcomes.sojournMs[row] <= leftMs) sojourns.push(outcomes.sojournMs[row]);
    }
  }
  const { arrived, lost } = queue.tally;
  return { arrived, lost, waitsMs: waits.take(), sojournsMs: sojourns.take() };
}

function openSource({ arrivals }: SimulationModel, horizonMs: number, seed: number): TaskSource {
  if (arrivals.kind === "closed") {
    return new Users(arrivals.users, createSampler(arrivals.think, seed, "thinks"), horizonMs);
  }
  const extent = { kind: "duration", durationMs: horizonMs } as const;
  return new Until(openArrivals(arrivals, extent, seed), horizonMs);
}

function requireRoom({ arrivals }: SimulationModel, horizonMs: number): void {
  const tasks = (arrivalRatePerSecond(arrivals) ?? 0) * horizonMs / 1000;
  if (tasks <= MOST_TASKS) return;
  throw new RangeError(
    `Cannot plan simulation: about ${tasks.toPrecision(3)} tasks a trial are more than ` +
      `${MOST_TASKS}: lower the rate or the horizon`,
  );
}
