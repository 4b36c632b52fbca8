/**
 * Whether a model has a steady state that a long run can show.
 *
 * @module
 */
import { meanRatePerSecond } from "../../workload/arrivals.ts";
import { type LawMoments, lawMoments } from "../law.ts";
import type { NotApplicable, NotApplicableReason } from "../prediction.ts";
import type { SimulatedArrivals, SimulatedDiscipline, SimulationModel } from "./model.ts";

/**
 * The long-run rate of arrivals.
 *
 * @param arrivals Those of a model.
 * @returns Tasks per second; null for users, whose rate depends on how they are served.
 * @throws {RangeError} If a number is out of its range.
 */
export function arrivalRatePerSecond(arrivals: SimulatedArrivals): number | null {
  switch (arrivals.kind) {
    case "process":
      return meanRatePerSecond(arrivals.process);
    case "renewal":
      return 1000 / lawMoments(arrivals.gap).meanMs;
    case "batch":
      return 1000 * arrivals.meanSize / lawMoments(arrivals.gap).meanMs;
    case "closed":
      return null;
  }
}

/**
 * Looks for reasons why a long run would show nothing.
 *
 * @param model What is to be simulated.
 * @returns The reason; null if there is none.
 * @throws {RangeError} If a number of the model is out of its range.
 */
export function whyNotStationary(model: SimulationModel): NotApplicable | null {
  const because = (reason: NotApplicableReason, message: string): NotApplicable => {
    return { state: "not-applicable", reason, message: `simulation: ${message}` };
  };
  const { arrivals } = model;
  if (arrivals.kind === "process" && arrivals.process.kind === "ramp") {
    return because(
      "assumption-broken",
      "a ramp has no steady state; simulate trials of its length instead",
    );
  }
  const service = lawMoments(model.service);
  if (![service.secondMomentMs2].every(Number.isFinite)) {
    return because("infinite-variance", "E[S²] is infinite, so the mean wait diverges");
  }
  const rate = arrivalRatePerSecond(arrivals);
  if (rate === null) return null;
  if (rate === Infinity) return because("unstable", "the mean gap is 0");
  const occupancy = occupancyOf(model.discipline, rate / 1000, service);
  if (occupancy < 1) return null;
  return because(
    "unstable",
    `the server would have to be occupied ${occupancy.toPrecision(4)} of the time; ` +
      "below 1 a steady state exists",
  );
}

/** The part of its time that a server is occupied; 0 where losses keep any load stable. */
function occupancyOf(
  discipline: SimulatedDiscipline,
  ratePerMs: number,
  service: LawMoments,
): number {
  switch (discipline.kind) {
    case "fifo":
      return ratePerMs * (service.meanMs + (discipline.handOverMs ?? 0)) / discipline.servers;
    case "polled": {
      const sleepMs = discipline.drain === "one" ? lawMoments(discipline.sleep).meanMs : 0;
      return ratePerMs * (service.meanMs + sleepMs);
    }
    default:
      return ratePerMs * service.meanMs;
  }
}
