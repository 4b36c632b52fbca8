import type { CellIdentity, MeasuredTrial } from "../../experiments/record.ts";
import type { CellMetric, CellTheory } from "../report.ts";
import { type Answer, answerByForm, answerByTwin } from "./answer.ts";
import { type CellOutcome, chooseModel, type ModelChoice, type NoModel } from "./choose_model.ts";
import { type ServiceMetric, theoryInputs } from "./inputs.ts";
import { answerBySimulation, type SimulationEffort } from "./simulated.ts";
import { unexplained } from "./unexplained.ts";

/** What theory says about a cell: a prediction, or why there is none. */
export type CellPrediction =
  | { readonly theory: CellTheory; readonly noTheory: null }
  | { readonly theory: null; readonly noTheory: NoModel };

/** A cell's measured waits, which a prediction is held against. */
export type MeasuredWaits = Readonly<Record<"waitMs" | "idealWaitMs", CellMetric>>;

type Model = Exclude<ModelChoice, { readonly kind: "none" }>;

/**
 * Holds a cell against the model that applies. All inputs are measured ones, pooled over the trials, and
 * none is fitted to the waits.
 *
 * @param identity The cell.
 * @param trials Its measured trials.
 * @param outcome What it came to.
 * @param held Its waits, and what a simulation may cost.
 * @returns The prediction, or why there is none.
 */
export function predictCell(
  identity: CellIdentity,
  trials: readonly MeasuredTrial[],
  outcome: CellOutcome,
  { metrics, effort }: { readonly metrics: MeasuredWaits; readonly effort: SimulationEffort },
): CellPrediction {
  const choice = chooseModel(identity, outcome);
  if (choice.kind === "none") {
    return { theory: null, noTheory: { reason: choice.reason, message: choice.message } };
  }
  const service = serviceOf(choice);
  const answer = answerOf(choice, trials, { service, effort });
  if ("reason" in answer) return { theory: null, noTheory: answer };
  const { model, waitMs, queueingMs, ci95, approximate } = answer;
  const { mean, ci95: { mean: interval } } = metrics.waitMs;
  return {
    noTheory: null,
    theory: {
      kind: choice.kind,
      model,
      waitMs,
      queueingMs,
      ci95,
      ratio: (mean ?? NaN) / waitMs,
      idealRatio: (metrics.idealWaitMs.mean ?? NaN) / waitMs,
      approximate,
      inside: interval && interval[0] <= waitMs && waitMs <= interval[1],
      unexplainedMs: unexplained({ mean, ci95: interval }, answer),
      inputs: theoryInputs(trials, service),
    },
  };
}

function answerOf(
  choice: Model,
  trials: readonly MeasuredTrial[],
  { service, effort }: { readonly service: ServiceMetric; readonly effort: SimulationEffort },
): Answer | NoModel {
  switch (choice.kind) {
    case "closed-form":
      return answerByForm(choice, trials, service);
    case "twin":
      return answerByTwin(choice, trials);
    case "simulation":
      return answerBySimulation(choice, trials, effort);
  }
}

/** Where bodies leave the loop while they await, they are served for as long as they hold it. */
function serviceOf(choice: Model): ServiceMetric {
  const isAwaiting = choice.kind === "twin"
    ? choice.servers === null
    : choice.kind === "closed-form" && choice.form === "polled" && choice.bodies === "awaiting";
  return isAwaiting ? "busyMs" : "serviceMs";
}
