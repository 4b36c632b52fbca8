/**
 * Runs the trials of both sides of a gate: the rehearsal, and one sample of blocks.
 *
 * @module
 */
import {
  conductTrial,
  type GateEnd,
  type GateTrial,
  type HostFitness,
  interleave,
  type OfArms,
  oneLine,
  rehearse,
  runGate,
  type StudyPlan,
  type StudyWriter,
  type TrialRecord,
} from "../mod.ts";
import type { GateHooks, GateRequest } from "./gate_request.ts";
import { createSteps } from "./progress.ts";

/** A gate came to its end: there is a verdict, or it is said why not. */
export interface JudgedEnd {
  readonly end: Exclude<GateEnd, "running" | "interrupted">;
  readonly after: HostFitness | null;
  readonly reasons: readonly string[];
}

/** How measuring ended. */
export type MeasuredEnd = JudgedEnd | {
  readonly end: "interrupted";
  readonly after: null;
  readonly reasons: readonly [];
};

/** Somebody ended it. */
export const INTERRUPTED: MeasuredEnd = { end: "interrupted", after: null, reasons: [] };

/**
 * Tries every cell of both sides.
 *
 * @param request What is compared.
 * @param plans What is run.
 * @param hooks What it works with.
 * @returns Why the gate ends here; null if every cell can be run.
 */
export async function rehearseArms(
  request: GateRequest,
  plans: OfArms<StudyPlan>,
  hooks: GateHooks,
): Promise<MeasuredEnd | null> {
  hooks.io.status("trying every cell of both sides");
  const end = await rehearse(plans, (trial) => conduct(request, plans, trial, hooks, null));
  if (end.state === "complete") return null;
  if (end.state === "interrupted") return INTERRUPTED;
  const { arm, cell, record: { reason, message } } = end;
  return failed(request, plans, arm, cell, `when it was tried: ${reason}: ${message}`);
}

/**
 * Runs all blocks of both sides.
 *
 * @param request What is compared.
 * @param plans What is run.
 * @param writers Keep the records.
 * @param hooks What it works with.
 * @param directory Where the studies of both sides are.
 * @returns Why the gate ends here; null if every trial was measured.
 */
export async function runSample(
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
  sample: string | null,
): Promise<TrialRecord | null> {
  const { alter = (spec) => spec, project, config } = request[arm];
  return conductTrial(plans[arm], { ...trial, spec: alter(trial.spec) }, {
    // Of a rehearsal nothing is kept.
    ...(sample === null
      ? { directory: request.directory }
      : { directory: `${sample}/${arm}`, keepRaw: config.keepRaw }),
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
