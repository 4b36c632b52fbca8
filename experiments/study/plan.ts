/**
 * From a config to the list of trials: pure, seeded, and the same list each time.
 *
 * @module
 */
import {
  coreStrategies,
  type Placement,
  resolveStrategy,
  type Selection,
} from "../../strategies/mod.ts";
import { type CellIdentity, serversOf } from "../record.ts";
import type { TrialSpec, TrialTiming } from "../trial/spec.ts";
import {
  deriveSeed,
  type Extent,
  resolveWorkload,
  shuffled,
  type Trace,
  traceWorkload,
  type Workload,
} from "../workload/mod.ts";
import { PROFILES, selectionsOf, type StudyConfig } from "./config.ts";
import { measureSchedule, type ScheduleSize } from "./_schedule_size.ts";
import {
  describeStrategy,
  placementsOf,
  refusal,
  type StrategyDescription,
} from "./strategy_description.ts";
import {
  NO_MODULES,
  selectionKey,
  type StudyModules,
  type WorkloadDescription,
} from "./study_modules.ts";

/** A strategy under a workload with a placement. */
export interface Cell extends WorkloadDescription {
  /** What the cell is called everywhere. */
  readonly identity: CellIdentity;
  /** What its trials are told, seeds apart. */
  readonly strategy: TrialSpec["strategy"];
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
  /** Length of the schedule, in ms; the longest that it may have where users decide. */
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

/** Which of the selections asked for a cell comes from: indices in what {@link selectionsIn} gives. */
export interface CellOrigin {
  /** Index of the strategy. */
  readonly strategy: number;
  /** Index of the workload. */
  readonly workload: number;
}

/** Cells and trials of a study. */
export interface StudyPlan {
  /** Every combination that was asked for and that its strategy supports. */
  readonly cells: readonly Cell[];
  /** Where each cell comes from. */
  readonly origins: readonly CellOrigin[];
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

/** The service level when none is given, in ms. */
export const DEFAULT_SLO_MS = 50;

/** The seed when none is given. */
export const DEFAULT_SEED = 1;

const TIMING: Omit<TrialTiming, "graceMs"> = {
  warmupMs: 60,
  calibrationMs: 60,
  heartbeatGapMs: 2,
};
// Process start, module loading, helper threads, and the record; measured on two shared cores.
const OVERHEAD_MS = 300;
// Starting and rehearsing each thread of a pool, for the warm-up and again for the measured phase.
const THREAD_MS = 400;
const MOST_GRACE_MS = 30_000;
// A typing slip, not a study.
const MOST_TRIALS = 100_000;

/**
 * Plans a study.
 *
 * @param config What was asked for, already validated.
 * @param trace The config's trace, if it names one.
 * @param modules What was found in the modules that the config names. @default it names none
 * @returns The plan.
 * @throws {RangeError} If a strategy, workload or parameter does not exist or is out of range, or
 *   nothing is left to run.
 * @throws {SyntaxError} If a selection is not in the form `name:key=value`.
 */
export function planStudy(
  config: StudyConfig,
  trace: NamedTrace | null,
  modules: StudyModules = NO_MODULES,
): StudyPlan {
  const profile = PROFILES[config.profile ?? "standard"];
  const seed = config.seed ?? DEFAULT_SEED;
  const blocks = config.blocks ?? profile.blocks;
  const { cells, origins, skipped } = planCells(config, trace, modules);
  if (cells.length * blocks > MOST_TRIALS) {
    throw new RangeError(
      `${cells.length} cells × ${blocks} blocks are more than ${MOST_TRIALS} trials: ask for fewer`,
    );
  }
  const trials = Array.from({ length: blocks }, (_, block) => {
    const seeds = {
      arrivalSeed: deriveSeed(seed, "arrivals", block),
      serviceSeed: deriveSeed(seed, "service", block),
    };
    const order = shuffled(cells.length, deriveSeed(seed, "order", block));
    // Cells of a workload share its schedule, which is what takes time in planning.
    const sizes = new Map<Workload, ScheduleSize>();
    return order.map((cell, position): PlannedTrial => {
      const { strategy, workload, customBody, extent, identity } = cells[cell];
      let size = sizes.get(workload);
      if (size === undefined) sizes.set(workload, size = measureSchedule(workload, extent, seeds));
      const graceMs = Math.min(MOST_GRACE_MS, profile.graceMs + 2 * size.longestMs);
      return {
        cell,
        block,
        order: block * cells.length + position,
        horizonMs: size.horizonMs,
        expectedMs: OVERHEAD_MS + TIMING.warmupMs + TIMING.calibrationMs +
          THREAD_MS * (serversOf(identity.discipline) ?? 0) +
          // Work that takes longer than its schedule is cut off when the grace time ends.
          Math.min(size.horizonMs + graceMs, size.expectedMs),
        spec: {
          strategy,
          placement: identity.placement,
          workload,
          ...(customBody && { customBody }),
          extent,
          seeds: { ...seeds, heartbeatSeed: deriveSeed(seed, "heartbeat", block, cell) },
          timing: { ...TIMING, graceMs },
        },
      };
    });
  }).flat();
  return { cells, origins, trials, blocks, seed, skipped };
}

/**
 * The strategies and workloads that a config asks for, defaults included.
 *
 * @param config What was asked for.
 * @param hasTrace Whether a trace is replayed, which then is the first workload unless it is listed.
 * @returns The selections in the order in which a study has them.
 * @throws {SyntaxError} If a text is not in the form `name:key=value`.
 */
export function selectionsIn(
  { strategies, workloads }: StudyConfig,
  hasTrace: boolean,
): { readonly strategies: readonly Selection[]; readonly workloads: readonly Selection[] } {
  const listed = selectionsOf(workloads ?? (hasTrace ? [] : DEFAULT_WORKLOADS));
  // A file is there to be replayed, whether `trace` stands among the workloads or not.
  const isListed = !hasTrace || listed.some(({ name }) => name === "trace");
  return {
    strategies: strategies === undefined ? coreStrategies : selectionsOf(strategies),
    workloads: isListed ? listed : [{ name: "trace", given: {} }, ...listed],
  };
}

function planCells(
  config: StudyConfig,
  trace: NamedTrace | null,
  modules: StudyModules,
): Pick<StudyPlan, "cells" | "origins" | "skipped"> {
  const selections = selectionsIn(config, trace !== null);
  const strategies = selections.strategies.map((selection) =>
    modules.strategies.get(selectionKey(selection)) ?? describeStrategy(resolveStrategy(selection))
  );
  const workloads = selections.workloads.map((selection): WorkloadDescription =>
    modules.workloads.get(selectionKey(selection)) ?? {
      workload: trace !== null && selection.name === "trace"
        ? traceWorkload(trace.name, trace.trace, selection.given)
        : resolveWorkload(selection),
    }
  );
  const cells = new Map<string, { cell: Cell; origin: CellOrigin }>();
  const skipped: string[] = [];
  for (const [workloadIndex, described] of workloads.entries()) {
    const { workload } = described;
    for (const [strategyIndex, strategy] of strategies.entries()) {
      const reason = refusal(strategy, workload);
      if (reason !== null) {
        skipped.push(reason);
        continue;
      }
      const placements = placementsOf(strategy, config.placement);
      for (const placement of placements) {
        const cell = describeCell(strategy, described, placement, config);
        const origin = { strategy: strategyIndex, workload: workloadIndex };
        cells.set(`${cell.identity.strategy} ${workload.name} ${placement}`, { cell, origin });
      }
      if (placements.length === 0) {
        skipped.push(`${strategy.spec.name} does not support placement ${config.placement}`);
      }
    }
  }
  if (cells.size === 0) {
    throw new RangeError(`nothing to run: ${[...new Set(skipped)].join("; ")}`);
  }
  return {
    cells: [...cells.values()].map(({ cell }) => cell),
    origins: [...cells.values()].map(({ origin }) => origin),
    skipped: [...new Set(skipped)],
  };
}

function describeCell(
  strategy: StrategyDescription,
  described: WorkloadDescription,
  placement: Placement,
  config: StudyConfig,
): Cell {
  const { workload } = described;
  return {
    ...described,
    identity: {
      strategy: strategy.selection,
      workload: workload.name,
      placement,
      params: strategy.spec.values,
      family: strategy.family,
      discipline: strategy.discipline,
      arrivals: workload.arrivals.kind,
      body: workload.body.kind,
      loop: workload.arrivals.kind === "closed" ? "closed" : "open",
      classes: workload.classes?.map(({ name }) => name) ?? ["all"],
      sloMs: config.sloMs ?? DEFAULT_SLO_MS,
    },
    strategy: strategy.spec,
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
