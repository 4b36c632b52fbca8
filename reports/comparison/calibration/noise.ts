/**
 * How a machine disturbs the processes that run on it one after the other, as four models of noise.
 *
 * Each yields two standardized series, one value a process: what befalls the process alone, and the
 * machine's condition while it runs, which its neighbours in time share. Above 0 is slower.
 *
 * @module
 */
import type { Random } from "../../../experiments/workload/random.ts";

/**
 * The models. `gaussian`: each process for itself. `drift`: the machine slows or quickens over the job, by a
 * trend and a random walk. `sticky`: the machine holds a condition for several processes and then
 * changes it (frequency, neighbours), and a process keeps the place that it got (cores, memory). `spikes`: a
 * few processes are hit hard, and only ever for the worse.
 */
export const NOISE_MODELS = ["gaussian", "drift", "sticky", "spikes"] as const;

/** One of {@link NOISE_MODELS}. */
export type NoiseModel = typeof NOISE_MODELS[number];

/** Noise of the processes of a job, in the order in which they run: mean 0, standard deviation 1 each. */
export interface JobNoise {
  /** What befalls each process alone. */
  readonly process: Float64Array;
  /** The machine's condition while each runs; all 0 where a model has none. */
  readonly machine: Float64Array;
}

/** Share of processes that get the bad place, and of the time that the machine is in its bad condition. */
const BAD_SHARE = 0.3;
/** Processes that the bad condition lasts for on average: a block of four cells and two arms. */
const BAD_STAY = 8;
/** Share of processes that are hit by a spike. */
const SPIKE_SHARE = 0.15;

/**
 * Draws the noise of a job.
 *
 * @param model How the machine disturbs.
 * @param random Where it comes from.
 * @param processes How many processes the job runs.
 * @returns Their noise.
 */
export function drawNoise(model: NoiseModel, random: Random, processes: number): JobNoise {
  const machine = MACHINES[model](random, processes);
  const drawProcess = PROCESSES[model];
  return { process: Float64Array.from({ length: processes }, () => drawProcess(random)), machine };
}

const calm = (_random: Random, processes: number) => new Float64Array(processes);

const MACHINES: Readonly<Record<NoiseModel, (random: Random, processes: number) => Float64Array>> =
  { gaussian: calm, drift, sticky, spikes: calm };

const PROCESSES: Readonly<Record<NoiseModel, (random: Random) => number>> = {
  gaussian: (random) => random.normal(),
  drift: (random) => random.normal(),
  sticky(random) {
    const place = random.uniform() < BAD_SHARE ? 1 : 0;
    return halves(random.normal(), (place - BAD_SHARE) / BAD_SD);
  },
  // An exponential excess of the logarithm is a Pareto factor of the value itself.
  spikes(random) {
    const size = random.exponential(1);
    const spike = random.uniform() < SPIKE_SHARE ? size : 0;
    return halves(random.normal(), (spike - SPIKE_SHARE) / SPIKE_SD);
  },
};

const BAD_SD = Math.sqrt(BAD_SHARE * (1 - BAD_SHARE));
/** E[X²] of an exponential of mean 1 is 2. */
const SPIKE_SD = Math.sqrt(2 * SPIKE_SHARE - SPIKE_SHARE ** 2);

/** Two standardized parts as one, of equal weight. */
function halves(one: number, other: number): number {
  return (one + other) / Math.SQRT2;
}

/** A trend up or down and a random walk, of equal weight, both about their own mean over the job. */
function drift(random: Random, processes: number): Float64Array {
  const direction = random.uniform() < 0.5 ? -1 : 1;
  const walk = new Float64Array(processes);
  for (let at = 1; at < processes; at++) walk[at] = walk[at - 1] + random.normal();
  const mean = walk.reduce((sum, value) => sum + value, 0) / processes;
  // The variance of n steps about their mean is (n² − 1) / 6n, that of 0 … n − 1 is (n² − 1) / 12.
  const walkSd = Math.sqrt((processes ** 2 - 1) / (6 * processes));
  const trendSd = Math.sqrt((processes ** 2 - 1) / 12);
  return walk.map((value, at) =>
    halves((value - mean) / walkSd, direction * (at - (processes - 1) / 2) / trendSd)
  );
}

/** Two conditions, as a Markov chain that begins in its steady state. */
function sticky(random: Random, processes: number): Float64Array {
  const leaveBad = 1 / BAD_STAY;
  const leaveGood = leaveBad * BAD_SHARE / (1 - BAD_SHARE);
  let isBad = random.uniform() < BAD_SHARE;
  return Float64Array.from({ length: processes }, () => {
    const value = ((isBad ? 1 : 0) - BAD_SHARE) / BAD_SD;
    if (random.uniform() < (isBad ? leaveBad : leaveGood)) isBad = !isBad;
    return value;
  });
}
