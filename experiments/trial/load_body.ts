import type { CustomWorkload } from "../workload/define_workload.ts";
import type { CustomRun } from "./body.ts";
import type { CustomBodySpec } from "./spec.ts";

/**
 * Finds the body of a workload of the user's own, on the thread that is about to run it.
 *
 * @param spec What the trial is told; absent for a body that comes with the project.
 * @returns The body; undefined if it comes with the project.
 * @throws {Error} Whatever a module throws that cannot be imported.
 */
export async function loadBody(spec: CustomBodySpec | undefined): Promise<CustomRun | undefined> {
  if (spec === undefined) return undefined;
  const { module, values } = spec;
  const { default: workload }: { default: CustomWorkload } = await import(module.url);
  return (task, demandMs) => workload.run!(task, demandMs, values);
}
