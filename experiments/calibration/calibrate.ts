/**
 * The calibration study: a thousand studies of a loop whose truth is known, and how often the intervals
 * of their reports cover it. What makes the intervals is handed in, so that it is the report's own code
 * and no copy of it.
 *
 * @module
 */
import type { Tally } from "../../reports/stats/block_quantile.ts";
import type { Interval } from "../../reports/stats/intervals.ts";
import { moments } from "../../reports/stats/moments.ts";
import { tallyTimes } from "../histogram.ts";
import type { Distribution, Warning } from "../record.ts";
import { orNull } from "../trial/distribution.ts";
import { judgeSteadiness, type Steadiness } from "../trial/steadiness.ts";
import { createRandom, deriveSeed } from "../workload/random.ts";
import { type LoopBlock, type LoopSeries, runSleepingLoop } from "./sleeping_loop.ts";
import {
  type CalibratedStatistic,
  type CalibrationTruth,
  calibrationTruths,
} from "./calibration_truth.ts";

/** What is simulated. */
export interface CalibrationPlan {
  /** How many studies a load. */
  readonly studies: number;
  /** Blocks a study, at least 2. */
  readonly blocks: number;
  /** The loads. */
  readonly loads: readonly CalibrationLoad[];
  /** Tasks of the run that stands for the truth where no closed form is known, above 0. */
  readonly longRunTasks: number;
  /** Where randomness begins. */
  readonly seed: number;
}

/** How busy the loop is, and for how long. */
export interface CalibrationLoad {
  /** ρ, above 0 and below 1. */
  readonly utilization: number;
  /** Tasks a trial. */
  readonly tasks: number;
}

/** Makes intervals from blocks, as `summarizeMetric` does. */
export type IntervalMaker = (
  blocks: readonly Distribution[],
  sign: "any" | "not-negative",
  tallies: readonly Tally[],
) => { readonly ci95: Readonly<Record<CalibratedStatistic, Interval | null>> };

/** The parts of a report under test. */
export interface CalibratedReport {
  /** Makes the intervals. */
  readonly summarize: IntervalMaker;
  /** Makes the warnings of a cell whose trials were too short. */
  readonly warn: (trials: readonly Steadiness[]) => readonly Warning[];
  /** Makes intervals to show beside those of the wait; they are not part of the verdict. */
  readonly naive: IntervalMaker;
}

/** How an interval fared over all studies. */
export interface IntervalCoverage {
  /** Studies whose interval held the truth. */
  readonly covered: number;
  /** Studies whose interval lay above the truth. */
  readonly above: number;
  /** Studies whose interval lay below it. */
  readonly below: number;
  /** Mean of half the interval's width, in ms. */
  readonly meanHalfWidthMs: number;
}

/** One interval of a report: a series, a statistic of it, and how often it covered the truth. */
export interface CalibrationRow extends CalibrationLoad, IntervalCoverage {
  /** What was measured. */
  readonly series: LoopSeries;
  /** What of it. */
  readonly statistic: CalibratedStatistic;
  /** What it is in the steady state, in ms. */
  readonly truthMs: number;
  /** Of the studies without a warning, those that covered. */
  readonly unwarnedCovered: number;
  /** The naive interval; null but for the wait. */
  readonly naive: IntervalCoverage | null;
}

/** What came of a load. */
export interface LoadOutcome extends CalibrationLoad {
  /** Studies whose report warns of anything. */
  readonly warned: number;
  /** Studies by code of warning. */
  readonly warnings: Readonly<Record<string, number>>;
}

/** What a calibration finds. */
export interface Calibration {
  /** What was simulated. */
  readonly plan: CalibrationPlan;
  /** An entry a load. */
  readonly loads: readonly LoadOutcome[];
  /** An entry an interval. */
  readonly rows: readonly CalibrationRow[];
}

/** A study as the report would read it. */
interface SimulatedStudy {
  readonly trials: readonly Steadiness[];
  readonly series: ReadonlyMap<LoopSeries, SeriesBlocks>;
}

interface SeriesBlocks {
  readonly blocks: Distribution[];
  readonly tallies: Tally[];
}

/**
 * Runs a calibration.
 *
 * @param plan What is simulated.
 * @param report The parts of a report under test.
 * @param onStudy Called after each study with how many are done of how many.
 * @returns How often each interval covered the truth.
 * @throws {RangeError} If a load has no steady state or there are fewer than two blocks.
 */
export function calibrate(
  plan: CalibrationPlan,
  report: CalibratedReport,
  onStudy: (done: number, of: number) => void = () => {},
): Calibration {
  if (!(plan.blocks >= 2)) {
    throw new RangeError(`Cannot calibrate: 'blocks' must be at least 2, got ${plan.blocks}`);
  }
  let done = 0;
  const of = plan.studies * plan.loads.length;
  const parts = plan.loads.map((load) => {
    const rows = calibrationTruths(load.utilization, plan.longRunTasks, plan.seed).map((truth) =>
      new RowTally(load, truth)
    );
    const warnings: Record<string, number> = {};
    let warned = 0;
    for (let study = 0; study < plan.studies; study++) {
      const { trials, series } = simulateStudy(plan, load, study);
      const codes = report.warn(trials).map(({ code }) => code);
      for (const code of codes) warnings[code] = (warnings[code] ?? 0) + 1;
      if (codes.length > 0) warned++;
      for (const [name, { blocks, tallies }] of series) {
        const sign = name === "overheadMs" ? "any" : "not-negative";
        const { ci95 } = report.summarize(blocks, sign, tallies);
        const naive = name === "waitMs" ? report.naive(blocks, sign, tallies).ci95 : null;
        for (const row of rows) {
          if (row.truth.series === name) row.add(ci95, naive, codes.length > 0);
        }
      }
      onStudy(++done, of);
    }
    return { load: { ...load, warned, warnings }, rows: rows.map((row) => row.row()) };
  });
  return {
    plan,
    loads: parts.map(({ load }) => load),
    rows: parts.flatMap(({ rows }) => rows),
  };
}

function simulateStudy(
  plan: CalibrationPlan,
  { utilization, tasks }: CalibrationLoad,
  study: number,
): SimulatedStudy {
  const trials: Steadiness[] = [];
  const series = new Map<LoopSeries, SeriesBlocks>();
  for (let block = 0; block < plan.blocks; block++) {
    const seed = deriveSeed(plan.seed, "calibration", utilization, study, block);
    const values: LoopBlock = runSleepingLoop(createRandom(seed), utilization, tasks);
    trials.push(judgeSteadiness(values.waitMs, { arrivals: "poisson", loop: "open" }));
    for (const name of Object.keys(values) as LoopSeries[]) {
      if (!series.has(name)) series.set(name, { blocks: [], tallies: [] });
      const { blocks, tallies } = series.get(name)!;
      blocks.push(describeBriefly(values[name]));
      tallies.push(tallyTimes(values[name]));
    }
  }
  return { trials, series };
}

/** Without quantiles, which are most of the work: where there is a histogram a report takes them from it. */
function describeBriefly(valuesMs: Float64Array): Distribution {
  const { count, mean, variance, max } = moments(valuesMs);
  const sd = orNull(Math.sqrt(variance));
  return { count, mean, sd, p50: null, p90: null, p99: null, p999: null, max };
}

/** Counts for one row while studies come in. */
class RowTally {
  readonly #load: CalibrationLoad;
  readonly #own = new CoverageTally();
  readonly #naive = new CoverageTally();
  #unwarnedCovered = 0;
  readonly truth: CalibrationTruth;

  constructor(load: CalibrationLoad, truth: CalibrationTruth) {
    this.#load = load;
    this.truth = truth;
  }

  add(
    own: Readonly<Record<CalibratedStatistic, Interval | null>>,
    naive: Readonly<Record<CalibratedStatistic, Interval | null>> | null,
    isWarned: boolean,
  ): void {
    const { statistic, truthMs } = this.truth;
    const holds = this.#own.add(own[statistic], truthMs);
    if (holds && !isWarned) this.#unwarnedCovered++;
    if (naive !== null) this.#naive.add(naive[statistic], truthMs);
  }

  row(): CalibrationRow {
    return {
      ...this.#load,
      ...this.truth,
      ...this.#own.coverage(),
      unwarnedCovered: this.#unwarnedCovered,
      naive: this.#naive.count === 0 ? null : this.#naive.coverage(),
    };
  }
}

class CoverageTally {
  #covered = 0;
  #above = 0;
  #below = 0;
  #halfWidthMs = 0;

  get count(): number {
    return this.#covered + this.#above + this.#below;
  }

  /** Limits belong to the interval. One that does not exist covers nothing. */
  add(interval: Interval | null, truthMs: number): boolean {
    const [low, high] = interval ?? [-Infinity, -Infinity];
    if (interval !== null) this.#halfWidthMs += (high - low) / 2;
    if (low > truthMs) this.#above++;
    else if (high < truthMs) this.#below++;
    else this.#covered++;
    return low <= truthMs && truthMs <= high;
  }

  coverage(): IntervalCoverage {
    return {
      covered: this.#covered,
      above: this.#above,
      below: this.#below,
      meanHalfWidthMs: this.#halfWidthMs / this.count,
    };
  }
}
