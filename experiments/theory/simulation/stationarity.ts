/**
 * Whether a model makes sense, and has a steady state that a long run can show.
 *
 * @module
 */
import { meanRatePerSecond } from "../../workload/arrivals.ts";
import { type LawMoments, lawMoments } from "../law.ts";
import type { NotApplicable, NotApplicableReason } from "../prediction.ts";
import type {
  DisciplineOf,
  SimulatedArrivals,
  SimulatedDiscipline,
  SimulationModel,
} from "./model.ts";

/**
 * The long-run rate of arrivals.
 *
 * @param arrivals Those of a model.
 * @returns Tasks per second; null for users, whose rate depends on how they are served.
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
 * Looks for parts of a model that contradict each other.
 *
 * @param model What is to be simulated, its numbers in range.
 * @returns The contradiction; null if there is none.
 */
export function whyNotCombined({ arrivals, discipline }: SimulationModel): NotApplicable | null {
  if (arrivals.kind !== "closed") return null;
  if (discipline.kind === "fifo" && discipline.stay !== undefined) {
    return because(
      "assumption-broken",
      "users come again when a task has ended, not when its server is free: use awaiting",
    );
  }
  if (discipline.kind !== "bounded" || discipline.overflow !== "block") return null;
  return because(
    "assumption-broken",
    "a user who is blocked holds back nobody else and waits for the outcome anyway: " +
      "a bounded queue that blocks users is one without a bound",
  );
}

/**
 * Looks for reasons why a long run would show nothing.
 *
 * @param model What is to be simulated, its numbers in range.
 * @returns The reason; null if there is none.
 */
export function whyNotStationary(model: SimulationModel): NotApplicable | null {
  const { arrivals } = model;
  if (arrivals.kind === "process" && arrivals.process.kind === "ramp") {
    return because(
      "assumption-broken",
      "a ramp has no steady state; simulate trials of its length instead",
    );
  }
  const service = lawMoments(model.service);
  if (!Number.isFinite(service.secondMomentMs2)) {
    return because("infinite-variance", "E[S²] is infinite, so the mean wait diverges");
  }
  const rate = arrivalRatePerSecond(arrivals);
  if (rate === null) return null;
  const occupancy = occupancyOf(model.discipline, rate / 1000, service);
  if (occupancy < 1) return null;
  return because(
    "unstable",
    `the server would have to be occupied ${occupancy.toPrecision(4)} of the time; ` +
      "below 1 a steady state exists",
  );
}

function because(reason: NotApplicableReason, message: string): NotApplicable {
  return { state: "not-applicable", reason, message: `simulation: ${message}` };
}

/** The part of its time that a server is occupied, or less; 0 where losses keep any load stable. */
function occupancyOf(
  discipline: SimulatedDiscipline,
  ratePerMs: number,
  service: LawMoments,
): number {
  const utilization = ratePerMs * service.meanMs;
  switch (discipline.kind) {
    case "fifo":
      return (utilization + ratePerMs * (discipline.handOverMs ?? 0)) / discipline.servers;
    case "polled":
      return discipline.drain === "one"
        ? utilization + ratePerMs * lawMoments(discipline.sleep).meanMs
        : utilization;
    case "bounded":
      return 0;
    case "priority":
      return ratePerMs * meanServiceMs(discipline.classes, service.meanMs);
    case "sliced": {
      // A slice has at most this much work on average (G. Lorden, "On Excess over the Boundary",
      // Annals of Mathematical Statistics 41, 1970), and each may be followed by a pause.
      const workMs = discipline.sliceMs + service.secondMomentMs2 / service.meanMs;
      return utilization * (1 + lawMoments(discipline.pause).meanMs / workMs);
    }
    case "awaiting": {
      const { before, after, concurrency = Infinity } = discipline;
      const loopMs = lawMoments(before).meanMs + lawMoments(after).meanMs;
      return ratePerMs * Math.max(loopMs, (loopMs + service.meanMs) / concurrency);
    }
    case "round-robin":
    case "processor-sharing":
      return utilization;
  }
}

/**
 * The mean service over classes.
 *
 * @param classes Classes of tasks, with laws of their own or not.
 * @param otherwiseMs Mean of those without.
 * @returns In ms.
 */
export function meanServiceMs(
  classes: DisciplineOf<"priority">["classes"],
  otherwiseMs: number,
): number {
  return classes.reduce((sum, { share, service }) => {
    return sum + share * (service === undefined ? otherwiseMs : lawMoments(service).meanMs);
  }, 0);
}
