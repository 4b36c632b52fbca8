/**
 * From a config to the list of trials: pure, seeded, and the same list each time.
 *
 * @module
 */
import {
  coreStrategies,
  formatSelection,
  type Placement,
  type ResolvedStrategy,
  resolveStrategy,
} from "../../strategies/mod.ts";
import type { CellIdentity } from "../record.ts";
import type { TrialSpec, TrialTiming } from "../trial/spec.ts";
import {
  createRandom,
  deriveSeed,
  type Extent,
  planSchedule,
  resolveWorkload,
  type Trace,
  traceWorkload,
  type Workload,
} from "../workload/mod.ts";
import { PROFILES, selectionsOf, type StudyConfig } from "./config.ts";

/** A strategy under a workload with a placement. */
export interface Cell {
  /** What the cell is called everywhere. */
  readonly identity: CellIdentity;
  /** What its trials are told, seeds apart. */
  readonly strategy: TrialSpec["strategy"];
  /** Its workload. */
  readonly workload: Workload;
  /** How long its schedules are. */
  readonly extent: Extent;
}

/** One cell in one block. */
export interface PlannedTrial {
  /** Index of the cell. */
  readonly cell: number;
  /** Number of the block, from 0. */
  readonly block: number;
  /** Position in the study, from 0. */
  readonly order: number;
  /** What the child is told. */
  readonly spec: TrialSpec;
  /** Length of the schedule, in ms. */
  readonly horizonMs: number;
  /** How long the trial should take from start to record, in ms. */
  readonly expectedMs: number;
}

/** A trace as a study replays it. */
export interface NamedTrace {
  /** Name of its workload in reports: `trace:file=requests.csv,speed=60`. */
  readonly name: string;
  /** The arrivals. */
  readonly trace: Trace;
}

/** Cells and trials of a study. */
export interface StudyPlan {
  /** Every combination that was asked for and that its strategy supports. */
  readonly cells: readonly Cell[];
  /** The trials in the order in which they run. */
  readonly trials: readonly PlannedTrial[];
  /** Number of blocks. */
  readonly blocks: number;
  /** The seed that everything random is derived from. */
  readonly seed: number;
  /** Combinations that were asked for and are not run, with the reason. */
  readonly skipped: readonly string[];
}

/** Workloads that a study runs when none is named. */
export const DEFAULT_WORKLOADS = ["burst", "steady", "io-heavy"] as const;

/** The seed when none is given. */
export const DEFAULT_SEED = 1;

const TIMING: Omit<TrialTiming, "graceMs"> = {
  warmupMs: 60,
  calibrationMs: 60,
  heartbeatGapMs: 2,
};
// Process start, module loading, helper threads, and the record; measured on two shared cores.
const OVERHEAD_MS = 300;
const MOST_GRACE_MS = 30_000;

/**
 * Plans a study.
 *
 * @param config What was asked for, already validated.
 * @param trace The config's trace, if it names one.
 * @returns The plan.
 * @throws {RangeError} If a strategy, workload or parameter does not exist or is out of range, or
 *   nothing is left to run.
 * @throws {SyntaxError} If a selection is not in the form `name:key=value`.
 */
export function planStudy(config: StudyConfig, trace: NamedTrace | null): StudyPlan {
  const sizes = PROFILES[config.profile ?? "standard"];
  const seed = config.seed ?? DEFAULT_SEED;
  const blocks = config.blocks ?? sizes.blocks;
  const { cells, skipped } = planCells(config, trace);
  const trials = Array.from({ length: blocks }, (_, block) => {
    const seeds = {
      arrivalSeed: deriveSeed(seed, "arrivals", block),
      serviceSeed: deriveSeed(seed, "service", block),
    };
    const order = shuffled(cells.length, deriveSeed(seed, "order", block));
    return order.map((cell, position): PlannedTrial => {
      const { strategy, workload, extent, identity } = cells[cell];
      const schedule = planSchedule(workload, extent, seeds);
      if (schedule.intendedMs.length === 0) {
        throw new RangeError(
          `workload ${workload.name} has no task within its ${schedule.horizonMs} ms: ` +
            "make it longer (--duration-ms) or its rate higher",
        );
      }
      const graceMs = Math.min(
        MOST_GRACE_MS,
        sizes.graceMs + 2 * schedule.demandMs.reduce((most, ms) => Math.max(most, ms), 0),
      );
      return {
        cell,
        block,
        order: block * cells.length + position,
        horizonMs: schedule.horizonMs,
        expectedMs: OVERHEAD_MS + TIMING.warmupMs + TIMING.calibrationMs + schedule.horizonMs,
        spec: {
          strategy,
          placement: identity.placement,
          workload,
          extent,
          seeds: { ...seeds, heartbeatSeed: deriveSeed(seed, "heartbeat", block, cell) },
          timing: { ...TIMING, graceMs },
        },
      };
    });
  }).flat();
  return { cells, trials, blocks, seed, skipped };
}

function planCells(
  config: StudyConfig,
  trace: NamedTrace | null,
): Pick<StudyPlan, "cells" | "skipped"> {
  const resolved = config.strategies === undefined
    ? coreStrategies.map(resolveStrategy)
    : selectionsOf(config.strategies).map(resolveStrategy);
  const workloads = planWorkloads(config, trace);
  const cells = new Map<string, Cell>();
  const skipped: string[] = [];
  for (const workload of workloads) {
    for (const strategy of resolved) {
      const placements = placementsOf(strategy, config.placement);
      const cell = (placement: Placement) => describeCell(strategy, workload, placement, config);
      for (const placement of placements) {
        const { identity } = cell(placement);
        cells.set(`${identity.strategy} ${workload.name} ${placement}`, cell(placement));
      }
      if (placements.length === 0) {
        skipped.push(`${strategy.strategy.name} does not support placement ${config.placement}`);
      }
    }
  }
  if (cells.size === 0) {
    throw new RangeError(`nothing to run: ${[...new Set(skipped)].join("; ")}`);
  }
  return { cells: [...cells.values()], skipped: [...new Set(skipped)] };
}

function planWorkloads({ workloads }: StudyConfig, trace: NamedTrace | null): Workload[] {
  if (trace === null) return selectionsOf(workloads ?? DEFAULT_WORKLOADS).map(resolveWorkload);
  const selections = selectionsOf(workloads ?? []);
  // A file is there to be replayed, whether `trace` stands among the workloads or not.
  const all = selections.some(({ name }) => name === "trace")
    ? selections
    : [{ name: "trace", given: {} }, ...selections];
  return all.map((selection) =>
    selection.name === "trace"
      ? traceWorkload(trace.name, trace.trace, selection.given)
      : resolveWorkload(selection)
  );
}

function placementsOf(
  { strategy: { placements } }: ResolvedStrategy,
  asked: StudyConfig["placement"],
): readonly Placement[] {
  if (asked === undefined) return [placements[0]];
  return asked === "both" ? placements : placements.filter((placement) => placement === asked);
}

function describeCell(
  { strategy, values }: ResolvedStrategy,
  workload: Workload,
  placement: Placement,
  config: StudyConfig,
): Cell {
  return {
    identity: {
      strategy: formatSelection(strategy.name, strategy.parameters, values),
      workload: workload.name,
      placement,
      params: values,
      family: strategy.family,
      discipline: strategy.discipline(values),
      arrivals: workload.arrivals.kind,
      body: workload.body.kind,
    },
    strategy: { name: strategy.name, values },
    workload,
    extent: extentOf(config, workload),
  };
}

/** A trace is replayed whole unless somebody sets a size. */
function extentOf(config: StudyConfig, { arrivals }: Workload): Extent {
  if (config.tasks !== undefined) return { kind: "tasks", tasks: config.tasks };
  if (config.durationMs === undefined && arrivals.kind === "replay") {
    return { kind: "tasks", tasks: arrivals.timesMs.length };
  }
  const { durationMs } = PROFILES[config.profile ?? "standard"];
  return { kind: "duration", durationMs: config.durationMs ?? durationMs };
}

function shuffled(length: number, seed: number): number[] {
  const random = createRandom(seed);
  const order = Array.from({ length }, (_, index) => index);
  for (let last = length - 1; last > 0; last--) {
    const other = Math.floor(random.uniform() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}
