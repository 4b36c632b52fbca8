/**
 * The control variates of a run: what was drawn, less what it is on average.
 *
 * @module
 */
import { lawMoments } from "../law.ts";
import type { SimulatedArrivals, SimulationModel } from "./model.ts";
import type { Tally } from "./outcomes.ts";
import { arrivalRatePerSecond, meanServiceMs } from "./stationarity.ts";

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
    this.#serviceMs = meanBusyMs(model);
    this.#gapMs = meanGapMs(model);
    this.#gapsAreIndependent = areIndependent(model.arrivals);
  }

  /**
   * Takes a batch.
   *
   * @param before Totals when it began.
   * @param after Totals when it ended.
   */
  record(before: Totals, after: Totals): void {
    const batch = this.#batches++;
    const [services, gaps, workTimesService, workTimesGap] = this.columns;
    const tasks = after.arrived - before.arrived;
    const workMs = (after.workMs - before.workMs) / tasks;
    services[batch] = (after.busyMs - before.busyMs) / (after.served - before.served) -
      this.#serviceMs;
    gaps[batch] = (after.clockMs - before.clockMs) / tasks - this.#gapMs;
    workTimesService[batch] = (after.workTimesService - before.workTimesService) / tasks -
      workMs * this.#serviceMs;
    workTimesGap[batch] = this.#gapsAreIndependent
      ? (after.workTimesGap - before.workTimesGap) / tasks - workMs * this.#gapMs
      : NaN;
  }
}

/** The mean gap; NaN where it depends on the queue. */
function meanGapMs({ arrivals, discipline }: SimulationModel): number {
  if (discipline.kind === "bounded" && discipline.overflow === "block") return NaN;
  return 1000 / (arrivalRatePerSecond(arrivals) ?? NaN);
}

function areIndependent(arrivals: SimulatedArrivals): boolean {
  return arrivals.kind === "renewal" ||
    (arrivals.kind === "process" && arrivals.process.kind === "poisson");
}

/** What a task should occupy its server for, on average. */
function meanBusyMs({ service, discipline }: SimulationModel): number {
  const { meanMs } = lawMoments(service);
  if (discipline.kind === "priority") return meanServiceMs(discipline.classes, meanMs);
  if (discipline.kind !== "awaiting") return meanMs;
  return lawMoments(discipline.before).meanMs + lawMoments(discipline.after).meanMs;
}
