import { isModulePath, parseSelections } from "../../strategies/parameters.ts";
import { resolveWorkload } from "./presets.ts";
import type { Workload } from "./workload.ts";

/**
 * Rebuilds a workload from its name in a record, for readers of a study who must know its arrivals.
 *
 * @param name The selection in canonical form: `poisson:serviceMs=2`.
 * @returns The workload; null if the name alone does not say what it was: a trace, a module of the
 *   user's own, or a preset that has changed since.
 */
export function recallWorkload(name: string): Workload | null {
  if (isModulePath(name)) return null;
  try {
    const [selection] = parseSelections(name);
    const workload = resolveWorkload(selection);
    return workload.name === name ? workload : null;
  } catch (error) {
    if (error instanceof RangeError || error instanceof SyntaxError) return null;
    throw error;
  }
}
