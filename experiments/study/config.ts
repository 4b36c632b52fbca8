/**
 * What somebody asks for: the contents of a config file, and what the flags of `bench` turn into. One
 * definition validates it and yields the JSON Schema that editors complete from.
 *
 * @module
 */
import { z } from "zod";
import { parseSelections, type Selection } from "../../strategies/mod.ts";

const selection = z.union([
  z.string().min(1).describe(
    "A name, with parameters if wanted: queue-polled:intervalMs=5; or the path of a module of your " +
      "own, from where the command is typed: ./mine.ts:batch=4",
  ),
  z.strictObject({
    name: z.string().min(1).describe("A name, or the path of a module: ./mine.ts"),
    parameters: z.record(z.string(), z.union([z.number(), z.string()])).optional(),
  }),
]);

const shape = z.strictObject({
  $schema: z.string().optional().describe("Where editors find this schema"),
  profile: z.enum(["quick", "standard", "thorough"]).optional().describe(
    "Sizes: quick takes up to a minute for the default matrix, standard up to five",
  ),
  strategies: z.array(selection).min(1).optional().describe("Default: the core set"),
  workloads: z.array(selection).min(1).optional().describe("Default: burst, steady, io-heavy"),
  placement: z.enum(["inside", "outside", "both"]).optional().describe(
    "Where the producer runs; default: each strategy's first supported placement",
  ),
  trace: z.strictObject({
    file: z.string().min(1).describe("CSV with a header line, or NDJSON"),
    time: z.string().optional().describe("Column of arrival times"),
    demand: z.string().optional().describe("Column of demands"),
    demandScaleMsPerUnit: z.number().positive().optional(),
    speed: z.number().positive().optional().describe("Gaps are divided by this"),
  }).optional().describe("Replay arrivals from a file"),
  tasks: z.int().positive().optional().describe("Tasks a trial; instead of durationMs"),
  durationMs: z.number().positive().optional().describe("Length of a trial's schedule in ms"),
  blocks: z.int().positive().optional().describe("How often every cell is run"),
  seed: z.int().min(0).max(2 ** 32 - 1).optional(),
  sloMs: z.number().positive().optional().describe(
    "Service level: a sojourn of at most this many ms counts towards goodput; default 50",
  ),
  keepRaw: z.boolean().optional().describe("Keep the columns of each trial"),
});

/** A study as asked for; everything may be left out. */
export interface StudyConfig {
  /** Where editors find the schema; not used here. */
  readonly $schema?: string;
  /** Sizes. @default "standard" */
  readonly profile?: Profile;
  /** Strategies. @default the core set of the catalogue */
  readonly strategies?: readonly SelectionConfig[];
  /** Workloads. @default burst, steady and io-heavy, or the trace alone if there is one */
  readonly workloads?: readonly SelectionConfig[];
  /** Where the producer runs. @default each strategy's first supported placement */
  readonly placement?: "inside" | "outside" | "both";
  /** Arrivals to replay. */
  readonly trace?: TraceConfig;
  /** Tasks a trial; instead of `durationMs`. */
  readonly tasks?: number;
  /** Length of a trial's schedule, in ms. @default the profile's */
  readonly durationMs?: number;
  /** How often every cell is run. @default the profile's */
  readonly blocks?: number;
  /** Seed of everything random, a whole number below 2³². @default 1 */
  readonly seed?: number;
  /** What a sojourn may take at most, in ms, to count towards goodput. @default 50 */
  readonly sloMs?: number;
  /** Keep the columns of each trial. @default false */
  readonly keepRaw?: boolean;
}

/** A strategy or workload in a config: as on the command line, or spelled out. */
export type SelectionConfig =
  | string
  | { readonly name: string; readonly parameters?: Readonly<Record<string, number | string>> };

/** A trace to replay. */
export interface TraceConfig {
  /** CSV with a header line, or NDJSON. */
  readonly file: string;
  /** Column of arrival times. @default the first that holds times */
  readonly time?: string;
  /** Column of demands. @default none: every task has a small fixed demand */
  readonly demand?: string;
  /** Milliseconds of service that one unit of the demand column stands for. @default 1 */
  readonly demandScaleMsPerUnit?: number;
  /** Gaps between arrivals are divided by this. @default 1 */
  readonly speed?: number;
}

/** Name of a set of sizes. */
export type Profile = "quick" | "standard" | "thorough";

/** The sizes of a profile. */
export interface ProfileSizes {
  /** Length of a trial's schedule, in ms. */
  readonly durationMs: number;
  /** Blocks of a study. */
  readonly blocks: number;
  /** Time that tasks get after the schedule's end beside twice the largest demand, 30 s at most in all. */
  readonly graceMs: number;
}

/** The profiles. */
export const PROFILES: Readonly<Record<Profile, ProfileSizes>> = {
  quick: { durationMs: 250, blocks: 3, graceMs: 100 },
  standard: { durationMs: 1500, blocks: 5, graceMs: 250 },
  thorough: { durationMs: 5000, blocks: 15, graceMs: 1000 },
};

/**
 * Validates a config.
 *
 * @param value Parsed JSON.
 * @param label What to call it in messages: the file's name.
 * @returns The same, typed.
 * @throws {RangeError} If it does not fit the schema; one line that names the first place.
 */
export function parseConfig(value: unknown, label: string): StudyConfig {
  const parsed = shape.safeParse(value);
  if (parsed.success) {
    if (parsed.data.tasks !== undefined && parsed.data.durationMs !== undefined) {
      throw new RangeError(`${label}: "tasks" and "durationMs" exclude each other: give one`);
    }
    if (parsed.data.trace?.demandScaleMsPerUnit !== undefined && !parsed.data.trace.demand) {
      throw new RangeError(
        `${label}: "trace.demandScaleMsPerUnit" scales a column of demands: name it in "trace.demand"`,
      );
    }
    return parsed.data;
  }
  const [{ path, message }] = parsed.error.issues;
  const where = path.length === 0 ? label : `${label}: "${path.join(".")}"`;
  throw new RangeError(`${where}: ${message.charAt(0).toLowerCase()}${message.slice(1)}`);
}

/**
 * Whether a value would be a valid config.
 *
 * @param value Parsed JSON.
 * @returns Whether {@link parseConfig} takes it.
 */
export function isConfig(value: unknown): boolean {
  try {
    parseConfig(value, "config");
    return true;
  } catch {
    return false;
  }
}

/**
 * The JSON Schema of config files.
 *
 * @returns The schema, ready for `JSON.stringify`.
 */
export function configSchema(): Readonly<Record<string, unknown>> {
  return { title: "dispatch-lab study", ...z.toJSONSchema(shape) };
}

/**
 * The selections of a config's list.
 *
 * @param list Strategies or workloads.
 * @returns Names with the parameters given.
 * @throws {SyntaxError} If a text is not in the form `name:key=value`.
 */
export function selectionsOf(list: readonly SelectionConfig[]): Selection[] {
  return list.flatMap((item) =>
    typeof item === "string"
      ? parseSelections(item)
      : [{ name: item.name, given: item.parameters ?? {} }]
  );
}
