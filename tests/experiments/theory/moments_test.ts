/** Moments that models take, and those that no time has. */
import { assertEquals, assertThrows } from "@std/assert";
import { predictDelayed } from "../../../experiments/theory/delayed.ts";
import { predictMg1 } from "../../../experiments/theory/mg1.ts";
import { predictMm1 } from "../../../experiments/theory/mm1.ts";
import { predictPolled } from "../../../experiments/theory/polled.ts";
import type { Prediction } from "../../../experiments/theory/prediction.ts";
import { predictPriority } from "../../../experiments/theory/priority.ts";
import { predictSetUp } from "../../../experiments/theory/set_up.ts";

const LOAD = { arrivalRatePerSecond: 100, serviceMeanMs: 2, serviceSecondMomentMs2: 4 };
const FIXED = { meanMs: 3, secondMomentMs2: 9 };

/** Each model with each of its second moments times a factor. */
function predictions(factor: number): (() => { readonly state: string })[] {
  const service = { ...LOAD, serviceSecondMomentMs2: 4 * factor };
  const other = { meanMs: 3, secondMomentMs2: 9 * factor };
  return [
    () => predictMg1(service),
    () => predictDelayed({ ...service, delayMeanMs: 1 }),
    () => predictPolled({ ...service, drain: "all", sleep: FIXED }),
    () => predictPolled({ ...LOAD, drain: "all", sleep: other }),
    () => predictSetUp({ ...service, setUp: FIXED }),
    () => predictSetUp({ ...LOAD, setUp: other }),
    () => predictSetUp({ ...LOAD, setUp: FIXED, handOver: other }),
    () => predictPriority([service]).overall,
  ];
}

Deno.test("models refuse a second moment below the square of the mean", () => {
  for (const predict of predictions(0.99)) {
    assertThrows(predict, RangeError, "must be at least the square of the mean");
  }
});

Deno.test("models take the moments of constants as rounding leaves them", () => {
  for (const factor of [1 - 5e-7, 1, 1 + 5e-7]) {
    for (const predict of predictions(factor)) assertEquals(predict().state, "predicted");
  }
});

Deno.test("models call infinite variance only what has one", () => {
  const reason = (prediction: Prediction) =>
    prediction.state === "not-applicable" && prediction.reason;
  const rate = { arrivalRatePerSecond: Infinity };
  assertEquals(reason(predictMm1({ ...rate, serviceMeanMs: 0 })), "assumption-broken");
  assertEquals(reason(predictMm1({ ...rate, serviceMeanMs: 1 })), "unstable");
  assertEquals(reason(predictDelayed({ ...LOAD, delayMeanMs: Infinity })), "assumption-broken");
  assertEquals(
    reason(predictMg1({ ...LOAD, serviceSecondMomentMs2: Infinity })),
    "infinite-variance",
  );
  const endless = { meanMs: Infinity, secondMomentMs2: Infinity };
  const polled = predictPolled({ ...LOAD, drain: "all", sleep: endless });
  assertEquals(reason(polled), "assumption-broken");
});
