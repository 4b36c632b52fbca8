import { requireNotNegative, requireServers } from "./_requirement.ts";
import type { NotApplicable, NotApplicableReason } from "./prediction.ts";

/** What decides whether a model has a finite mean wait. */
export interface Conditions {
  /** Name of the model, for the message. */
  readonly model: string;
  /** λ, tasks per second. */
  readonly arrivalRatePerSecond: number;
  /** Part of its time that a server is occupied: the load that must stay below 1. */
  readonly occupancy: number;
  /** How many servers share the load. @default 1 */
  readonly servers?: number;
  /** Moments that must be known and finite, and at least 0; their names appear in the message. */
  readonly moments: Readonly<Record<string, number>>;
}

/** Names of what is infinite with a variance; a mean or a rate that is infinite belongs to no queue. */
const OF_SECOND_ORDER = /SecondMoment|Scv$|^residual/;

/**
 * Holds a model's inputs against what it presumes.
 *
 * @param conditions The inputs.
 * @returns Why the model does not apply; null if it does.
 * @throws {RangeError} If a moment is below 0 or `servers` is not a whole number of at least 1.
 */
export function whyNotApplicable(conditions: Conditions): NotApplicable | null {
  const { model, arrivalRatePerSecond, occupancy, servers = 1, moments } = conditions;
  requireServers(model, servers);
  for (const [name, value] of Object.entries(moments)) requireNotNegative(model, name, value);
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
      `${servers === 1 ? "the server" : `each of ${servers} servers`} would have to be occupied ` +
        `${occupancy.toPrecision(4)} of the time; below 1 a steady state exists`,
    );
  }
  const infinite = inputs.find(([, value]) => value === Infinity);
  if (infinite !== undefined) {
    const [name] = infinite;
    return OF_SECOND_ORDER.test(name)
      ? because("infinite-variance", `${name} is infinite, so the mean wait diverges`)
      : because("assumption-broken", `${name} must be finite`);
  }
  return null;
}
