import {
  lawMoments,
  momentsScv,
  simulate,
  type SimulationModel,
} from "../../experiments/theory/mod.ts";
import type { RunSize, SimulationLength } from "./capacity_plan.ts";
import type { SimulateFigure } from "./simulate_loops.ts";

/** So many relaxations after the empty start, e⁻⁵ of what it has to do with the queue is left. */
const RELAXATIONS = 5;
/** A run must be this much longer than the queue's memory for its batches to be independent. */
const LEAST_RELAXATIONS = 50;

/**
 * The simulation that plans are made with.
 *
 * Before any task counts, as many are served as it takes to forget the empty start: five relaxations,
 * ten tasks a loop, and 2 % of those that count, but no more
 * than those that count.
 *
 * @param effort How many tasks count, and the seed.
 * @returns A function that simulates a queue, first come, first served.
 */
export function figureBySimulation({ customers, seed }: RunSize): SimulateFigure {
  return (model, statistic) => {
    const warmUp = Math.min(customers, Math.ceil(Math.max(customers / 50, warmUpOf(model))));
    const result = simulate(model, { customers, seed, warmUp });
    if (result.state !== "simulated") return null;
    const { sojournMs } = result;
    switch (statistic) {
      case "mean":
        return { ms: sojournMs.mean, interval: sojournMs.interval };
      case "p50":
        return { ms: sojournMs.p50, interval: sojournMs.p50Interval };
      case "p99":
        return { ms: sojournMs.p99, interval: sojournMs.p99Interval };
      default:
        return { ms: sojournMs[statistic], interval: null };
    }
  };
}

/**
 * How many tasks a queue takes to forget by the factor e, about.
 *
 * Source: J. W. Cohen, "The Single Server Queue" (1982), II.2, for M/M/1; stretched by the spread of gaps
 * and services as its waits are, and taken for servers that share a queue as well.
 *
 * @param utilization ρ, below 1.
 * @param arrivalScv Ca².
 * @param serviceScv Cs².
 * @returns Tasks.
 */
export function relaxationTasks(
  utilization: number,
  arrivalScv: number,
  serviceScv: number,
): number {
  return utilization / (1 - Math.sqrt(utilization)) ** 2 *
    Math.max(1, (arrivalScv + serviceScv) / 2);
}

/**
 * Whether a run is long against the memory of its queue: fifty times as long.
 *
 * @param customers Tasks of the run.
 * @param utilization ρ, below 1.
 * @param arrivalScv Ca².
 * @param serviceScv Cs².
 * @returns `enough` if it is.
 */
export function simulationLength(
  customers: number,
  utilization: number,
  arrivalScv: number,
  serviceScv: number,
): SimulationLength {
  const least = LEAST_RELAXATIONS * relaxationTasks(utilization, arrivalScv, serviceScv);
  return customers < least ? "too-short" : "enough";
}

function warmUpOf({ arrivals, service, discipline }: SimulationModel): number {
  if (arrivals.kind !== "renewal" || discipline.kind !== "fifo") return 0;
  const gap = lawMoments(arrivals.gap);
  const work = lawMoments(service);
  const { servers, handOverMs = 0 } = discipline;
  const utilization = (work.meanMs + handOverMs) / gap.meanMs / servers;
  return Math.max(
    10 * servers,
    RELAXATIONS * relaxationTasks(utilization, momentsScv(gap), momentsScv(work)),
  );
}
