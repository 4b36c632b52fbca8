import type { Selection } from "../../strategies/mod.ts";
import type { CustomBodySpec } from "../trial/spec.ts";
import type { Workload } from "../workload/mod.ts";
import type { StrategyDescription } from "./strategy_description.ts";

/** A workload as planning takes it. */
export interface WorkloadDescription {
  /** Arrivals, demand and body. */
  readonly workload: Workload;
  /** Where trials find a body of kind `custom`. */
  readonly customBody?: CustomBodySpec;
}

/** What was found in the modules that a config names, by {@link selectionKey}. */
export interface StudyModules {
  /** The strategies among them. */
  readonly strategies: ReadonlyMap<string, StrategyDescription>;
  /** The workloads among them. */
  readonly workloads: ReadonlyMap<string, WorkloadDescription>;
}

/** For configs that name no module. */
export const NO_MODULES: StudyModules = { strategies: new Map(), workloads: new Map() };

/**
 * Tells selections apart as they were written.
 *
 * @param selection A name and the parameters given with it.
 * @returns The same text for the same selection.
 */
export function selectionKey({ name, given }: Selection): string {
  return JSON.stringify([name, given]);
}
