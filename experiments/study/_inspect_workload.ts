import { formatSelection, type ParameterValues } from "../../strategies/mod.ts";
import { type CustomWorkload, planSchedule, type Workload } from "../workload/mod.ts";
import { attempt, requireDefinition, requireShape, resolveGiven, unusable } from "./_inspection.ts";
import { built as builtShape, workload as shape } from "./_module_shapes.ts";

/** What a workload of the user's own turned out to be. */
export interface WorkloadFinding {
  /** Its path with the parameters that differ from the defaults. */
  readonly selection: string;
  /** A value for each of its parameters. */
  readonly values: ParameterValues;
  /** What it built from them. */
  readonly built: Omit<Workload, "name">;
}

// Enough to meet every check of a plan; how much is really run is not known here.
const TASKS = 100;

/**
 * Holds what a module exports against the contract of workloads, builds it, and plans a little of it.
 *
 * @param path The module, as somebody wrote it.
 * @param exported Its default export.
 * @param given The parameters given with it.
 * @returns What was built.
 * @throws {RangeError} If it cannot be used; one line.
 */
export function inspectWorkload(
  path: string,
  exported: unknown,
  given: ParameterValues,
): WorkloadFinding {
  requireDefinition(path, "workload", shape, exported);
  const workload = exported as CustomWorkload;
  const values = resolveGiven(path, "workload", workload.parameters, given);
  const result = attempt(path, "its build()", () => workload.build(values));
  const what = "what its build() returns";
  requireShape(path, what, builtShape, result);
  const isCustom = result.body.kind === "custom";
  if (isCustom && workload.run === undefined) {
    throw unusable(path, 'its body is of kind "custom", but it has no run(); write one');
  }
  if (!isCustom && workload.run !== undefined) {
    throw unusable(
      path,
      `it has a run(), but its body is of kind "${result.body.kind}"; build it with ` +
        'body: { kind: "custom" }',
    );
  }
  const selection = formatSelection(path, workload.parameters, values);
  // Also as it will arrive, so that what does not survive the way (a typed array, say) is found here.
  const built: Omit<Workload, "name"> = JSON.parse(JSON.stringify(result));
  const seeds = { arrivalSeed: 1, serviceSeed: 1 };
  try {
    for (const workload of [result, built]) {
      planSchedule({ ...workload, name: selection }, { kind: "tasks", tasks: TASKS }, seeds);
    }
  } catch (error) {
    throw unusable(path, `${what} cannot be planned: ${(error as Error).message}`);
  }
  return { selection, values, built };
}
