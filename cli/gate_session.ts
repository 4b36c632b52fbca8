/**
 * Runs a gate from its first block to its files: the host, both sides in turn, the verdict, and after an
 * alarm the fresh run that confirms or dismisses it.
 *
 * @module
 */
import {
  alarmedCells,
  ARMS,
  type ArmSource,
  captureEnvironment,
  clearForGate,
  compareGate,
  type Comparison,
  conductTrial,
  confirmationSeed,
  createConfirmation,
  createGate,
  createRecordFile,
  examineFitness,
  type ExamineHost,
  explained,
  findChangedModule,
  findLateProducers,
  type GateArm,
  type GatedMetric,
  type GateDocument,
  type GateEnd,
  type GateTrial,
  type HostFitness,
  interleave,
  type OfArms,
  oneLine,
  planGate,
  readGate,
  rehearse,
  renderComparisonMarkdown,
  renderJson,
  runGate,
  type StudyConfig,
  type StudyDocument,
  type StudyPlan,
  type StudyWriter,
  type TreeProject,
  type TrialRecord,
  type TrialSpec,
  writeGateDocument,
} from "../mod.ts";
import type { Io } from "./io.ts";
import { createSteps } from "./progress.ts";
import { documentOf } from "./study_session.ts";

/** One side of a gate that is asked for. */
export interface GateSide extends ArmSource {
  /** What it is called. */
  readonly arm: GateArm;
  /** The checkout whose own code runs the trials. @default the code at hand */
  readonly project?: TreeProject;
  /** Changes what a trial is told, to inject what a gate should find. @default nothing */
  readonly alter?: (spec: TrialSpec) => TrialSpec;
}

/** A gate that is asked for. */
export interface GateRequest extends OfArms<GateSide> {
  /** Where it goes. */
  readonly directory: string;
  /** Whether a gate or study that is there already is replaced. */
  readonly force: boolean;
  /** What both sides are asked to run, their own strategies apart. */
  readonly config: StudyConfig;
  /** Seed of the first sample. */
  readonly seed: number;
  /** Blocks of the first sample. */
  readonly blocks: number;
  /** Blocks of the fresh run after an alarm. */
  readonly confirmationBlocks: number;
  /** The metrics that decide. */
  readonly metrics: readonly GatedMetric[];
  /** The command that repeats it. */
  readonly repeatCommand: string;
}

/** What a gate works with. */
export interface GateHooks {
  /** Where progress is shown. */
  readonly io: Io;
  /** Ends it. */
  readonly signal?: AbortSignal;
  /** Examines the host; null leaves that out. */
  readonly examine: ExamineHost | null;
}

/** How a gate ended. */
export type GateOutcome =
  | { readonly state: "interrupted"; readonly kept: "nothing" | "trials" }
  | {
    readonly state: Exclude<GateEnd, "running" | "interrupted">;
    /** Why there is no verdict, a line each; empty if there is one. */
    readonly reasons: readonly string[];
    /** What was found. */
    readonly comparison: Comparison;
    /** The files that were written, for people first. */
    readonly paths: readonly string[];
  };

/** How measuring ended. */
interface MeasuredEnd {
  readonly end: Exclude<GateEnd, "running">;
  readonly after: HostFitness | null;
  readonly reasons: readonly string[];
}

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
  // Before anything is written: without a place for records no trial could succeed.
  await Deno.remove(await createRecordFile());
  await clearForGate(directory, request.force);
  const before = hooks.examine === null ? NOT_EXAMINED : await fitness(plans, hooks, hooks.examine);
  if (before === null) return { state: "interrupted", kept: "nothing" };
  const document = describeGate(request, before);
  const writers = await createGate(directory, document, await documentsOf(request, plans));
  const { end, after, reasons } = before.verdict === "unfit"
    ? { end: "unfit" as const, after: null, reasons: before.reasons }
    : await measureGate(request, plans, writers, hooks);
  await writeGateDocument(directory, { ...document, end, host: { before, after } });
  if (end === "interrupted") return { state: end, kept: "trials" };
  const comparison = compareGate(await readGate(directory));
  return { state: end, reasons, comparison, paths: await writeComparison(directory, comparison) };
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
  const files = [
    [`${directory}/gate.md`, renderComparisonMarkdown(comparison)],
    [`${directory}/comparison.json`, renderJson(comparison)],
  ] as const;
  for (const [path, text] of files) {
    await Deno.writeTextFile(path, text).catch((error) => {
      throw explained(error, path, "written");
    });
  }
  return [...files.map(([path]) => path), `${directory}/gate.json`];
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
  const of = (name: keyof OfArms<unknown>) => {
    const { config, project, arm } = request[name];
    const { seed, blocks } = plans[name];
    const environment = project === undefined
      ? here
      : { ...here, gitCommit: arm.commit, gitDirty: null };
    return documentOf(plans[name], { ...config, seed, blocks }, environment);
  };
  return { base: await of("base"), head: await of("head") };
}

async function measureGate(
  request: GateRequest,
  plans: OfArms<StudyPlan>,
  writers: OfArms<StudyWriter>,
  hooks: GateHooks,
): Promise<MeasuredEnd> {
  const { directory } = request;
  using _base = writers.base;
  using _head = writers.head;
  const rehearsed = await rehearse(plans, (trial) => conduct(request, plans, trial, hooks, null));
  if (rehearsed.state === "failed") {
    const { arm, cell, record } = rehearsed;
    return failed(
      request,
      plans,
      arm,
      cell,
      `when it was tried: ${record.reason}: ${record.message}`,
    );
  }
  const first = rehearsed.state === "interrupted"
    ? INTERRUPTED
    : await runSample(request, plans, writers, hooks, directory);
  if (first !== null) return first;
  const alarmed = alarmedCells(compareGate(await readGate(directory)));
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
  const changed = await findChangedModule(plans.base) ?? await findChangedModule(plans.head);
  if (changed !== null) {
    return {
      end: "failed",
      after: null,
      reasons: [
        `"${changed}" changed while the gate ran, so its trials are not alike: run it again`,
      ],
    };
  }
  return await judge(request, plans, hooks);
}

const INTERRUPTED: MeasuredEnd = { end: "interrupted", after: null, reasons: [] };

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
  const found = await fitness(plans, hooks, hooks.examine);
  if (found === null) return INTERRUPTED;
  const after: HostFitness = late.length === 0
    ? found
    : { verdict: "unfit", reasons: [...late, ...found.reasons] };
  return after.verdict === "unfit"
    ? { end: "unfit", after, reasons: after.reasons }
    : { end: "complete", after, reasons: [] };
}

function fitness(
  plans: OfArms<StudyPlan>,
  { io, signal }: GateHooks,
  examine: ExamineHost,
): Promise<HostFitness | null> {
  io.status("examining this machine for about six seconds; leave it alone");
  const cells = ARMS.flatMap((arm) => plans[arm].cells.map(({ identity }) => identity));
  return examineFitness(examine, cells, {
    signal,
    again: ({ reasons }) => io.err(`this machine is unfit just now: ${reasons[0]}; looking again`),
  });
}

/** Runs all blocks of both sides; null if every trial was measured. */
async function runSample(
  request: GateRequest,
  plans: OfArms<StudyPlan>,
  writers: OfArms<StudyWriter>,
  hooks: GateHooks,
  directory: string,
): Promise<MeasuredEnd | null> {
  const show = createSteps("trial", hooks.io);
  const end = await runGate(interleave(plans), {
    run: (trial) => conduct(request, plans, trial, hooks, directory),
    keep: (arm, record) => writers[arm].append(record),
    progress: ({ next, ...progress }) => {
      if (next === null) return show({ ...progress, next });
      const { identity } = plans[next.arm].cells[next.trial.cell];
      const name = `${identity.strategy}, ${identity.workload}, block ${next.trial.block + 1}`;
      show({ ...progress, next: `${next.arm}, ${name}` });
    },
  });
  if (end.state === "complete") return null;
  if (end.state === "interrupted") return INTERRUPTED;
  const { record: { reason, message }, trial: { arm, trial } } = end;
  return failed(
    request,
    plans,
    arm,
    trial.cell,
    `in block ${trial.block + 1}: ${reason}: ${message}`,
  );
}

function conduct(
  request: GateRequest,
  plans: OfArms<StudyPlan>,
  { arm, trial }: GateTrial,
  { signal }: GateHooks,
  directory: string | null,
): Promise<TrialRecord | null> {
  const { alter = (spec) => spec, project, config } = request[arm];
  return conductTrial(plans[arm], { ...trial, spec: alter(trial.spec) }, {
    directory: `${directory}/${arm}`,
    keepRaw: directory !== null && config.keepRaw === true,
    signal,
    ...project,
  });
}

function failed(
  request: GateRequest,
  plans: OfArms<StudyPlan>,
  arm: keyof OfArms<unknown>,
  cell: number,
  why: string,
): MeasuredEnd {
  const { strategy, workload } = plans[arm].cells[cell].identity;
  const { tree } = request[arm].arm;
  const side = tree === null ? `the ${arm}` : `the ${arm} (${tree})`;
  return {
    end: "failed",
    after: null,
    reasons: [oneLine(`${side} cannot be measured: ${strategy} under ${workload} failed ${why}`)],
  };
}
