/**
 * From the arguments of `bench` to a study's config.
 *
 * @module
 */
import {
  type NamedTrace,
  parseConfig,
  parseTrace,
  type Profile,
  PROFILES,
  type StudyConfig,
  type TraceConfig,
} from "../mod.ts";
import { type FlagTable, numberFlag, type ParsedFlags } from "./flags.ts";
import { UsageError } from "./usage.ts";

/** The flags of `bench`. */
export const BENCH_FLAGS = {
  "profile": { value: "NAME", about: "quick, standard or thorough; default standard" },
  "strategy": {
    value: "A,B",
    list: true,
    about: "strategies, with parameters if wanted: a:key=value, or ./mine.ts",
  },
  "workload": {
    value: "X,Y",
    list: true,
    about: "workloads, with parameters if wanted, or ./mine.ts",
  },
  "placement": { value: "WHERE", about: "producer inside or outside the loop's thread, or both" },
  "trace": { value: "FILE", about: "replay arrivals from CSV (with header) or NDJSON, whole" },
  "trace-time": { value: "COL", about: "column of times; default: the first that holds times" },
  "trace-demand": { value: "COL", about: "column of demands; default: none, a small fixed one" },
  "trace-demand-scale": { value: "MS", about: "ms of service for one unit of demand; default 1" },
  "trace-speed": { value: "N", about: "divide the gaps between arrivals by N; default 1" },
  "tasks": { value: "N", about: "tasks a trial, instead of a duration" },
  "duration-ms": { value: "N", about: "length of a trial's schedule; default: the profile's" },
  "blocks": { value: "N", about: "how often every cell is run; default: the profile's" },
  "seed": { value: "N", about: "seed of everything random; default 1" },
  "slo-ms": {
    value: "N",
    about: "what a sojourn may take to count towards goodput; default 50",
  },
  "config": { value: "FILE", about: "all of this as JSON; flags override it" },
  "out": { value: "DIR", about: "where the study goes; default out/<date-time>" },
  "force": { about: "replace a study, or reports without one, that are in DIR already" },
  "resume": { about: "go on with the study in DIR, or with the newest" },
  "dry-run": { about: "print the plan and the expected time, run nothing" },
  "keep-raw": { about: "keep the columns of each trial" },
  "list": { about: "print all strategies, workloads and parameters, run nothing" },
} as const satisfies FlagTable;

/** Flags that say where a study goes and how, not what it is. */
const ABOUT_RUNNING = ["out", "force", "resume", "dry-run", "list", "serve", "port"];

/**
 * Whether any flag says what the study is.
 *
 * @param flags What was given.
 * @returns False if a study on disk may speak for itself.
 */
export function describesStudy({ values, switches }: ParsedFlags): boolean {
  return [...Object.keys(values), ...switches].some((name) => !ABOUT_RUNNING.includes(name));
}

/**
 * Makes a config from flags over a config file.
 *
 * @param flags What was given.
 * @returns The config.
 * @throws {UsageError} If a flag or the file is wrong.
 */
export async function configFromFlags(flags: ParsedFlags): Promise<StudyConfig> {
  const { values, switches } = flags;
  const file = values.config === undefined ? {} : await readConfig(values.config);
  const trace = traceFromFlags(flags, file.trace);
  const tasks = numberFlag(flags, "tasks", "whole above 0");
  const durationMs = numberFlag(flags, "duration-ms", "above 0");
  if (tasks !== undefined && durationMs !== undefined) {
    throw new UsageError("--tasks and --duration-ms exclude each other: give one");
  }
  // A size on the command line replaces the file's, whichever of the two it was.
  const { tasks: fileTasks, durationMs: fileDurationMs, ...rest } = file;
  const size = tasks === undefined && durationMs === undefined
    ? { tasks: fileTasks, durationMs: fileDurationMs }
    : { tasks, durationMs };
  return withoutUndefined({
    ...rest,
    ...size,
    ...withoutUndefined({
      profile: choiceFlag(flags, "profile", Object.keys(PROFILES) as Profile[]),
      strategies: values.strategy === undefined ? undefined : [values.strategy],
      workloads: values.workload === undefined ? undefined : [values.workload],
      placement: choiceFlag(flags, "placement", ["inside", "outside", "both"] as const),
      trace,
      blocks: numberFlag(flags, "blocks", "whole above 0"),
      seed: seedFlag(flags),
      sloMs: numberFlag(flags, "slo-ms", "above 0"),
      keepRaw: switches.has("keep-raw") ? true : undefined,
    }),
  });
}

/**
 * Reads the trace that a config names.
 *
 * @param config The config.
 * @returns The trace with the name of its workload; null if there is none.
 * @throws {UsageError} If the file cannot be read.
 * @throws {SyntaxError} If it is malformed; the message names the line.
 * @throws {RangeError} If a column does not exist or a value is out of range.
 */
export async function loadTrace({ trace }: StudyConfig): Promise<NamedTrace | null> {
  if (trace === undefined) return null;
  const text = await readText(trace.file, "trace");
  const parsed = parseTrace(text, {
    label: trace.file,
    timeColumn: trace.time,
    demandColumn: trace.demand,
    demandScaleMsPerUnit: trace.demandScaleMsPerUnit,
    speed: trace.speed,
  });
  return { name: traceName(trace), trace: parsed };
}

function traceName({ file, time, demand, demandScaleMsPerUnit, speed }: TraceConfig): string {
  const base = file.split("/").at(-1)!;
  const details = Object.entries({ time, demand, scale: demandScaleMsPerUnit, speed })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `,${key}=${value}`);
  return `trace:file=${base}${details.join("")}`;
}

function traceFromFlags(flags: ParsedFlags, file?: TraceConfig): TraceConfig | undefined {
  const { values } = flags;
  const given = withoutUndefined({
    file: values.trace,
    time: values["trace-time"],
    demand: values["trace-demand"],
    demandScaleMsPerUnit: numberFlag(flags, "trace-demand-scale", "above 0"),
    speed: numberFlag(flags, "trace-speed", "above 0"),
  });
  if (Object.keys(given).length === 0) return file;
  const trace = { ...file, ...given };
  if (trace.file === undefined) {
    throw new UsageError("--trace-… says how to read a trace: name its file with --trace FILE");
  }
  if (trace.demandScaleMsPerUnit !== undefined && trace.demand === undefined) {
    throw new UsageError(
      "--trace-demand-scale scales a column of demands: name it with --trace-demand COL",
    );
  }
  return { ...trace, file: trace.file };
}

function seedFlag(flags: ParsedFlags): number | undefined {
  const seed = numberFlag(flags, "seed", "whole from 0");
  if (seed === undefined || seed < 2 ** 32) return seed;
  throw new UsageError(`--seed must be below 4294967296, got ${seed}`);
}

function choiceFlag<Choice extends string>(
  { values }: ParsedFlags,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const value = values[name];
  if (value === undefined) return undefined;
  const choice = choices.find((word) => word === value);
  if (choice !== undefined) return choice;
  throw new UsageError(`--${name} must be one of ${choices.join(", ")}, got "${value}"`);
}

async function readConfig(path: string): Promise<StudyConfig> {
  const text = await readText(path, "config");
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new UsageError(`config "${path}" is not JSON: ${(error as Error).message}`);
  }
  try {
    return parseConfig(value, path);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

async function readText(path: string, what: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    const why = error instanceof Deno.errors.NotFound
      ? "there is no such file"
      : error instanceof Deno.errors.PermissionDenied
      ? "permission denied"
      : (error as Error).message;
    throw new UsageError(`${what} "${path}" cannot be read: ${why}`);
  }
}

function withoutUndefined<Fields extends object>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Partial<Fields>;
}
