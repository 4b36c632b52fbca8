/**
 * Looks into a module of the user's own from a distance: it is imported in a process with the
 * permissions of a trial, and what it exports is described there.
 *
 * @module
 */
import type { z } from "zod";
import { UnknownNameError } from "../../strategies/mod.ts";
import { runChild } from "../trial/child_process.ts";
import type { ModuleSpec } from "../trial/spec.ts";
import { Interrupted } from "./_deno_command.ts";
import type { InspectionAnswer, InspectionRequest } from "./_inspection.ts";
import { inspectionAnswer } from "./_module_shapes.ts";

/** How a module is looked into. */
export interface InspectionOptions {
  /** How long importing and describing may take, in ms. */
  readonly timeoutMs: number;
  /** Ends it. */
  readonly signal?: AbortSignal;
}

/**
 * Looks into a module.
 *
 * @param request What to look for.
 * @param module The module.
 * @param findings The shape of what is found, one item for each table of parameters.
 * @param options When to stop.
 * @returns What was found.
 * @throws {RangeError} If the module cannot be used; one line that names it.
 * @throws {UnknownNameError} If it has no parameter of a name given.
 * @throws {Interrupted} If the signal ended it.
 */
export async function inspectModule<Findings>(
  request: InspectionRequest,
  module: ModuleSpec,
  findings: z.ZodType<Findings>,
  { timeoutMs, signal }: InspectionOptions,
): Promise<Findings> {
  const entry = new URL("./inspect_child.ts", import.meta.url);
  const outcome = await runChild(entry, request, { timeoutMs, signal, modules: [module] });
  if (outcome.state === "interrupted") throw new Interrupted();
  if (outcome.state === "failed") {
    throw new RangeError(`${request.path} cannot be imported: ${whyNot(outcome, timeoutMs)}`);
  }
  const answer = parseAnswer(outcome.record);
  if (answer?.state === "unknown-name") {
    throw new UnknownNameError(answer.kind, answer.given, answer.known);
  }
  if (answer?.state === "refused") throw new RangeError(answer.message);
  const found = findings.safeParse(answer?.findings);
  if (found.success) return found.data;
  throw new RangeError(`${request.path} cannot be used: it has tampered with what was found in it`);
}

function whyNot(
  { reason, message }: { readonly reason: string; readonly message: string },
  timeoutMs: number,
): string {
  switch (reason) {
    case "timed-out":
      return `it was not done after ${timeoutMs} ms; look for a loop or an await without an end`;
    case "no-record":
      return "it ends the process; a module must only define what it exports";
    default:
      return `the process broke down (${message}); a module must only define what it exports`;
  }
}

function parseAnswer(record: Uint8Array): InspectionAnswer | null {
  try {
    return inspectionAnswer.parse(JSON.parse(new TextDecoder().decode(record)));
  } catch {
    return null;
  }
}
