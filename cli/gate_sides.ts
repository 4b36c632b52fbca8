/**
 * From what `gate` is asked for to the two sides that are measured.
 *
 * @module
 */
import {
  type OfArms,
  resolveModules,
  type ResolveOptions,
  type StudyConfig,
  type StudyModules,
  type TreeProject,
  UnknownNameError,
  type WorkTree,
} from "../mod.ts";
import { loadTrace } from "./bench_options.ts";
import { type AskedGate, catalogueNames } from "./gate_options.ts";
import type { GateSide } from "./gate_request.ts";
import { UsageError } from "./usage.ts";

/**
 * Refuses strategies of the catalogue where they would be the same in any tree.
 *
 * @param config What a side runs.
 * @param tree Its tree; null if it has none of its own.
 * @param project The tree as a checkout of this project; null if it is none.
 * @throws {UsageError} If the tree is no checkout of this project and a strategy no module.
 */
export function requireModules(
  config: StudyConfig,
  tree: WorkTree | null,
  project: TreeProject | null,
): void {
  if (tree === null || project !== null) return;
  const [name] = catalogueNames(config);
  if (name === undefined) return;
  throw new UsageError(
    `"${tree.label}" is no checkout of dispatch-lab, so ${name} would be the same on both sides: ` +
      "name a module of your own that is in both trees, --strategy ./mine.ts",
  );
}

/**
 * Looks into the modules that are named: strategies in the tree of each side, workloads, which both
 * share, where the command was typed.
 *
 * @param asked What is asked for.
 * @param trees The trees.
 * @param projects The trees as checkouts of this project.
 * @param options Where the command was typed, and when to stop.
 * @returns Both sides; null if the signal ended it.
 * @throws {RangeError} If a module does not exist or cannot be used; one line.
 * @throws {SyntaxError} If a workload does not type-check, or a selection has another form.
 * @throws {UsageError} If a trace cannot be read.
 */
export async function findSides(
  { configs, strategies }: AskedGate,
  trees: OfArms<WorkTree | null>,
  projects: OfArms<TreeProject | null>,
  { directory: typedIn, signal }: Pick<ResolveOptions, "directory" | "signal">,
): Promise<OfArms<GateSide> | null> {
  const trace = await loadTrace(configs.base);
  const { workloads } = configs.base;
  const shared = await resolveModules({ workloads }, { directory: typedIn, signal });
  const find = async (arm: keyof OfArms<unknown>): Promise<GateSide | null> => {
    const tree = trees[arm];
    const config = configs[arm];
    const directory = tree?.directory ?? typedIn;
    const place = tree === null ? undefined : `the tree of the ${arm}`;
    const own = await resolveModules({ strategies: config.strategies }, {
      directory,
      place,
      signal,
    }).catch((error) => {
      throw tree === null ? error : blamedOn(arm, tree, error);
    });
    if (own === null || shared === null) return null;
    const modules: StudyModules = { strategies: own.strategies, workloads: shared.workloads };
    return {
      arm: {
        tree: tree?.label ?? null,
        commit: tree?.commit ?? null,
        ...(typeof tree?.dirty === "boolean" && { dirty: tree.dirty }),
        strategies: strategies[arm],
      },
      config,
      trace,
      modules,
      ...(projects[arm] !== null && { project: projects[arm] }),
    };
  };
  const [base, head] = [await find("base"), await find("head")];
  return base && head && { base, head };
}

/** Says in which of the two trees a module cannot be used. */
function blamedOn(arm: string, { label }: WorkTree, error: unknown): unknown {
  const isInput = error instanceof RangeError || error instanceof SyntaxError;
  if (!isInput || error instanceof UnknownNameError) return error;
  return new RangeError(`the ${arm} (${label}): ${error.message}`);
}
