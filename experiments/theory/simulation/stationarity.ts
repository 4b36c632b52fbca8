/**
 * Whether a model makes sense, and has a steady state that a long run can show.
 *
 * @module
 */
import { meanRatePerSecond } from "../../workload/arrivals.ts";
import { type Law, type LawMoments, lawMoments } from "../law.ts";
import type { NotApplicable, NotApplicableReason } from "../prediction.ts";
import type { DisciplineOf, SimulatedArrivals, SimulationModel } from "./model.ts";

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
  const occupancy = occupancyOf(model, rate / 1000, service);
  if (occupancy < 1) return null;
  return because(
    "unstable",
    `the server would have to be occupied ${occupancy.toPrecision(4)} of the time; ` +
      "below 1 a steady state exists",
  );
}

/**
 * Whether {@link whyNotStationary} finds every model of the kind that has no steady state. Of slices of
 * general services and of tasks that await under a limit no exact condition is known, only one that is too
 * lenient.
 *
 * @param model What is to be simulated.
 * @returns Whether its load decides.
 */
export function isStabilityKnown({ arrivals, service, discipline }: SimulationModel): boolean {
  if (arrivals.kind === "closed") return true;
  if (discipline.kind === "sliced") return service.kind === "exponential";
  if (discipline.kind !== "awaiting") return true;
  const { concurrency = Infinity } = discipline;
  return concurrency === 1 || concurrency === Infinity;
}

/**
 * What a run shows whose waits grew all along.
 *
 * @param grownMs How much they grew.
 * @param elapsedMs The time in which they did.
 * @returns Why there is no steady state to show.
 */
export function whyWaitsGrew(grownMs: number, elapsedMs: number): NotApplicable {
  return because(
    "unstable",
    `waits grew all along, by ${grownMs.toPrecision(4)} ms in ${
      elapsedMs.toPrecision(4)
    } ms: tasks come ` +
      "faster than they are served, or their rate changes too slowly for a run of this length",
  );
}

function because(reason: NotApplicableReason, message: string): NotApplicable {
  return { state: "not-applicable", reason, message: `simulation: ${message}` };
}

/** The part of its time that a server is occupied, or less; 0 where losses keep any load stable. */
function occupancyOf(
  { discipline, service: law }: SimulationModel,
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
      if (utilization === 0) return 0;
      // Where tasks never run out, a pause follows every slice.
      const workMs = sliceWorkMs(discipline.sliceMs, law, service);
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

/** The mean work of a slice, or more, where tasks never run out; services of a mean above 0. */
function sliceWorkMs(sliceMs: number, law: Law, service: LawMoments): number {
  // It overshoots by a whole service, which has no memory, or up to a multiple of the service: to the one
  // above, where rounding leaves two to choose from.
  if (law.kind === "exponential") return sliceMs + service.meanMs;
  if (law.kind === "fixed") {
    return Math.ceil(sliceMs / service.meanMs * (1 + 1e-9)) * service.meanMs;
  }
  // The most it can be on average (G. Lorden, "On Excess over the Boundary", Annals of Mathematical
  // Statistics 41, 1970).
  return sliceMs + service.secondMomentMs2 / service.meanMs;
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
