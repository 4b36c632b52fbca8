/**
 * The plans of both sides of a gate: the same cells in the same order, blocks and seeds.
 *
 * @module
 */
import type { StudyConfig } from "../study/config.ts";
import { type NamedTrace, planStudy, type StudyPlan } from "../study/plan.ts";
import { NO_MODULES, type StudyModules } from "../study/study_modules.ts";
import { deriveSeed } from "../workload/mod.ts";
import type { OfArms } from "./run_gate.ts";

/** What a side is planned from. */
export interface ArmSource {
  /** What it is asked to run. */
  readonly config: StudyConfig;
  /** The config's trace. @default it names none */
  readonly trace?: NamedTrace | null;
  /** What was found in the modules that the config names. @default it names none */
  readonly modules?: StudyModules;
}

/** How much of both sides is planned. */
export interface SampleSize {
  /** Seed of everything random. */
  readonly seed: number;
  /** How often every cell is run. */
  readonly blocks: number;
  /** Indices of the cells that are run. @default all */
  readonly cells?: readonly number[];
}

/**
 * Plans both sides.
 *
 * @param sources What either is asked to run.
 * @param size How much of it.
 * @returns The plans.
 * @throws {RangeError} If something that was asked for does not exist, or the sides have not the same
 *   workloads and placements.
 * @throws {SyntaxError} If a selection is not in the form `name:key=value`.
 */
export function planGate(
  sources: OfArms<ArmSource>,
  { seed, blocks, cells }: SampleSize,
): OfArms<StudyPlan> {
  const plan = ({ config, trace = null, modules = NO_MODULES }: ArmSource) =>
    planStudy({ ...config, seed, blocks }, trace, modules);
  const plans = { base: plan(sources.base), head: plan(sources.head) };
  requirePairs(plans);
  return cells === undefined
    ? plans
    : { base: withCells(plans.base, cells), head: withCells(plans.head, cells) };
}

/**
 * The seed of the fresh run that confirms an alarm: none of what raised it is used again.
 *
 * @param seed The seed of the first sample.
 * @returns Another.
 */
export function confirmationSeed(seed: number): number {
  return deriveSeed(seed, "confirmation");
}

function requirePairs({ base, head }: OfArms<StudyPlan>): void {
  if (base.cells.length !== head.cells.length) {
    const skipped = [...base.skipped, ...head.skipped];
    throw new RangeError(
      `the base has ${base.cells.length} cells and the head ${head.cells.length}, which cannot be ` +
        `paired: ${skipped.length === 0 ? "name each strategy once" : skipped.join("; ")}`,
    );
  }
  for (const [index, { identity: a }] of base.cells.entries()) {
    const { identity: b } = head.cells[index];
    if (a.workload === b.workload && a.placement === b.placement) continue;
    throw new RangeError(
      `${a.strategy} runs ${a.workload} with its producer ${a.placement} and ${b.strategy} runs ` +
        `${b.workload} ${b.placement}: name a placement that both support with --placement`,
    );
  }
}

/** The same plan with some of its cells, whose seeds remain their own. */
function withCells(plan: StudyPlan, cells: readonly number[]): StudyPlan {
  const place = new Map(cells.map((cell, index) => [cell, index]));
  const trials = plan.trials.filter(({ cell }) => place.has(cell));
  return {
    ...plan,
    cells: cells.map((cell) => plan.cells[cell]),
    origins: cells.map((cell) => plan.origins[cell]),
    trials: trials.map((trial, order) => ({ ...trial, cell: place.get(trial.cell)!, order })),
  };
}
