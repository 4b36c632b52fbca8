/**
 * Carries arrivals to another rate.
 *
 * @module
 */
import type { ArrivalProcess } from "../../workload/arrivals.ts";
import { requireAbove } from "../../workload/requirement.ts";
import type { Law } from "../law.ts";
import type { SimulatedArrivals } from "./model.ts";
import { arrivalRatePerSecond } from "./stationarity.ts";

/** Arrivals that have a rate: all but users, whose rate depends on how they are served. */
export type OpenArrivals = Exclude<SimulatedArrivals, { readonly kind: "closed" }>;

/**
 * Gives arrivals another long-run rate and keeps their shape: as if more or fewer sent them. Rates
 * change, while phases, periods and ramps last as long as before; batches come more or less often and
 * are of the same size; gaps and recorded times are stretched.
 *
 * @param arrivals What they are like.
 * @param ratePerSecond The rate that they are to have, above 0.
 * @returns Arrivals of the same kind.
 * @throws {RangeError} If the rate or a number of the arrivals is out of its range.
 */
export function scaleArrivals(arrivals: OpenArrivals, ratePerSecond: number): OpenArrivals {
  requireAbove("simulation", "ratePerSecond", ratePerSecond);
  const factor = ratePerSecond / arrivalRatePerSecond(arrivals)!;
  if (arrivals.kind === "process") {
    return { ...arrivals, process: scaleProcess(arrivals.process, factor) };
  }
  return { ...arrivals, gap: scaleLaw(arrivals.gap, 1 / factor) };
}

/**
 * Stretches a law.
 *
 * @param law The law.
 * @param factor What every value is multiplied by, above 0.
 * @returns A law of the same kind, with the same SCV.
 * @throws {RangeError} If the factor is out of its range.
 */
export function scaleLaw(law: Law, factor: number): Law {
  requireAbove("law", "factor", factor);
  switch (law.kind) {
    case "replay":
      return { ...law, demandMs: law.demandMs.map((ms) => ms * factor) };
    case "atoms":
      return { ...law, valuesMs: law.valuesMs.map((ms) => ms * factor) };
    default:
      return { ...law, meanMs: law.meanMs * factor };
  }
}

function scaleProcess(process: ArrivalProcess, factor: number): ArrivalProcess {
  switch (process.kind) {
    case "steady":
    case "poisson":
    case "on-off":
    case "diurnal":
      return { ...process, ratePerSecond: process.ratePerSecond * factor };
    case "batches":
      return { ...process, everyMs: process.everyMs / factor };
    case "ramp":
      return {
        ...process,
        fromRatePerSecond: process.fromRatePerSecond * factor,
        toRatePerSecond: process.toRatePerSecond * factor,
      };
    case "mmpp":
      return {
        ...process,
        lowRatePerSecond: process.lowRatePerSecond * factor,
        highRatePerSecond: process.highRatePerSecond * factor,
      };
    case "replay":
      return { ...process, timesMs: process.timesMs.map((ms) => ms / factor) };
  }
}
