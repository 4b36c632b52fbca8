/**
 * From what was asked for to the cells that are measured, and their order in each round: pure and seeded.
 *
 * @module
 */
import type { Placement, Selection } from "../../strategies/mod.ts";
import { serversOf } from "../record.ts";
import type { StrategySpec, TrialSpec } from "../trial/spec.ts";
// Not from workload/mod.ts: that would load the trace parser.
import { resolveWorkload } from "../workload/presets.ts";
import { deriveSeed } from "../workload/random.ts";
import { shuffled } from "../workload/shuffled.ts";
import {
  type BurstSize,
  COST_MEASURES,
  type CostCell,
  type CostMeasure,
  type WakePace,
} from "./cost_record.ts";
import { LIBRARY_APIS } from "./promise_apis.ts";
import { type CostSubject, costSubjects } from "./subjects.ts";

/** How large the measurements are. */
export interface CostSizes {
  /** A burst on the loop. */
  readonly burst: BurstSize;
  /** Functions of a burst through APIs with promises: one cell each. */
  readonly promiseTasks: readonly number[];
  /** What another thread dispatches in one go. */
  readonly throughput: BurstSize;
  /** The two halves of the wake-up. */
  readonly wake: Readonly<
    Record<WakePace, { readonly ratePerSecond: number; readonly tasks: number }>
  >;
  /** How long nothing comes while the idle processor time is taken, in ms. */
  readonly idleMs: number;
}

/** The sizes when none are given; all strategies then take some nine minutes. */
export const COST_SIZES: CostSizes = {
  burst: { tasks: 20_000, longestMs: 500 },
  promiseTasks: [2_000, 20_000, 200_000],
  throughput: { tasks: 200_000, longestMs: 150 },
  wake: {
    busy: { ratePerSecond: 2000, tasks: 400 },
    idle: { ratePerSecond: 50, tasks: 12 },
  },
  idleMs: 10_000,
};

/** What was asked for. */
export interface CostOptions {
  /** Who is measured. @default every strategy of the catalogue */
  readonly strategies?: readonly Selection[];
  /** What is measured. @default everything */
  readonly measures?: readonly CostMeasure[];
  /** How often, but for the idle processor time. @default 7 */
  readonly rounds?: number;
  /** The seed of the order and of arrivals. @default 1 */
  readonly seed?: number;
  /** How large the measurements are. @default {@link COST_SIZES} */
  readonly sizes?: CostSizes;
}

/** What will be measured. */
export interface CostPlan {
  /** The rows of the tables, in their order. */
  readonly cells: readonly CostCell[];
  /** How often each is measured, but for the idle processor time. */
  readonly rounds: number;
  /** The seed. */
  readonly seed: number;
  /** How large the measurements are. */
  readonly sizes: CostSizes;
}

/** Rounds when none are given. */
export const COST_ROUNDS = 7;

/** The seed when none is given. */
export const COST_SEED = 1;

/** Strategies whose promises are measured although the user named none: the ways of the loop. */
const SUBMITTERS: readonly string[] = [
  "queue-notified",
  "loop-microtask",
  "loop-immediate",
  "loop-sliced",
];

const GRACE_MS = 1000;
const WARMUP_MS = 40;
// Next to none: an hour between two heartbeats.
const HEARTBEAT_GAP_MS = 3_600_000;

/**
 * Plans the benchmark.
 *
 * @param options What was asked for.
 * @returns The plan.
 * @throws {RangeError} If a strategy or parameter does not exist or is out of range, or nothing that was
 *   asked for can be measured.
 */
export function planCost(options: CostOptions = {}): CostPlan {
  const { strategies, measures = COST_MEASURES, rounds = COST_ROUNDS, seed = COST_SEED } = options;
  const sizes = options.sizes ?? COST_SIZES;
  const subjects = costSubjects(strategies);
  const withPromises = strategies === undefined
    ? subjects.filter(({ name }) => SUBMITTERS.includes(name))
    : subjects.filter(isSubmitter);
  const cellsOf: Readonly<Record<CostMeasure, () => CostCell[]>> = {
    "burst": () => fromPlacement(subjects, "inside").map((subject) => burstCell(subject, sizes)),
    "promises": () => sizes.promiseTasks.flatMap((tasks) => promiseCells(withPromises, tasks)),
    "wake": () =>
      (["outside", "inside"] as const).flatMap((placement) =>
        fromPlacement(subjects, placement).map((subject) =>
          wakeCell(subject, placement, sizes, seed)
        )
      ),
    "throughput": () =>
      fromPlacement(subjects, "outside").map((subject) => throughputCell(subject, sizes)),
    "idle-cpu": () =>
      fromPlacement(subjects, "outside").map((subject) => idleCpuCell(subject, sizes)),
  };
  const cells = COST_MEASURES.filter((measure) => measures.includes(measure))
    .flatMap((measure) => cellsOf[measure]());
  if (cells.length === 0) {
    throw new RangeError(
      "nothing to measure: the strategies named have no placement that the measures named need",
    );
  }
  return { cells, rounds, seed, sizes };
}

/**
 * The order in which a round runs its cells.
 *
 * @param plan The plan.
 * @param round Number of the round, from 0.
 * @returns Indices of cells, those that are measured once left out.
 */
export function orderOfRound({ cells, seed }: CostPlan, round: number): number[] {
  return shuffled(cells.length, deriveSeed(seed, "order", round))
    .filter((cell) => cells[cell].measure !== "idle-cpu");
}

function fromPlacement(subjects: readonly CostSubject[], placement: Placement): CostSubject[] {
  return subjects.filter(({ strategy }) => strategy.placements.includes(placement));
}

/** In order, so that the last promise is the last; nothing shed; no pauses that would be measured. */
function isSubmitter({ strategy, values }: CostSubject): boolean {
  const discipline = strategy.discipline(values);
  return strategy.placements.includes("inside") && strategy.order === "fifo" &&
    strategy.family !== "npm" && strategy.usesWait !== true &&
    discipline.kind !== "polled" && serversOf(discipline) === null;
}

function specOf({ strategy, values }: CostSubject): StrategySpec {
  return { name: strategy.name, values };
}

function burstCell(subject: CostSubject, sizes: CostSizes): CostCell {
  return {
    measure: "burst",
    subject: subject.name,
    placement: "inside",
    request: { kind: "burst", strategy: specOf(subject), size: sizes.burst },
  };
}

function promiseCells(subjects: readonly CostSubject[], tasks: number): CostCell[] {
  // The libraries are only there to compare with.
  if (subjects.length === 0) return [];
  const cell = (subject: string, api: (CostCell["request"] & { kind: "promises" })["api"]) =>
    ({
      measure: "promises",
      subject,
      placement: "inside",
      request: { kind: "promises", api, tasks },
    }) as const;
  return [
    ...subjects.map((subject) =>
      cell(subject.name, { kind: "submitter", strategy: specOf(subject) })
    ),
    ...Object.keys(LIBRARY_APIS).map((name) => cell(name, { kind: "library", name })),
  ];
}

function wakeCell(
  subject: CostSubject,
  placement: Placement,
  { wake }: CostSizes,
  seed: number,
): CostCell {
  const trial = (pace: WakePace): TrialSpec => {
    const { ratePerSecond, tasks } = wake[pace];
    return {
      strategy: specOf(subject),
      placement,
      workload: resolveWorkload({ name: "steady", given: { ratePerSecond, serviceMs: 0 } }),
      extent: { kind: "tasks", tasks },
      seeds: { arrivalSeed: seed, serviceSeed: seed, heartbeatSeed: seed },
      timing: {
        // The second trial finds the code warm.
        warmupMs: pace === "busy" ? WARMUP_MS : 0,
        calibrationMs: 1,
        graceMs: GRACE_MS,
        heartbeatGapMs: HEARTBEAT_GAP_MS,
      },
    };
  };
  return {
    measure: "wake",
    subject: subject.name,
    placement,
    request: { kind: "wake", trials: { busy: trial("busy"), idle: trial("idle") } },
  };
}

function throughputCell(subject: CostSubject, sizes: CostSizes): CostCell {
  return {
    measure: "throughput",
    subject: subject.name,
    placement: "outside",
    request: { kind: "throughput", strategy: specOf(subject), size: sizes.throughput },
  };
}

function idleCpuCell(subject: CostSubject, { idleMs }: CostSizes): CostCell {
  return {
    measure: "idle-cpu",
    subject: subject.name,
    placement: "outside",
    request: { kind: "idle-cpu", strategy: specOf(subject), idleMs },
  };
}
