/**
 * Runs a gate from its first block to its files: the host, both sides in turn, the verdict, and after an
 * alarm the fresh run that confirms or dismisses it.
 *
 * @module
 */
import {
  armFingerprint,
  ARMS,
  captureEnvironment,
  clearForGate,
  compareGate,
  type Comparison,
  confirmationSeed,
  createConfirmation,
  createGate,
  examineFitness,
  type ExamineHost,
  findAlarms,
  findLateProducers,
  type GateDocument,
  type GateEnd,
  type HostFitness,
  isOccupied,
  type OfArms,
  planGate,
  readGate,
  renderComparisonFiles,
  requireRecordPlace,
  type StudyDocument,
  type StudyPlan,
  type StudyWriter,
  writeGateDocument,
} from "../mod.ts";
import { type FindChange, watchSides } from "./gate_changes.ts";
import type { GateHooks, GateRequest } from "./gate_request.ts";
import {
  INTERRUPTED,
  type JudgedEnd,
  type MeasuredEnd,
  rehearseArms,
  runSample,
} from "./gate_sample.ts";
import { writeReportFiles } from "./report_files.ts";
import { documentOf } from "./study_session.ts";

export type { GateHooks, GateRequest, GateSide } from "./gate_request.ts";

/** How a gate ended. */
export type GateOutcome =
  | { readonly state: "interrupted"; readonly kept: "nothing" | "trials" }
  | {
    readonly state: Exclude<GateEnd, "running" | "interrupted">;
    /** Why there is no verdict, a line each; empty if there is one. */
    readonly reasons: readonly string[];
    /** What was found. */
    readonly comparison: Comparison;
    /** The files that were written, for people first; empty if those of an older gate were left. */
    readonly paths: readonly string[];
  };

const NOT_EXAMINED: HostFitness = { verdict: "limited", reasons: ["nobody examined the host"] };

/**
 * Runs a gate.
 *
 * @param request What is compared.
 * @param hooks What it works with.
 * @returns How it ended. Whatever was measured lies in the directory.
 * @throws {RangeError} If the sides cannot be planned or paired.
 * @throws {SyntaxError} If a selection is not in the form `name:key=value`.
 * @throws {StudyStoreError} If the directory cannot be used.
 */
export async function runGateJob(request: GateRequest, hooks: GateHooks): Promise<GateOutcome> {
  const { directory, seed, blocks } = request;
  const plans = planGate(request, { seed, blocks });
  await requireRecordPlace();
  if (!request.force) await clearForGate(directory, false);
  const isOld = await isOccupied(directory);
  const before = hooks.examine === null
    ? NOT_EXAMINED
    : await fitness(plans, hooks, hooks.examine, "before");
  if (before === null) return { state: "interrupted", kept: "nothing" };
  const document = describeGate(request, before);
  const studies = await documentsOf(request, plans);
  const findChange = await watchSides(request, plans);
  const early = before.verdict === "unfit"
    ? { end: "unfit" as const, after: null, reasons: unfitBecause(before) }
    : await rehearseArms(request, plans, hooks);
  if (early?.end === "interrupted") return { state: "interrupted", kept: "nothing" };
  // What is replaced by force goes only once there is something to replace it.
  if (early !== null && isOld) return withoutFiles(directory, document, studies, early);
  await clearForGate(directory, request.force);
  const writers = await createGate(directory, document, studies);
  using _base = writers.base;
  using _head = writers.head;
  const { end, after, reasons } = early ??
    await measureGate(request, plans, writers, hooks, findChange);
  await writeGateDocument(directory, { ...document, end, host: { before, after } });
  if (end === "interrupted") return { state: end, kept: "trials" };
  const comparison = compareGate(await readGate(directory));
  return { state: end, reasons, comparison, paths: await writeComparison(directory, comparison) };
}

/** A gate that measured nothing, where another one lies that may have. */
function withoutFiles(
  directory: string,
  document: GateDocument,
  studies: OfArms<StudyDocument>,
  { end, reasons }: JudgedEnd,
): GateOutcome {
  const comparison = compareGate({
    document: { ...document, end },
    base: { document: studies.base, trials: [] },
    head: { document: studies.head, trials: [] },
    confirmation: null,
  });
  return {
    state: end,
    reasons: reasons.map((reason) => `${reason}; what "${directory}" holds is left as it was`),
    comparison,
    paths: [],
  };
}

/**
 * Builds the files that say what a gate found.
 *
 * @param directory The gate's directory.
 * @param comparison What was found.
 * @returns The files, for people first.
 * @throws {StudyStoreError} If they cannot be written.
 */
export async function writeComparison(
  directory: string,
  comparison: Comparison,
): Promise<readonly string[]> {
  return [
    ...await writeReportFiles(directory, renderComparisonFiles(comparison)),
    `${directory}/gate.json`,
  ];
}

function describeGate(request: GateRequest, before: HostFitness): GateDocument {
  const { base, head, config, seed, blocks, confirmationBlocks, metrics, repeatCommand } = request;
  return {
    schema: "dispatch-lab/gate@1",
    createdAt: new Date().toISOString(),
    base: base.arm,
    head: head.arm,
    config,
    seed,
    blocks,
    confirmationBlocks,
    metrics,
    end: "running",
    host: { before, after: null },
    repeatCommand,
  };
}

async function documentsOf(
  request: GateRequest,
  plans: OfArms<StudyPlan>,
): Promise<OfArms<StudyDocument>> {
  const here = await captureEnvironment();
  const of = async (name: keyof OfArms<unknown>) => {
    const { config, arm } = request[name];
    const { seed, blocks } = plans[name];
    const environment = arm.tree === null
      ? here
      : { ...here, gitCommit: arm.commit, gitDirty: arm.dirty ?? null };
    const document = await documentOf(plans[name], { ...config, seed, blocks }, environment);
    return { ...document, fingerprint: await armFingerprint(document.fingerprint, name, arm) };
  };
  return { base: await of("base"), head: await of("head") };
}

async function measureGate(
  request: GateRequest,
  plans: OfArms<StudyPlan>,
  writers: OfArms<StudyWriter>,
  hooks: GateHooks,
  findChange: FindChange,
): Promise<MeasuredEnd> {
  const { directory } = request;
  const first = await runSample(request, plans, writers, hooks, directory);
  if (first !== null) return first;
  const alarmed = findAlarms(await readGate(directory));
  if (alarmed.length > 0) {
    const { seed, confirmationBlocks: blocks } = request;
    hooks.io.err(
      `alarm in ${alarmed.length} of ${plans.base.cells.length} cells: ` +
        `${alarmed.length === 1 ? "it is" : "they are"} run afresh in ${blocks} blocks`,
    );
    const fresh = planGate(request, { seed: confirmationSeed(seed), blocks, cells: alarmed });
    const studies = await documentsOf(request, fresh);
    const kept = await createConfirmation(directory, studies);
    using _freshBase = kept.base;
    using _freshHead = kept.head;
    const confirmed = await runSample(
      request,
      fresh,
      kept,
      hooks,
      `${directory}/confirmation`,
    );
    if (confirmed !== null) return confirmed;
  }
  const changed = await findChange();
  // Ctrl-C reaches the tool that looks into modules as well.
  if (hooks.signal?.aborted) return INTERRUPTED;
  if (changed !== null) return { end: "failed", after: null, reasons: [changed] };
  return await judge(request, plans, hooks);
}

/** The host once more, after the last block. */
async function judge(
  { directory }: GateRequest,
  plans: OfArms<StudyPlan>,
  hooks: GateHooks,
): Promise<MeasuredEnd> {
  if (hooks.examine === null) return { end: "complete", after: null, reasons: [] };
  const gate = await readGate(directory);
  const late = [gate, gate.confirmation].flatMap((arms) =>
    arms === null ? [] : findLateProducers(arms)
  );
  const found = await fitness(plans, hooks, hooks.examine, "after");
  if (found === null) return INTERRUPTED;
  const after: HostFitness = late.length === 0
    ? found
    : { verdict: "unfit", reasons: [...late, ...found.reasons] };
  return after.verdict === "unfit"
    ? { end: "unfit", after, reasons: unfitBecause(after) }
    : { end: "complete", after, reasons: [] };
}

/** The gravest alone: the others are warnings of the comparison. */
function unfitBecause({ reasons }: HostFitness): string[] {
  return [`this machine is unfit, so nothing is decided: ${reasons[0]}`];
}

function fitness(
  plans: OfArms<StudyPlan>,
  { io, signal, patience }: GateHooks,
  examine: ExamineHost,
  when: "before" | "after",
): Promise<HostFitness | null> {
  io.status("examining this machine for about six seconds; leave it alone");
  const cells = ARMS.flatMap((arm) => plans[arm].cells.map(({ identity }) => identity));
  return examineFitness(examine, cells, {
    ...patience,
    signal,
    when,
    again: ({ reasons }) => io.err(`this machine is unfit just now: ${reasons[0]}; looking again`),
  });
}
