import { createRandom, planArrivals } from "../../../../experiments/workload/mod.ts";

/**
 * Arrivals of a Poisson process with one task a unit of time: what a process that inverts its
 * cumulative rate Λ must give when Λ is taken of its times, seed by seed.
 */
export function unitTimes(tasks: number, seed: number): Float64Array {
  const unit = { kind: "poisson", ratePerSecond: 1000 } as const;
  return planArrivals(unit, { kind: "tasks", tasks }, createRandom(seed)).intendedMs;
}
