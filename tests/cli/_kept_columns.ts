/** A study with the columns of their trials, made by hand, as bench and gate leave them. */
import { keepRaw } from "../../experiments/study/raw_store.ts";
import type { CellIdentity, MeasuredTrial } from "../../experiments/record.ts";
import type { GateDocument } from "../../experiments/gate_document.ts";
import type { StoredStudy } from "../../experiments/study_document.ts";
import { OUTCOME_CODE } from "../../experiments/trial/columns.ts";
import { measure } from "../../experiments/trial/measure.ts";
import type { TrialResult } from "../../experiments/trial/run_trial.ts";
import { encodeTrial } from "../../experiments/trial/trial_file.ts";
import { type Row, trialResult } from "../experiments/trial/_trial_result.ts";
import { cell, failed, study } from "../reports/_records.ts";
import { keepStudy } from "./_kept_study.ts";

/** A trial and what it was measured from. */
export interface KeptTrial {
  readonly record: MeasuredTrial;
  readonly result: TrialResult;
}

const CELLS = [
  cell("direct"),
  cell("queue-polled:intervalMs=5,drain=all"),
  cell("npm-piscina", { discipline: { kind: "work-conserving", servers: 2 } }),
  cell("loop-immediate", { workload: "poisson:classes=2", classes: ["0", "1"] }),
];

const BLOCKS = 2;

/**
 * Every kind of end: most tasks complete, one fails, one is shed, one refused, one lost, one cancelled,
 * one never ends, and the last was never released.
 */
export function everyKindOfTask(identity: CellIdentity, order: number): TrialResult {
  const isPool = identity.discipline.kind === "work-conserving" &&
    identity.discipline.servers !== undefined;
  const rows: Row[] = Array.from({ length: 40 }, (_, task) => {
    const intended = task * 2.1 + order / 7;
    const released = intended + 0.01 * (task % 3);
    const started = released + 0.3 + (task * 37 + order * 11) % 19 / 3;
    const ended = started + 0.5 + (task % 5) / 9;
    const whole = { intended, released, accepted: released + 0.004, started, ended };
    return isPool ? { ...whole, returned: ended + 0.25 } : whole;
  });
  const { intended, released, accepted } = rows[39];
  const left = { intended, released, accepted };
  rows[5] = { ...rows[5], outcome: OUTCOME_CODE.failed };
  for (const outcome of ["dropped", "refused", "lost", "cancelled"] as const) {
    rows.push({ ...left, outcome: OUTCOME_CODE[outcome] });
  }
  rows.push({ ...left, started: released! + 30 + order }, { intended: intended + 1 });
  const result = trialResult(rows, { firstFailure: "on purpose" });
  for (let task = 0; task < rows.length; task++) {
    result.columns.taskClass[task] = task % identity.classes.length;
  }
  return result;
}

/** Keeps a study of four strategies with all columns, and a last trial that has failed and has none. */
export async function keepColumns(directory: string): Promise<readonly KeptTrial[]> {
  const kept: KeptTrial[] = [];
  for (let block = 0; block < BLOCKS; block++) {
    for (const identity of CELLS) {
      kept.push(await keepTrial(directory, identity, block, kept.length));
    }
  }
  const late = failed(cell("direct"), BLOCKS, "timed-out", "no record within 11 s");
  keepStudy(directory, study([...kept.map(({ record }) => record), late]));
  return kept;
}

/** Keeps a gate of one strategy and one block with all columns; returns how many tasks a side has. */
export async function keepGate(directory: string): Promise<number> {
  const arm = { tree: null, commit: null, strategies: null };
  const studies: Record<string, StoredStudy> = {};
  let tasks = 0;
  for (const name of ["base", "head"]) {
    const { record, result } = await keepTrial(`${directory}/${name}`, CELLS[0], 0, 0);
    studies[name] = study([record]);
    tasks = result.columns.tasks;
    keepStudy(`${directory}/${name}`, studies[name]);
  }
  const fit = { verdict: "fit", reasons: [] } as const;
  const document: GateDocument = {
    schema: "dispatch-lab/gate@1",
    createdAt: studies.base.document.createdAt,
    base: { ...arm, tree: "main" },
    head: { ...arm, tree: "HEAD" },
    config: studies.base.document.config,
    seed: 1,
    blocks: 1,
    confirmationBlocks: 30,
    metrics: [{ metric: "dispatchOverheadMs.p50", delta: 0.1 }],
    end: "complete",
    host: { before: fit, after: fit },
    repeatCommand: "deno task gate --base main --head HEAD",
  };
  await Deno.writeTextFile(`${directory}/gate.json`, JSON.stringify(document));
  return tasks;
}

async function keepTrial(
  directory: string,
  identity: CellIdentity,
  block: number,
  order: number,
): Promise<KeptTrial> {
  const result = everyKindOfTask(identity, order);
  await keepRaw(directory, order, encodeTrial(result));
  const record = measure(result, 100, {
    schema: "dispatch-lab/trial@1",
    cell: identity,
    block,
    order,
    wallMs: 1000,
  });
  return { record, result };
}
