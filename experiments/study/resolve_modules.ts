/**
 * Strategies and workloads of the user's own: modules that a config names by their path. The calling
 * process never imports one. It has them type-checked, and looks into them from a distance.
 *
 * @module
 */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { isModulePath, type Selection } from "../../strategies/mod.ts";
import { moduleFolder } from "../trial/module_folder.ts";
import type { ModuleSpec } from "../trial/spec.ts";
import { Interrupted } from "./_deno_command.ts";
import type { ModuleKind } from "./_inspection.ts";
import { strategyFindings, workloadFindings } from "./_module_shapes.ts";
import { cacheEntries, checkModule } from "./check_module.ts";
import { type SelectionConfig, selectionsOf, type StudyConfig } from "./config.ts";
import { hashModule } from "./hash_module.ts";
import { inspectModule } from "./inspect_module.ts";
import type { StrategyDescription } from "./strategy_description.ts";
import {
  NO_MODULES,
  selectionKey,
  type StudyModules,
  type WorkloadDescription,
} from "./study_modules.ts";

/** How modules are found and looked into. */
export interface ResolveOptions {
  /** Where relative paths start, an absolute path. */
  readonly directory: string;
  /** What that folder is, for messages. @default "where the command was typed" */
  readonly place?: string;
  /** Ends it. */
  readonly signal?: AbortSignal;
  /** How long a module may take to be imported and described, in ms. @default 10000 */
  readonly timeoutMs?: number;
}

/** A module with the selections that name it. */
interface NamedModule {
  readonly kind: ModuleKind;
  readonly path: string;
  readonly selections: readonly Selection[];
}

/**
 * Finds, type-checks and describes the modules that a config names.
 *
 * @param config What was asked for, already validated.
 * @param options Where they are, and when to stop.
 * @returns What was found in them; null if the signal ended it.
 * @throws {RangeError} If a module does not exist or cannot be used, or a parameter is out of its range;
 *   one line that names the module.
 * @throws {SyntaxError} If a module does not type-check, or a selection is not in the form
 *   `name:key=value`.
 */
export async function resolveModules(
  config: StudyConfig,
  options: ResolveOptions,
): Promise<StudyModules | null> {
  const named = [
    ...modulesIn("strategy", config.strategies),
    ...modulesIn("workload", config.workloads),
  ];
  if (named.length === 0) return NO_MODULES;
  try {
    return await look(named, options);
  } catch (error) {
    if (error instanceof Interrupted) return null;
    throw error;
  }
}

async function look(
  named: readonly NamedModule[],
  { directory, place = "where the command was typed", signal, timeoutMs = 10_000 }: ResolveOptions,
): Promise<StudyModules> {
  const located = await Promise.all(
    named.map(async (module) => ({ ...module, url: await locate(module.path, directory, place) })),
  );
  await cacheEntries(signal);
  const strategies = new Map<string, StrategyDescription>();
  const workloads = new Map<string, WorkloadDescription>();
  for (const { kind, path, selections, url } of located) {
    await checkModule(path, url, signal);
    const module: ModuleSpec = { url: url.href, sha256: await hashModule(url, signal) };
    const request = { kind, path, url: url.href, given: selections.map(({ given }) => given) };
    const limits = { timeoutMs, signal };
    if (kind === "strategy") {
      const found = await inspectModule(request, module, strategyFindings, limits);
      found.forEach((description, index) => {
        const spec = { ...description.spec, module };
        strategies.set(selectionKey(selections[index]), { ...description, spec });
      });
    } else {
      const found = await inspectModule(request, module, workloadFindings, limits);
      found.forEach(({ selection, values, built }, index) => {
        const isCustom = built.body.kind === "custom";
        workloads.set(selectionKey(selections[index]), {
          workload: { ...built, name: selection },
          ...(isCustom && { customBody: { module, values } }),
        });
      });
    }
  }
  return { strategies, workloads };
}

function modulesIn(
  kind: ModuleKind,
  list: readonly SelectionConfig[] | undefined,
): NamedModule[] {
  const selections = selectionsOf(list ?? []).filter(({ name }) => isModulePath(name));
  return [...Map.groupBy(selections, ({ name }) => name)]
    .map(([path, selections]) => ({ kind, path, selections }));
}

async function locate(path: string, directory: string, place: string): Promise<URL> {
  const url = pathToFileURL(resolve(directory, path));
  const isFile = await Deno.stat(url).then(({ isFile }) => isFile, () => false);
  if (!isFile) {
    throw new RangeError(
      `there is no module "${path}": relative paths start in ${directory}, ${place}`,
    );
  }
  try {
    moduleFolder({ url: url.href });
  } catch (error) {
    throw new RangeError(`${path} cannot be used: ${(error as Error).message}`);
  }
  return url;
}
