/**
 * What each kind of model answers, before it is held against what was measured.
 *
 * @module
 */
import type { MeasuredTrial } from "../../experiments/record.ts";
import { predictMg1 } from "../../experiments/theory/mod.ts";
import type { Interval } from "../stats/mod.ts";
import type { ClosedForm, ModelChoice, NoModel } from "./choose_model.ts";
import { predictClosedForm } from "./closed_form.ts";
import { type ServiceMetric, type TheoryInputs, theoryInputs } from "./inputs.ts";

/** A prediction, and how far chance alone takes the measured waits from it. */
export interface Answer {
  /** The model, in Kendall's notation or plain words. */
  readonly model: string;
  /** Its mean wait, in ms. */
  readonly waitMs: number;
  /** The part of it that an ideal server with the same arrivals and services has, in ms; null if unknown. */
  readonly queueingMs: number | null;
  /** The interval of the prediction itself; null if chance has no part in it. */
  readonly ci95: Interval | null;
  /** Whether the model is an approximation. */
  readonly approximate: boolean;
  /** Measured − predicted wait of each block, from its own moments, in ms; NaN where there is none. */
  readonly differencesMs: readonly number[];
}

/**
 * The answer of a closed form.
 *
 * @param form The form.
 * @param trials The cell's trials, at least one.
 * @param service What counts as service.
 * @returns The answer, or why the form does not apply.
 */
export function answerByForm(
  form: ClosedForm,
  trials: readonly MeasuredTrial[],
  service: ServiceMetric,
): Answer | NoModel {
  const inputs = theoryInputs(trials, service);
  const prediction = predictClosedForm(form, inputs);
  if (prediction.state === "not-applicable") {
    return { reason: prediction.reason, message: prediction.message };
  }
  const { model, waitMs, approximate } = prediction;
  return {
    model,
    waitMs,
    queueingMs: queueingMs(inputs),
    ci95: null,
    approximate,
    differencesMs: trials.map((trial) => {
      const own = predictClosedForm(form, theoryInputs([trial], service));
      return (trial.metrics.waitMs.mean ?? NaN) - (own.state === "predicted" ? own.waitMs : NaN);
    }),
  };
}

/** Which twin. */
export type ChosenTwin = Extract<ModelChoice, { readonly kind: "twin" }>;

/**
 * The answer of the twin.
 *
 * @param chosen Whose twin.
 * @param trials The cell's trials, at least one.
 * @returns The answer, or why there is none.
 */
export function answerByTwin(
  { servers, tasks }: ChosenTwin,
  trials: readonly MeasuredTrial[],
): Answer | NoModel {
  const known = trials.filter(({ twinWaitMs }) => twinWaitMs !== null);
  if (known.length === 0) return { reason: "not-measured", message: "no task of it started" };
  const meanOf = (of: (trial: MeasuredTrial) => number | null) =>
    known.reduce((sum, trial) => sum + (of(trial) ?? NaN), 0) / known.length;
  return {
    model: (servers === null ? "twin with set-up" : `twin of ${servers} threads with set-up`) +
      (tasks === "all" ? "" : ", tasks that ran"),
    waitMs: meanOf(({ twinWaitMs }) => twinWaitMs),
    queueingMs: meanOf(({ metrics }) => metrics.idealWaitMs.mean),
    ci95: null,
    approximate: false,
    differencesMs: trials.map(({ metrics, twinWaitMs }) =>
      (metrics.waitMs.mean ?? NaN) - (twinWaitMs ?? NaN)
    ),
  };
}

/** The Pollaczek–Khinchine wait. */
function queueingMs({ arrivalRatePerSecond, service }: TheoryInputs): number | null {
  const ideal = predictMg1({
    arrivalRatePerSecond,
    serviceMeanMs: service.meanMs,
    serviceSecondMomentMs2: service.secondMomentMs2,
  });
  return ideal.state === "predicted" ? ideal.waitMs : null;
}
