import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { predictGim1 } from "../../../experiments/theory/gim1.ts";
import type { Law } from "../../../experiments/theory/law.ts";
import { predictMm1 } from "../../../experiments/theory/mm1.ts";
import { lindleyWaits } from "../../../experiments/theory/twin.ts";
import { known, predicted, reasonOf } from "./_predicted.ts";
import { arrivalTimes, draws, exponential, lcg, meanOf } from "./_simulation.ts";

Deno.test("predictGim1() with exponential gaps is M/M/1, distributions included", () => {
  fc.assert(fc.property(
    fc.double({ min: 0.001, max: 0.999, noNaN: true }),
    fc.double({ min: 0, max: 30, noNaN: true }),
    (utilization, ms) => {
      const gap = { kind: "exponential", meanMs: 1 / utilization } as const;
      const general = predicted(predictGim1({ gap, serviceMeanMs: 1 }));
      const markov = predicted(
        predictMm1({ arrivalRatePerSecond: 1000 * utilization, serviceMeanMs: 1 }),
      );
      assertAlmostEquals(general.waitMs / markov.waitMs, 1, 1e-9);
      assertAlmostEquals(known(general.wait).tail(ms), known(markov.wait).tail(ms), 1e-10);
      assertAlmostEquals(known(general.sojourn).tail(ms), known(markov.sojourn).tail(ms), 1e-10);
    },
  ));
});

Deno.test("predictGim1() with gaps of two stages gives the root of a quadratic", () => {
  // A*(s) = (2λ/(2λ + s))² turns σ = A*(μ(1 - σ)), less its root 1, into a quadratic: with
  // r = 2ρ, σ = (1 + 2r - √(1 + 4r))/2.
  for (const utilization of [0.05, 0.5, 0.8, 0.99]) {
    const r = 2 * utilization;
    const root = (1 + 2 * r - Math.sqrt(1 + 4 * r)) / 2;
    const gap = { kind: "erlang", meanMs: 1 / utilization, stages: 2 } as const;
    const { wait } = predicted(predictGim1({ gap, serviceMeanMs: 1 }));
    assertAlmostEquals(known(wait).tail(0), root, 1e-12, `${utilization}`);
  }
});

Deno.test("predictGim1() meets its heavy-traffic limit for every law", () => {
  // Wq goes to E[S] (Ca² + 1)/2 ÷ (1 - ρ).
  const laws: readonly [Law, number][] = [
    [{ kind: "fixed", meanMs: 1 }, 0],
    [{ kind: "erlang", meanMs: 1, stages: 4 }, 0.25],
    [{ kind: "hyperexponential", meanMs: 1, scv: 5 }, 5],
    [{ kind: "lognormal", meanMs: 1, scv: 2 }, 2],
    [{ kind: "atoms", valuesMs: [0, 2], weights: [3, 3] }, 1],
    [{ kind: "replay", demandMs: [0.5, 1.5] }, 0.25],
    // E[X²] = (0.9 + 0.1 · 121)/4 = 3.25.
    [{ kind: "bimodal", meanMs: 1, share: 0.1, ratio: 11 }, 2.25],
  ];
  for (const [gap, scv] of laws) {
    const serviceMeanMs = 0.9999;
    const { waitMs } = predicted(predictGim1({ gap, serviceMeanMs }));
    assertAlmostEquals(waitMs * (1 - serviceMeanMs) * 2 / (scv + 1), 1, 1e-3, gap.kind);
  }
});

Deno.test("predictGim1() agrees with the twin over gaps that are drawn from a record", () => {
  const uniform = lcg(23);
  const record = [0.1, 0.2, 0.2, 0.4, 0.9, 1.1, 2, 5.1];
  const arrivals = arrivalTimes(1_000_000, () => record[Math.floor(uniform() * record.length)]);
  const waits = lindleyWaits(arrivals, draws(arrivals.length, exponential(uniform, 1)));
  const { waitMs, wait, utilization } = predicted(
    predictGim1({ gap: { kind: "replay", demandMs: record }, serviceMeanMs: 1 }),
  );
  assertAlmostEquals(utilization, 0.8, 1e-12);
  assertAlmostEquals(meanOf(waits) / waitMs, 1, 0.03);
  assertAlmostEquals(
    waits.filter((ms) => ms > 0).length / waits.length,
    known(wait).tail(0),
    0.002,
  );
  const p99Ms = known(wait).quantileMs(0.99);
  assertAlmostEquals(waits.filter((ms) => ms > p99Ms).length / waits.length, 0.01, 0.001);
});

Deno.test("predictGim1() agrees with the twin over gaps of a lognormal and a Pareto law", () => {
  const uniform = lcg(4);
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const sigma = Math.sqrt(Math.log(3));
  // Bounded Pareto of shape 1.5 from 1 to 100, by inversion; its mean is 3 (1 - 0.1)/(1 - 0.001).
  const cases: readonly [Law, () => number][] = [
    [
      { kind: "lognormal", meanMs: 1, scv: 2 },
      () => Math.exp(sigma * normal() - sigma * sigma / 2),
    ],
    [
      { kind: "pareto", meanMs: 1, shape: 1.5, ratio: 100 },
      () => (1 - 0.999 * uniform()) ** (-1 / 1.5) * 0.999 / 2.7,
    ],
  ];
  for (const [gap, draw] of cases) {
    const arrivals = arrivalTimes(1_000_000, draw);
    const waits = lindleyWaits(arrivals, draws(arrivals.length, exponential(uniform, 0.7)));
    const { waitMs } = predicted(predictGim1({ gap, serviceMeanMs: 0.7 }));
    assertAlmostEquals(meanOf(waits) / waitMs, 1, 0.02, gap.kind);
  }
});

Deno.test("predictGim1() makes nobody wait for a service that takes no time", () => {
  const gap = { kind: "fixed", meanMs: 1 } as const;
  const { waitMs, wait } = predicted(predictGim1({ gap, serviceMeanMs: 0 }));
  assertEquals([waitMs, known(wait).quantileMs(1)], [0, 0]);
});

Deno.test("predictGim1() says why it does not apply", () => {
  const gap = { kind: "fixed", meanMs: 1 } as const;
  assertEquals(reasonOf(predictGim1({ gap, serviceMeanMs: 1 })), "unstable");
  assertEquals(reasonOf(predictGim1({ gap, serviceMeanMs: NaN })), "not-measured");
  assertEquals(reasonOf(predictGim1({ gap: { ...gap, meanMs: 0 }, serviceMeanMs: 1 })), "unstable");
  assertThrows(() => predictGim1({ gap: { ...gap, meanMs: -1 }, serviceMeanMs: 1 }), RangeError);
});
