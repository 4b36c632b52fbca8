/**
 * What a module of the user's own must export, and what must come back from the process that looks
 * into it. Neither is taken on trust.
 *
 * @module
 */
import { z } from "zod";
import type {
  BodyKind,
  Discipline,
  Family,
  ParameterTable,
  ParameterValues,
  Placement,
} from "../../strategies/mod.ts";
import type { Workload } from "../workload/mod.ts";

// Tables rather than lists, so that the compiler misses a word that is new in the contract.
const FAMILIES: Record<Family, true> = {
  direct: true,
  queue: true,
  loop: true,
  io: true,
  thread: true,
  npm: true,
};
const BODIES: Record<BodyKind, true> = {
  cpu: true,
  await: true,
  io: true,
  mixed: true,
  custom: true,
};

function wordsOf<Word extends string>(table: Record<Word, true>) {
  return z.enum(Object.keys(table) as Word[]);
}

/** A function, which is not looked into. */
const method = z.custom<unknown>((value) => typeof value === "function", "must be a function");

const line = z.string().regex(/^\S.*$/, "must be one line of text");

const parameter = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("number"),
    default: z.number(),
    min: z.number().optional(),
    above: z.number().optional(),
    max: z.number().optional(),
    integer: z.boolean().optional(),
    about: line,
  }),
  z.strictObject({
    kind: z.literal("choice"),
    default: z.string(),
    choices: z.array(z.string().regex(/^[^\s,=:]+$/, "must be a word without , = or :")).min(1),
    about: line,
  }),
]);

const parameters: z.ZodType<ParameterTable> = z.record(
  z.string().regex(/^[A-Za-z_]\w*$/, "must be a name of letters, digits and _"),
  parameter,
);

const family = wordsOf(FAMILIES);
const bodies = z.array(wordsOf(BODIES)).min(1).optional();
const placement = z.enum(["inside", "outside"]);
const placements = z.array(placement).min(1)
  .refine((list) => new Set(list).size === list.length, "must not name a placement twice")
  .transform((list) => list as [Placement, ...Placement[]]);

/** What a strategy says of itself with given parameters. */
export const discipline: z.ZodType<Discipline> = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("work-conserving"),
    concurrency: z.int().positive().optional(),
    servers: z.int().positive().optional(),
    room: z.strictObject({
      capacity: z.int().positive(),
      overflow: z.enum(["block", "reject", "drop-oldest"]),
    }).optional(),
  }),
  z.strictObject({ kind: z.literal("polled"), drain: z.enum(["one", "present", "all"]) }),
  z.strictObject({ kind: z.literal("delayed") }),
]);

/** What `defineStrategy` returns. */
export const strategy = z.looseObject({
  name: line,
  summary: line,
  parameters,
  family,
  placements,
  order: z.enum(["fifo", "unordered"]),
  inline: z.boolean().optional(),
  bodies,
  discipline: method,
  open: method,
  connect: method.optional(),
});

/** What `defineWorkload` returns. */
export const workload = z.looseObject({
  name: line,
  summary: line,
  parameters,
  build: method,
  run: method.optional(),
});

const ofSomeKind = z.looseObject({ kind: z.string() });

/** What a workload's `build` returns. Its numbers are held against their ranges by planning. */
export const built: z.ZodType<Omit<Workload, "name">> = z.looseObject({
  arrivals: ofSomeKind,
  demand: ofSomeKind,
  body: z.looseObject({ kind: wordsOf(BODIES) }),
}) as z.ZodType<unknown> as z.ZodType<Omit<Workload, "name">>;

const values: z.ZodType<ParameterValues> = z.record(
  z.string(),
  z.union([z.number(), z.string()]),
);

/** What the process that looks into a strategy's module says of each selection. */
export const strategyFindings = z.array(z.strictObject({
  spec: z.strictObject({ name: z.string(), values }),
  selection: z.string(),
  family,
  placements,
  bodies,
  discipline,
}));

/** What the process that looks into a workload's module says of each selection. */
export const workloadFindings = z.array(z.strictObject({ selection: z.string(), values, built }));

/** What that process answers. */
export const inspectionAnswer = z.discriminatedUnion("state", [
  z.strictObject({ state: z.literal("described"), findings: z.array(z.unknown()) }),
  z.strictObject({ state: z.literal("refused"), message: z.string() }),
  z.strictObject({
    state: z.literal("unknown-name"),
    kind: z.string(),
    given: z.string(),
    known: z.array(z.string()),
  }),
]);
