import {
  type Mg1Load,
  predictDelayed,
  type Prediction,
  predictPolled,
  predictSetUp,
} from "../../experiments/theory/mod.ts";
import type { ClosedForm } from "./choose_model.ts";
import type { TheoryInputs } from "./inputs.ts";

const NONE = { meanMs: 0, secondMomentMs2: 0 };
const UNKNOWN = { meanMs: NaN, secondMomentMs2: NaN };

/**
 * Puts measured moments into a closed form.
 *
 * @param chosen The form.
 * @param inputs The moments.
 * @returns Its prediction; approximate where the form itself is or an assumption is stretched.
 */
export function predictClosedForm(chosen: ClosedForm, inputs: TheoryInputs): Prediction {
  const { service, wakeUp, handOver, sleep } = inputs;
  const load: Mg1Load = {
    arrivalRatePerSecond: inputs.arrivalRatePerSecond,
    serviceMeanMs: service.meanMs,
    serviceSecondMomentMs2: service.secondMomentMs2,
  };
  switch (chosen.form) {
    case "set-up":
      // A loop that was never idle, or never busy when a task came, has paid nothing of the kind.
      return predictSetUp({ ...load, setUp: wakeUp ?? NONE, handOver: handOver ?? NONE });
    case "delayed":
      return predictDelayed({ ...load, delayMeanMs: wakeUp?.meanMs ?? NaN });
    case "polled": {
      const prediction = predictPolled({
        ...load,
        ...lengthened(load, chosen.drain === "one" ? NONE : handOver ?? NONE),
        drain: chosen.drain,
        sleep: sleep ?? UNKNOWN,
      });
      if (prediction.state === "not-applicable") return prediction;
      const lateMs = chosen.producer === "outside" ? inputs.lateMs : 0;
      return {
        ...prediction,
        waitMs: prediction.waitMs + lateMs,
        sojournMs: prediction.sojournMs + lateMs,
        approximate: chosen.bodies === "awaiting",
      };
    }
  }
}

/**
 * What passes between two tasks of a pass occupies the server like service.
 *
 * Note: with one task a pass there is nothing between but the sleep.
 */
function lengthened(
  { serviceMeanMs, serviceSecondMomentMs2 }: Mg1Load,
  { meanMs, secondMomentMs2 }: typeof NONE,
): Pick<Mg1Load, "serviceMeanMs" | "serviceSecondMomentMs2"> {
  return {
    serviceMeanMs: serviceMeanMs + meanMs,
    serviceSecondMomentMs2: serviceSecondMomentMs2 + 2 * serviceMeanMs * meanMs + secondMomentMs2,
  };
}
