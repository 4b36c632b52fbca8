/** Parts of models that tests simulate: times in ms, services of mean 1 unless they say otherwise. */
import type {
  DisciplineOf,
  SimulatedArrivals,
} from "../../../../experiments/theory/simulation/model.ts";
import type { Simulated } from "../../../../experiments/theory/simulation/result.ts";
import {
  simulate,
  type SimulateOptions,
} from "../../../../experiments/theory/simulation/simulate.ts";
import type { SimulationModel } from "../../../../experiments/theory/simulation/model.ts";
import type { Law } from "../../../../experiments/theory/law.ts";

/** Poisson arrivals at a rate per ms. */
export function poisson(ratePerMs: number): SimulatedArrivals {
  return { kind: "process", process: { kind: "poisson", ratePerSecond: ratePerMs * 1000 } };
}

/** An exponential law. */
export function exponential(meanMs: number): Law {
  return { kind: "exponential", meanMs };
}

/** A constant. */
export function fixed(meanMs: number): Law {
  return { kind: "fixed", meanMs };
}

/** Servers in order of arrival. */
export function fifo(servers = 1): DisciplineOf<"fifo"> {
  return { kind: "fifo", servers };
}

/** M/M/1 with a utilization. */
export function mm1(utilization: number): SimulationModel {
  return { arrivals: poisson(utilization), service: exponential(1), discipline: fifo() };
}

/** Simulates what must have a steady state. */
export function simulated(model: SimulationModel, options: SimulateOptions): Simulated {
  const result = simulate(model, options);
  if (result.state !== "simulated") throw new Error(result.message);
  return result;
}
