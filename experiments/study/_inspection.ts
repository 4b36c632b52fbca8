/** What looking into strategies and workloads of the user's own has in common. */
import type { z } from "zod";
import {
  type ParameterTable,
  type ParameterValues,
  resolveParameters,
} from "../../strategies/mod.ts";
import type { inspectionAnswer } from "./_module_shapes.ts";

/** Which of the two a module is looked into for. */
export type ModuleKind = "strategy" | "workload";

/** What the process that looks into a module is told. */
export interface InspectionRequest {
  /** What it is looked into for. */
  readonly kind: ModuleKind;
  /** The module, as somebody wrote it: what messages call it. */
  readonly path: string;
  /** Where it is. */
  readonly url: string;
  /** The parameters given with it, one table for each time that it is named. */
  readonly given: readonly ParameterValues[];
}

/** What that process answers. */
export type InspectionAnswer = z.infer<typeof inspectionAnswer>;

const DEFINE = { strategy: "defineStrategy", workload: "defineWorkload" };

/** Says that a module cannot be used, and why. */
export function unusable(path: string, why: string): RangeError {
  return new RangeError(`${path} cannot be used: ${why}`);
}

/** Refuses what a module exports if it has not the shape of its kind, and names the first place. */
export function requireDefinition(
  path: string,
  kind: ModuleKind,
  shape: z.ZodType,
  exported: unknown,
): void {
  const define = `export default ${DEFINE[kind]}({ … })`;
  if (exported === undefined) throw unusable(path, `it has no default export; write ${define}`);
  const [own, other] = kind === "strategy" ? ["open", "build"] : ["build", "open"];
  if (hasMethod(exported, other) && !hasMethod(exported, own)) {
    const otherKind = kind === "strategy" ? "workload" : "strategy";
    throw unusable(path, `it is a ${otherKind}; give it to --${otherKind}`);
  }
  requireShape(path, "its default export", shape, exported);
}

/** Refuses a value that has not the shape, and names the first place. */
export function requireShape(path: string, what: string, shape: z.ZodType, value: unknown): void {
  const parsed = shape.safeParse(value);
  if (parsed.success) return;
  const [{ path: place, message }] = parsed.error.issues;
  const where = place.length === 0 ? what : `"${place.join(".")}" of ${what}`;
  throw unusable(path, `${where}: ${message.charAt(0).toLowerCase()}${message.slice(1)}`);
}

/** Resolves the parameters given, after the defaults have been held against their own ranges. */
export function resolveGiven(
  path: string,
  kind: ModuleKind,
  table: ParameterTable,
  given: ParameterValues,
): ParameterValues {
  const defaults = Object.entries(table).map(([name, parameter]) => [name, parameter.default]);
  resolveParameters(`a default in ${path}`, table, Object.fromEntries(defaults));
  return resolveParameters(`${kind} ${path}`, table, given);
}

/** Calls code of the module and says what it throws. */
export function attempt<Result>(path: string, what: string, call: () => Result): Result {
  try {
    return call();
  } catch (error) {
    throw unusable(path, `${what} throws ${wordsOf(error)}`);
  }
}

/** What was thrown, in words. The runtime's advice to run again with other permissions is no use. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [, denied] = /^R(equires \w+ access.*), run again with/.exec(error.message) ?? [];
  return `${error.name}: ` +
    (denied === undefined ? error.message : `r${denied}, which nothing has that runs in a trial`);
}

function hasMethod(value: unknown, name: string): boolean {
  return typeof (value as Readonly<Record<string, unknown>> | null)?.[name] === "function";
}
