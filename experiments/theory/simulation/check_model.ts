/**
 * Holds the numbers of a model against their ranges, once, before anything is drawn.
 *
 * @module
 */
import { meanRatePerSecond } from "../../workload/arrivals.ts";
import { requireAbove, requireAtLeast, requireWhole } from "../../workload/requirement.ts";
import { type Law, lawMoments } from "../law.ts";
import type { SimulatedArrivals, SimulatedDiscipline, SimulationModel } from "./model.ts";

const WHAT = "simulation";
// Shares such as three thirds do not add up to 1 to the last digit.
const SHARE_TOLERANCE = 1e-9;
/** Classes are numbered in one byte. */
const MOST_CLASSES = 256;

/**
 * Checks a model.
 *
 * @param model The model.
 * @throws {RangeError} If a number is out of its range.
 */
export function checkModel(model: SimulationModel): void {
  lawMoments(model.service);
  checkArrivals(model.arrivals);
  checkDiscipline(model.discipline);
}

function checkArrivals(arrivals: SimulatedArrivals): void {
  switch (arrivals.kind) {
    case "process":
      return void meanRatePerSecond(arrivals.process);
    case "renewal":
      return requireTime("the mean gap", arrivals.gap);
    case "batch":
      requireTime("the mean gap", arrivals.gap);
      if (arrivals.size === "fixed") requireWhole(WHAT, "meanSize", arrivals.meanSize, 1);
      else requireAtLeast(WHAT, "meanSize", arrivals.meanSize, 1);
      return;
    case "closed":
      requireWhole(WHAT, "users", arrivals.users, 1);
      return void lawMoments(arrivals.think);
  }
}

function checkDiscipline(discipline: SimulatedDiscipline): void {
  switch (discipline.kind) {
    case "fifo":
      if (discipline.servers !== Infinity) requireWhole(WHAT, "servers", discipline.servers, 1);
      if (discipline.setUp !== undefined) lawMoments(discipline.setUp);
      if (discipline.stay !== undefined) lawMoments(discipline.stay);
      return requireAtLeast(WHAT, "handOverMs", discipline.handOverMs ?? 0);
    case "polled":
      return void lawMoments(discipline.sleep);
    case "bounded":
      requireWhole(WHAT, "capacity", discipline.capacity, 0);
      requireWhole(WHAT, "servers", discipline.servers ?? 1, 1);
      if (discipline.setUp !== undefined) lawMoments(discipline.setUp);
      return requireAtLeast(WHAT, "handOverMs", discipline.handOverMs ?? 0);
    case "priority":
      return checkClasses(discipline.classes);
    case "sliced":
      requireAbove(WHAT, "sliceMs", discipline.sliceMs);
      return void lawMoments(discipline.pause);
    case "round-robin":
      return requireAbove(WHAT, "quantumMs", discipline.quantumMs);
    case "processor-sharing":
      return;
    case "awaiting": {
      const { concurrency = Infinity } = discipline;
      lawMoments(discipline.before);
      lawMoments(discipline.after);
      if (concurrency !== Infinity) requireWhole(WHAT, "concurrency", concurrency, 1);
    }
  }
}

function checkClasses(
  classes: readonly { readonly share: number; readonly service?: Law }[],
): void {
  if (classes.length < 1 || classes.length > MOST_CLASSES) {
    throw new RangeError(
      `Cannot plan ${WHAT}: 'classes' must hold from 1 to ${MOST_CLASSES}, got ${classes.length}`,
    );
  }
  let total = 0;
  classes.forEach(({ share, service }, index) => {
    requireAtLeast(WHAT, `classes[${index}].share`, share);
    if (service !== undefined) lawMoments(service);
    total += share;
  });
  if (Math.abs(total - 1) <= SHARE_TOLERANCE) return;
  throw new RangeError(`Cannot plan ${WHAT}: the shares must add up to 1, got ${total}`);
}

function requireTime(name: string, law: Law): void {
  requireAbove(WHAT, name, lawMoments(law).meanMs);
}
