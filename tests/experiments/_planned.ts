/** Real plans of one small trial. */
import {
  type NamedTrace,
  type PlannedTrial,
  planStudy,
  type StudyPlan,
} from "../../experiments/study/plan.ts";
import type { Placement } from "../../strategies/mod.ts";

/** A plan with its only trial. */
export interface Planned {
  readonly plan: StudyPlan;
  readonly trial: PlannedTrial;
}

/** Plans a strategy under a workload: one that is named, or a trace. */
export function planOne(
  strategy: string,
  workload: string | NamedTrace,
  options: { readonly placement?: Placement; readonly durationMs?: number } = {},
): Planned {
  const isNamed = typeof workload === "string";
  const plan = planStudy(
    {
      strategies: [strategy],
      ...(isNamed ? { workloads: [workload] } : {}),
      placement: options.placement,
      durationMs: options.durationMs ?? 150,
      blocks: 1,
      profile: "quick",
    },
    isNamed ? null : workload,
  );
  return { plan, trial: plan.trials[0] };
}
