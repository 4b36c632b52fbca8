/** Moments that models take, and those that no time has. */
import { assertEquals, assertThrows } from "@std/assert";
import { predictDelayed } from "../../../experiments/theory/delayed.ts";
import { predictMg1 } from "../../../experiments/theory/mg1.ts";
import { predictPolled } from "../../../experiments/theory/polled.ts";
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
