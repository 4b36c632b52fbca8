/**
 * One long run of a queue, for its steady state.
 *
 * The run begins with an empty queue. The tasks before those that are counted, 2 % as many and ten for
 * each server unless more or fewer are asked for, are served and left out. What is left of the empty
 * start after n tasks falls as e^(−n/r) or faster, with the relaxation r = ρ ÷ (1 − √ρ)² tasks of M/M/1
 * (J. W. Cohen, "The Single Server Queue", 1982), roughly (Ca² + Cs²) ÷ 2 times as many for other laws:
 * 72 at ρ = 0.8, 340 at 0.9 and 39,000 at 0.99; and many servers take some services each to fill. So 2 %
 * of 10⁷ tasks are five relaxations even at ρ = 0.99, and e⁻⁵ of a bias that itself is spread over 10⁷
 * tasks is far below the interval.
 *
 * Means are corrected by control variates, of which all means are known: the services and gaps that
 * were drawn, and work × service and work × gap after it, where work is what the server has to do when a
 * task arrives and depends on neither. That narrows intervals to between a half and a sixth.
 *
 * @module
 */
import { perSecond } from "../../units.ts";
import { requireAbove, requireAtMost, requireWhole } from "../../workload/requirement.ts";
import { openArrivals } from "./arrival_stream.ts";
import { checkModel } from "./check_model.ts";
import { openQueue, type TaskSource } from "./disciplines.ts";
import { Controls, type Totals } from "./controls.ts";
import type { SimulatedDiscipline, SimulationModel } from "./model.ts";
import { Outcomes } from "./outcomes.ts";
import { Recording } from "./recording.ts";
import type { SimulationResult } from "./result.ts";
import { createSampler } from "./sampler.ts";
import {
  isStabilityKnown,
  whyNotCombined,
  whyNotStationary,
  whyWaitsGrew,
} from "./stationarity.ts";
import { Users } from "./users.ts";
import { WaitGrowth } from "./wait_growth.ts";

/** How a queue is simulated. */
export interface SimulateOptions {
  /** Tasks that are served and counted, a whole number of at least 1,000. */
  readonly customers: number;
  /** A whole number between ±(2⁵³ − 1). The same seed gives the same result. */
  readonly seed: number;
  /** Confidence level of the intervals, between 0 and 1. @default 0.95 */
  readonly level?: number;
  /**
   * Tasks that are served before and left out, a whole number.
   *
   * @default 2 % of the customers, and ten for each server
   */
  readonly warmUp?: number;
}

/** Rows at a time: few enough for all their columns to stay in the first cache. */
const ROWS = 256;
const LEAST_CUSTOMERS = 1000;
const LEAST_BATCHES = 20;
const MOST_BATCHES = 40;
/**
 * With more tasks there are more batches, so that a batch stays long against how far waits resemble: at
 * least so many tasks, and so many for each server.
 */
const TASKS_A_BATCH = 10_000;
const SERVICES_A_BATCH = 100;
/** After so many services all servers have filled. */
const WARM_UP_SERVICES = 10;

/**
 * Simulates a queue for many tasks.
 *
 * @example
 * ```ts
 * import { simulate } from "./simulate.ts";
 * // M/M/1 at ρ = 0.8 waits 4 ms.
 * simulate({
 *   arrivals: { kind: "process", process: { kind: "poisson", ratePerSecond: 800 } },
 *   service: { kind: "exponential", meanMs: 1 },
 *   discipline: { kind: "fifo", servers: 1 },
 * }, { customers: 1_000_000, seed: 1 });
 * ```
 *
 * @param model The queue.
 * @param options How many tasks, and the seed.
 * @returns What was found; not applicable where there is no steady state, such as from ρ = 1 on without
 *   losses (of `sliced` and of `awaiting` with a limit the run itself shows it: waits grow from batch to
 *   batch), and for combinations that make no sense.
 * @throws {RangeError} If a number of the model or the options is out of its range.
 */
export function simulate(model: SimulationModel, options: SimulateOptions): SimulationResult {
  const { customers, seed, level = 0.95 } = options;
  checkModel(model);
  const servers = serversOf(model.discipline);
  requireWhole("simulation", "customers", customers, LEAST_CUSTOMERS);
  const { warmUp = Math.ceil(customers / 50) + WARM_UP_SERVICES * servers } = options;
  requireWhole("simulation", "warmUp", warmUp, 0);
  requireAbove("simulation", "level", level);
  requireAtMost("simulation", "level", level, 1 - 1e-9);
  const refusal = whyNotCombined(model) ?? whyNotStationary(model);
  if (refusal !== null) return refusal;
  const queue = openQueue(model, openSource(model, customers, seed), seed, ROWS);
  const outcomes = new Outcomes(ROWS);
  const rows = growingRows();
  for (let left = warmUp; left > 0;) left -= queue.advance(outcomes, Math.min(rows(), left));

  const batches = batchesFor(customers, servers);
  const recording = new Recording(outcomes, classesOf(model));
  const controls = new Controls(model, batches);
  // Where the condition for a steady state is known exactly, a check by chance could only be wrong.
  const growth = isStabilityKnown(model) ? null : new WaitGrowth();
  const totals = (): Totals => {
    return { ...queue.tally, served: recording.customers, waitMs: recording.waitSumMs };
  };
  const start = totals();
  const recordedRows = growingRows();
  let before = start;
  for (let batch = 1; batch <= batches; batch++) {
    const end = Math.round(customers * batch / batches);
    while (recording.customers < end) {
      const count = Math.min(recordedRows(), end - recording.customers);
      const filled = queue.advance(outcomes, count);
      recording.record(filled);
      growth?.record(outcomes, filled);
    }
    const after = totals();
    controls.record(before, after);
    recording.closeBatch();
    growth?.closeBatch();
    before = after;
  }
  const elapsedMs = before.clockMs - start.clockMs;
  const grownMs = growth?.beyondChance(elapsedMs) ?? null;
  if (grownMs !== null) return whyWaitsGrew(grownMs, elapsedMs);
  const arrived = before.arrived - start.arrived;
  return {
    state: "simulated",
    customers,
    warmUp,
    level,
    ...recording.estimate(level, controls.columns),
    utilization: (before.busyMs - start.busyMs) / elapsedMs / servers,
    arrivalRatePerSecond: perSecond(arrived, elapsedMs),
    throughputPerSecond: perSecond(customers, elapsedMs),
    queueLength: (before.waitMs + before.lostWaitMs - start.lostWaitMs) / elapsedMs,
    lostShare: (before.lost - start.lost) / arrived,
  };
}

/**
 * How many rows to ask for: few at first, twice as many each time. Loops then end some times before the
 * compiler meets one that runs long; else it would know nothing of what comes after a loop, guess, and
 * give up its work again and again.
 */
function growingRows(): () => number {
  let rows = 1;
  return () => rows = Math.min(ROWS, 2 * rows);
}

function batchesFor(customers: number, servers: number): number {
  const most = Math.floor(customers / Math.max(TASKS_A_BATCH, SERVICES_A_BATCH * servers));
  return Math.min(MOST_BATCHES, Math.max(LEAST_BATCHES, most));
}

function openSource({ arrivals }: SimulationModel, tasks: number, seed: number): TaskSource {
  if (arrivals.kind !== "closed") return openArrivals(arrivals, { kind: "tasks", tasks }, seed);
  return new Users(arrivals.users, createSampler(arrivals.think, seed, "thinks"), Infinity);
}

function classesOf({ discipline }: SimulationModel): number {
  return discipline.kind === "priority" ? discipline.classes.length : 0;
}

/** Servers that share the load; where there is one for each task, the figure is their mean number. */
function serversOf(discipline: SimulatedDiscipline): number {
  if (discipline.kind !== "fifo" && discipline.kind !== "bounded") return 1;
  const { servers = 1 } = discipline;
  return servers === Infinity ? 1 : servers;
}
