/** What a small gate says of itself. */
import type { GateDocument } from "../../../experiments/gate_document.ts";
import type { OfArms } from "../../../experiments/gate/run_gate.ts";
import { planStudy, type StudyPlan } from "../../../experiments/study/plan.ts";
import { fingerprint } from "../../../experiments/study/study_store.ts";
import type { StudyDocument } from "../../../experiments/study_document.ts";
import { healthyHost } from "../host/healthy_host.ts";

export const config = { workloads: ["steady"], durationMs: 100, seed: 3, blocks: 2 };

/** The plan of an arm. */
export function armPlan(strategy: string): StudyPlan {
  return planStudy({ ...config, strategies: [strategy] }, null);
}

/** The `study.json` of both arms. */
export async function studies(): Promise<OfArms<StudyDocument>> {
  return { base: await studyOf("direct"), head: await studyOf("loop-timer") };
}

async function studyOf(strategy: string): Promise<StudyDocument> {
  const plan = armPlan(strategy);
  return {
    schema: "dispatch-lab/study@1",
    createdAt: "2026-01-02T03:04:05.678Z",
    fingerprint: await fingerprint(plan),
    config: { ...config, strategies: [strategy] },
    seed: plan.seed,
    blocks: plan.blocks,
    cells: plan.cells.map(({ identity }) => identity),
    skipped: [],
    environment: healthyHost.environment,
  };
}

/** Its `gate.json`. */
export const gateDocument: GateDocument = {
  schema: "dispatch-lab/gate@1",
  createdAt: "2026-01-02T03:04:05.678Z",
  base: { tree: null, commit: null, strategies: ["direct"] },
  head: { tree: null, commit: null, strategies: ["loop-timer"] },
  config,
  seed: 3,
  blocks: 2,
  confirmationBlocks: 4,
  metrics: [{ metric: "dispatchOverheadMs.p50", delta: 0.1 }],
  end: "running",
  host: { before: { verdict: "fit", reasons: [] }, after: null },
  repeatCommand: "deno task gate --base-strategy direct --head-strategy loop-timer",
};
