/**
 * From the arguments of `gate` to what is compared.
 *
 * @module
 */
import {
  DEFAULT_SEED,
  defaultGatedMetrics,
  gateCommand,
  type GateSettings,
  isModulePath,
  type OfArms,
  parseDeltas,
  parseGatedMetrics,
  selectionsIn,
  type StudyConfig,
} from "../mod.ts";
import { BENCH_FLAGS, configFromFlags } from "./bench_options.ts";
import { type FlagTable, numberFlag, type ParsedFlags } from "./flags.ts";
import { UsageError } from "./usage.ts";

const { list: _list, resume: _resume, ...shared } = BENCH_FLAGS;

/** The flags of `gate`. */
export const GATE_FLAGS = {
  "base": { value: "TREE", about: "what is held against: a git ref, or a directory" },
  "head": {
    value: "TREE",
    about: "what is held against it; default: the folder you are in, as it is",
  },
  "base-strategy": {
    value: "A",
    list: true,
    about: "the base's strategy, or its module: ./mine.ts",
  },
  "head-strategy": { value: "B", list: true, about: "the head's" },
  ...shared,
  "profile": { value: "NAME", about: "quick, standard or thorough; default quick" },
  "blocks": { value: "N", about: "how often every cell is run in either arm; default 13" },
  "confirmation-blocks": {
    value: "N",
    about: "blocks of the fresh run that confirms an alarm; default 30",
  },
  "metric": {
    value: "NAMES",
    list: true,
    about: "the metrics that decide, with =SHARE if wanted: dispatchOverheadMs.p50=0.1",
  },
  "delta": {
    value: "NAME=SHARE",
    list: true,
    about: "the least share that matters, of some of the metrics that decide",
  },
  "allow-inconclusive": { about: "exit with 0 where neither a change nor its absence is shown" },
  "force": { about: "replace a gate or a study that is in DIR already" },
  "out": { value: "DIR", about: "where the gate goes; default out/<date-time>" },
} as const satisfies FlagTable;

/** What `gate` is asked for. */
export interface AskedGate extends GateSettings {
  /** A git ref or a directory for each side; null where a side has no tree of its own. */
  readonly trees: OfArms<string | null>;
  /** What each side runs. */
  readonly configs: OfArms<StudyConfig>;
  /** The strategies of each side; null if both have the same. */
  readonly strategies: OfArms<readonly string[] | null>;
}

/**
 * Workloads of a gate when none is named: one at an easy rate, which shows what a dispatch costs, and one
 * of users who never think, whose throughput shows it at its sharpest.
 */
export const GATE_WORKLOADS = ["steady", "closed:users=8,thinkMs=0,serviceMs=0.1,service=fixed"];

const BLOCKS = 13;
const CONFIRMATION_BLOCKS = 30;
/** Where no tree is named for the head, the folder in which the command was typed. */
const HERE = ".";

/**
 * Makes a request from flags over a config file.
 *
 * @param flags What was given.
 * @returns What is asked for.
 * @throws {UsageError} If a flag or the file is wrong, or it is not said what is compared.
 * @throws {UnknownNameError} If there is no metric of a name.
 * @throws {SyntaxError} If a list of metrics is in another form.
 */
export async function gateFromFlags(flags: ParsedFlags): Promise<AskedGate> {
  const { values } = flags;
  const given = await configFromFlags(flags);
  const trees = treesFrom(flags);
  const own = strategiesFrom(flags);
  const seed = given.seed ?? DEFAULT_SEED;
  const blocks = given.blocks ?? BLOCKS;
  const confirmationBlocks = numberFlag(flags, "confirmation-blocks", "whole above 0") ??
    CONFIRMATION_BLOCKS;
  const { strategies, ...rest } = given;
  const config: StudyConfig = {
    profile: "quick",
    ...(given.trace === undefined && { workloads: GATE_WORKLOADS }),
    ...rest,
    ...(own === null && strategies !== undefined && { strategies }),
    seed,
    blocks,
  };
  const configs = own === null ? { base: config, head: config } : {
    base: { ...config, strategies: [own.base] },
    head: { ...config, strategies: [own.head] },
  };
  const metrics = values.metric === undefined
    ? defaultGatedMetrics()
    : parseGatedMetrics(values.metric);
  return {
    trees,
    configs,
    config,
    strategies: own === null ? { base: null, head: null } : {
      base: namesOf(configs.base),
      head: namesOf(configs.head),
    },
    seed,
    blocks,
    confirmationBlocks,
    metrics: values.delta === undefined ? metrics : parseDeltas(values.delta, metrics),
    repeatCommand: gateCommand(config, {
      "slo-ms": config.sloMs,
      base: values.base,
      head: values.head,
      "base-strategy": values["base-strategy"],
      "head-strategy": values["head-strategy"],
      "confirmation-blocks": confirmationBlocks,
      metric: values.metric,
      delta: values.delta,
    }),
  };
}

function treesFrom({ values }: ParsedFlags): AskedGate["trees"] {
  const { base, head } = values;
  if (base !== undefined) return { base, head: head ?? HERE };
  if (head !== undefined) {
    throw new UsageError("--head needs something to be held against: name it with --base");
  }
  if (values["base-strategy"] !== undefined || values["head-strategy"] !== undefined) {
    return { base: null, head: null };
  }
  throw new UsageError(
    "gate needs two sides: --base REF for what was before, or --base-strategy A --head-strategy B",
  );
}

function strategiesFrom({ values }: ParsedFlags): OfArms<string> | null {
  const { "base-strategy": base, "head-strategy": head } = values;
  if (base === undefined && head === undefined) return null;
  if (values.strategy !== undefined) {
    throw new UsageError(
      "--strategy is for both sides, --base-strategy and --head-strategy for one each: give one or two",
    );
  }
  if (base !== undefined && head !== undefined) return { base, head };
  const [given, missing] = base === undefined ? ["head", "base"] : ["base", "head"];
  throw new UsageError(`--${given}-strategy needs the other side: add --${missing}-strategy`);
}

/** The strategies as they were written. */
function namesOf(config: StudyConfig): string[] {
  return selectionsIn(config, config.trace !== undefined).strategies.map(({ name, given }) => {
    const pairs = Object.entries(given).map(([key, value]) => `${key}=${value}`);
    return pairs.length === 0 ? name : `${name}:${pairs.join(",")}`;
  });
}

/**
 * The strategies of a config that are modules, and those of the catalogue.
 *
 * @param config What a side runs.
 * @returns The names of the latter; empty if there are modules only.
 */
export function catalogueNames(config: StudyConfig): readonly string[] {
  return selectionsIn(config, config.trace !== undefined).strategies
    .map(({ name }) => name).filter((name) => !isModulePath(name));
}
