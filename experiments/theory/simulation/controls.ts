/**
 * The control variates of a run: what was drawn, less what it is on average.
 *
 * @module
 */
import { lawMoments } from "../law.ts";
import type { SimulatedArrivals, SimulationModel } from "./model.ts";
import type { Tally } from "./outcomes.ts";
import { arrivalRatePerSecond } from "./stationarity.ts";

/** Totals at one moment of a run. */
export interface Totals extends Tally {
  /** Tasks that were served. */
  readonly served: number;
  /** Sum of their waits. */
  readonly waitMs: number;
}

/** Batch means of all controls. Those that a queue does not have are NaN. */
export class Controls {
  /** One array a control. */
  readonly columns: readonly Float64Array[];
  readonly #serviceMs: number;
  readonly #gapMs: number;
  readonly #gapsAreIndependent: boolean;
  #batches = 0;

  /**
   * @param model What is simulated.
   * @param batches Most batches.
   */
  constructor(model: SimulationModel, batches: number) {
    this.columns = Array.from({ length: 4 }, () => new Float64Array(batches));
    this.#serviceMs = meanServiceMs(model);
    this.#gapMs = 1000 / (arrivalRatePerSecond(model.arrivals) ?? NaN);
    this.#gapsAreIndependent = areIndependent(model.arrivals);
  }

  /**
   * Takes a batch.
   *
   * @param before Totals when it began.
   * @param after Totals when it ended.
   */
  record(before: Totals, after: Totals): void {
    const served = after.served - before.served;
    const mean = (name: "busyMs" | "waitMs" | "waitTimesService" | "waitTimesGap") =>
      (after[name] - before[name]) / served;
    const gapMs = (after.clockMs - before.clockMs) / (after.arrived - before.arrived);
    const batch = this.#batches++;
    const [services, gaps, waitTimesService, waitTimesGap] = this.columns;
    services[batch] = mean("busyMs") - this.#serviceMs;
    gaps[batch] = gapMs - this.#gapMs;
    // The wait does not depend on the service that follows it, nor on the gap after that.
    waitTimesService[batch] = mean("waitTimesService") - mean("waitMs") * this.#serviceMs;
    waitTimesGap[batch] = this.#gapsAreIndependent
      ? mean("waitTimesGap") - mean("waitMs") * this.#gapMs
      : NaN;
  }
}

function areIndependent(arrivals: SimulatedArrivals): boolean {
  return arrivals.kind === "renewal" ||
    (arrivals.kind === "process" && arrivals.process.kind === "poisson");
}

function meanServiceMs({ service, discipline }: SimulationModel): number {
  if (discipline.kind !== "priority") return lawMoments(service).meanMs;
  const { classes } = discipline;
  return classes.reduce(
    (sum, each) => sum + each.share * lawMoments(each.service ?? service).meanMs,
    0,
  );
}
