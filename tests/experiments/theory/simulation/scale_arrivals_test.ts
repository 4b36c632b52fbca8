import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { type Law, lawMoments } from "../../../../experiments/theory/law.ts";
import { fitLaw } from "../../../../experiments/theory/simulation/fit_law.ts";
import {
  type OpenArrivals,
  scaleArrivals,
  scaleLaw,
} from "../../../../experiments/theory/simulation/scale_arrivals.ts";
import { arrivalRatePerSecond } from "../../../../experiments/theory/simulation/stationarity.ts";

Deno.test("fitLaw() gives a law with the mean and the SCV asked for", () => {
  const table = [
    [0, "fixed"],
    [0.25, "erlang"],
    [0.3, "gamma"],
    [0.9, "gamma"],
    [1, "exponential"],
    [7, "hyperexponential"],
  ] as const;
  for (const [scv, kind] of table) {
    const law = fitLaw(2, scv);
    assertEquals(law.kind, kind);
    const { meanMs, secondMomentMs2 } = lawMoments(law);
    assertAlmostEquals(meanMs, 2, 1e-12);
    assertAlmostEquals(secondMomentMs2, 4 * (1 + scv), 1e-9);
  }
});

Deno.test("fitLaw() refuses negative moments", () => {
  assertThrows(() => fitLaw(-1, 1), RangeError, "meanMs");
  assertThrows(() => fitLaw(1, -1), RangeError, "scv");
});

const gap: Law = { kind: "atoms", valuesMs: [1, 3], weights: [1, 1] };

const ARRIVALS: readonly OpenArrivals[] = [
  { kind: "renewal", gap },
  { kind: "batch", gap: { kind: "replay", demandMs: [4, 6] }, size: "geometric", meanSize: 3 },
  { kind: "process", process: { kind: "steady", ratePerSecond: 5 } },
  { kind: "process", process: { kind: "poisson", ratePerSecond: 5 } },
  { kind: "process", process: { kind: "batches", batch: 3, everyMs: 7 } },
  { kind: "process", process: { kind: "on-off", ratePerSecond: 9, onMs: 3, offMs: 4 } },
  {
    kind: "process",
    process: { kind: "ramp", fromRatePerSecond: 2, toRatePerSecond: 9, overMs: 50 },
  },
  {
    kind: "process",
    process: { kind: "diurnal", ratePerSecond: 9, amplitude: 0.4, periodMs: 100 },
  },
  {
    kind: "process",
    process: { kind: "mmpp", lowRatePerSecond: 1, highRatePerSecond: 9, lowMs: 3, highMs: 4 },
  },
  { kind: "process", process: { kind: "replay", timesMs: [0, 1, 5] } },
];

for (const arrivals of ARRIVALS) {
  const name = arrivals.kind === "process" ? arrivals.process.kind : arrivals.kind;
  Deno.test(`scaleArrivals() gives the rate asked for, and goes back: ${name}`, () => {
    const rate = arrivalRatePerSecond(arrivals)!;
    const scaled = scaleArrivals(arrivals, 8 * rate);
    assertAlmostEquals(arrivalRatePerSecond(scaled)!, 8 * rate, 1e-9 * rate);
    assertEquals(scaleArrivals(scaled, rate), arrivals);
  });
}

Deno.test("scaleArrivals() leaves phases as long as they are", () => {
  assertEquals(
    scaleArrivals({
      kind: "process",
      process: { kind: "on-off", ratePerSecond: 100, onMs: 20, offMs: 20 },
    }, 500),
    { kind: "process", process: { kind: "on-off", ratePerSecond: 1000, onMs: 20, offMs: 20 } },
  );
});

Deno.test("scaleLaw() keeps the SCV", () => {
  const before = lawMoments(gap);
  const after = lawMoments(scaleLaw(gap, 5));
  assertAlmostEquals(after.meanMs, 5 * before.meanMs, 1e-12);
  assertAlmostEquals(after.secondMomentMs2, 25 * before.secondMomentMs2, 1e-9);
});

Deno.test("scaleArrivals() refuses a rate that is none", () => {
  assertThrows(() => scaleArrivals(ARRIVALS[0], 0), RangeError, "ratePerSecond");
});
