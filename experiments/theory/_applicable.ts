import type { NotApplicable, NotApplicableReason } from "./prediction.ts";

/** What decides whether a model with one server has a finite mean wait. */
export interface Conditions {
  /** Name of the model, for the message. */
  readonly model: string;
  /** λ, tasks per second. */
  readonly arrivalRatePerSecond: number;
  /** Part of its time that the server is occupied: the load that must stay below 1. */
  readonly occupancy: number;
  /** Moments that must be known and finite; their names appear in the message. */
  readonly moments: Readonly<Record<string, number>>;
}

/**
 * Holds a model's inputs against what it presumes.
 *
 * @param conditions The inputs.
 * @returns Why the model does not apply; null if it does.
 */
export function whyNotApplicable(conditions: Conditions): NotApplicable | null {
  const { model, arrivalRatePerSecond, occupancy, moments } = conditions;
  const because = (reason: NotApplicableReason, message: string): NotApplicable => {
    return { state: "not-applicable", reason, message: `${model}: ${message}` };
  };
  const inputs = Object.entries({ arrivalRatePerSecond, ...moments });
  const unknown = inputs.find(([, value]) => Number.isNaN(value));
  if (unknown !== undefined) return because("not-measured", `${unknown[0]} was not measured`);
  if (arrivalRatePerSecond <= 0) {
    return because("no-arrivals", `the arrival rate is ${arrivalRatePerSecond} per second`);
  }
  if (occupancy >= 1) {
    return because(
      "unstable",
      `the server would have to be occupied ${occupancy.toPrecision(4)} of the time; ` +
        "below 1 a steady state exists",
    );
  }
  const infinite = inputs.find(([, value]) => value === Infinity);
  if (infinite !== undefined) {
    return because("infinite-variance", `${infinite[0]} is infinite, so the mean wait diverges`);
  }
  return null;
}
