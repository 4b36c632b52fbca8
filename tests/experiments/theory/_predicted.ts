import type {
  NotApplicableReason,
  Predicted,
  Prediction,
  TimeDistribution,
} from "../../../experiments/theory/prediction.ts";

/** The prediction, of a model that is expected to apply. */
export function predicted<P extends Predicted>(
  prediction: P | Exclude<Prediction, Predicted>,
): P {
  if (prediction.state === "predicted") return prediction;
  throw new Error(prediction.message);
}

/** Why a model that is expected not to apply does not. */
export function reasonOf(prediction: Prediction): NotApplicableReason | "none" {
  return prediction.state === "not-applicable" ? prediction.reason : "none";
}

/** A distribution that is expected to be there. */
export function known(distribution: TimeDistribution | undefined): TimeDistribution {
  if (distribution === undefined) throw new Error("no distribution");
  return distribution;
}

/** E[T] = ∫ P(T > t) dt up to where the tail falls below 1e-7 of itself, by the midpoint rule. */
export function meanByTail(distribution: TimeDistribution, panels = 4000): number {
  const end = distribution.quantileMs(1 - 1e-7 * distribution.tail(0));
  let sum = 0;
  for (let i = 0; i < panels; i++) sum += distribution.tail((i + 0.5) * end / panels);
  return sum * end / panels;
}
