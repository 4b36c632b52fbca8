/**
 * One sample of a simulated gate: in each block the cells at random, and of each cell both arms one right
 * after the other, one process each, as a gate runs them.
 *
 * @module
 */
import type { Random } from "../../../experiments/workload/random.ts";
import { type ComparableMetric, comparableMetric } from "../compared_metrics.ts";
import { pairedEvidence } from "../decide.ts";
import type { DecidingMetric } from "../gate_rule.ts";
import { oriented } from "../oriented.ts";
import type { Injection } from "./injection.ts";
import {
  FIGURE_CORRELATION,
  MACHINE_SHARE,
  MEASURED_LEVELS,
  type SimulatedLoad,
} from "./measured_levels.ts";
import { drawNoise, type NoiseModel } from "./noise.ts";

/** The cells of a simulated gate. */
export const SIMULATED_CELLS: readonly SimulatedLoad[] = [
  "steady",
  "steady",
  "saturated",
  "saturated",
];

/** How many metrics decide in a simulated gate, over all its cells. */
export const SIMULATED_HYPOTHESES: number = SIMULATED_CELLS
  .reduce((sum, load) => sum + MEASURED_LEVELS[load].length, 0);

/** One metric of one cell, measured in both arms. */
export interface MetricSeries {
  /** Index of the cell. */
  readonly cell: number;
  /** Its load. */
  readonly load: SimulatedLoad;
  /** What is measured. */
  readonly metric: ComparableMetric;
  /** One value a block of the base. */
  readonly base: readonly number[];
  /** One value a block of the head. */
  readonly head: readonly number[];
}

/**
 * Draws a sample in which the arms do not differ.
 *
 * @param model How the machine disturbs.
 * @param random Where it comes from.
 * @param blocks How many blocks.
 * @param cells The loads of the cells. @default those of a simulated gate
 * @returns The metrics of all cells, a cell's together.
 */
export function simulateSample(
  model: NoiseModel,
  random: Random,
  blocks: number,
  cells: readonly SimulatedLoad[] = SIMULATED_CELLS,
): MetricSeries[] {
  const perBlock = cells.length * 2;
  const noise = drawNoise(model, random, perBlock * blocks);
  const series = cells.map((load, cell) =>
    MEASURED_LEVELS[load].map((level) => ({
      ...{ cell, load, level, metric: comparableMetric(level.metric)! },
      arms: [[], []] as [number[], number[]],
    }))
  );
  const own = Math.sqrt(1 - FIGURE_CORRELATION);
  const common = Math.sqrt(FIGURE_CORRELATION);
  const order = cells.map((_, cell) => cell);
  for (let block = 0; block < blocks; block++) {
    shuffle(order, random);
    let headIsFirst = 0;
    for (let position = 0; position < perBlock; position++) {
      if (position % 2 === 0) headIsFirst = random.uniform() < 0.5 ? 1 : 0;
      const side = position % 2 ^ headIsFirst;
      const at = block * perBlock + position;
      for (const { level, metric, arms } of series[order[position >> 1]]) {
        const process = common * noise.process[at] + own * random.normal();
        const slower = level.processSd * (process + MACHINE_SHARE * noise.machine[at]);
        arms[side][block] = level.typical *
          Math.exp(metric.better === "higher" ? -slower : slower);
      }
    }
  }
  return series.flat().map(({ cell, load, metric, arms: [base, head] }) => ({
    ...{ cell, load, metric, base, head },
  }));
}

/**
 * Puts a slow-down into the head.
 *
 * @param sample A sample in which the arms do not differ.
 * @param injection The slow-down.
 * @returns The same noise, the head's values altered.
 */
export function inject(sample: readonly MetricSeries[], injection: Injection): MetricSeries[] {
  return sample.map((series) => {
    const { metric, load, cell } = series;
    return {
      ...series,
      head: series.head.map((value) => injection.alter(value, metric, load, cell)),
    };
  });
}

/** A metric to decide on. */
export interface WeighedSeries extends DecidingMetric {
  /** What is measured. */
  readonly metric: ComparableMetric;
  /** Of a count, whether the head has lost more in all blocks together. */
  readonly hasLostMore: boolean;
}

/**
 * What a sample says about a metric, as a comparison weighs it.
 *
 * @param series The metric in both arms.
 * @returns The metric to decide on.
 */
export function weighSeries({ metric, base, head }: MetricSeries): WeighedSeries {
  const isCount = metric.role === "exact";
  const kind = isCount ? "count" : "measure";
  const worse = { base: oriented(metric, kind, base), head: oriented(metric, kind, head) };
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    evidence: pairedEvidence(worse.head.map((value, block) => value - worse.base[block])),
    delta: metric.delta,
    metric,
    isSameCount: isCount && head.every((value, block) => value === base[block]),
    hasLostMore: isCount && sum(worse.head) > sum(worse.base),
  };
}

/** In place, by R. Durstenfeld, "Algorithm 235", Communications of the ACM 7 (1964). */
function shuffle(order: number[], random: Random): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random.uniform() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
}
