/** Trials whose laws are known, for tests of what plans make of them. */
import { encodeHistogram } from "../../../experiments/histogram.ts";
import type { CellIdentity, MeasuredTrial } from "../../../experiments/record.ts";
import type { MeasuredLaw, TaskProfile } from "../../../reports/capacity/task_profile.ts";
import { describe } from "../../../experiments/trial/distribution.ts";
import { cell, measured } from "../_records.ts";

/** A cell that can be planned from. */
export const PLANNABLE = cell("queue-notified", {
  workload: "poisson",
  placement: "outside",
  arrivals: "poisson",
});

/** Equally likely values of the exponential law: each the mean of its share. */
export function exponentialValues(meanMs: number, count = 2000): Float64Array {
  // The integral of -ln r from 0 to r.
  const integral = (r: number) => r === 0 ? 0 : r - r * Math.log(r);
  return Float64Array.from(
    { length: count },
    (_, at) => meanMs * count * (integral(1 - at / count) - integral(1 - (at + 1) / count)),
  );
}

/** Values as a law. */
export function lawOf(valuesMs: Iterable<number>): MeasuredLaw {
  const values = [...valuesMs];
  return { kind: "atoms", valuesMs: values, weights: values.map(() => 1 / values.length) };
}

/** A profile of tasks that hold their loop throughout. */
export function profileOf(holdingMs: Iterable<number>, setUpMs = 0, handOverMs = 0): TaskProfile {
  const holding = lawOf(holdingMs);
  return { holding, service: holding, setUp: lawOf([setUpMs]), setUpFrom: "wake-up", handOverMs };
}

/** A trial with these services, and a wake-up that always takes the same. */
export function profiled(
  identity: CellIdentity,
  block: number,
  servicesMs: Float64Array,
  wakeUpMs = 0.05,
  more: Partial<MeasuredTrial> = {},
): MeasuredTrial {
  const base = measured(identity, block);
  const service = describe(servicesMs);
  const sojournsMs = servicesMs.map((ms) => ms + wakeUpMs);
  return {
    ...base,
    counts: {
      ...base.counts,
      offered: servicesMs.length,
      released: servicesMs.length,
      completed: servicesMs.length,
    },
    arrivalRatePerSecond: 1000,
    utilization: service.mean ?? 0,
    metrics: {
      ...base.metrics,
      serviceMs: service,
      busyMs: service,
      sojournMs: describe(sojournsMs),
    },
    histograms: {
      ...base.histograms,
      serviceMs: encodeHistogram(servicesMs),
      sojournMs: encodeHistogram(sojournsMs),
      dispatchOverheadMs: encodeHistogram(servicesMs.map(() => wakeUpMs)),
    },
    wakeUp: { count: 500, meanMs: wakeUpMs, secondMomentMs2: wakeUpMs * wakeUpMs },
    handOver: null,
    ...more,
  };
}
