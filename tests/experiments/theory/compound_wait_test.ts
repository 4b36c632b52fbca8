/** What distributions by inversion can tell, and where there are none. */
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import type { Law } from "../../../experiments/theory/law.ts";
import { predictBatch } from "../../../experiments/theory/batch.ts";
import { predictMg1 } from "../../../experiments/theory/mg1.ts";
import { predictMm1 } from "../../../experiments/theory/mm1.ts";
import { predictPolled } from "../../../experiments/theory/polled.ts";
import { poissonTail } from "../../../experiments/theory/_poisson.ts";
import { known, predicted } from "./_predicted.ts";

const TIMES_MS = Array.from({ length: 60 }, (_, i) => 0.05 * (i + 1));
const ONE = { kind: "exponential", meanMs: 1 } as const;

/** P(S > t) for stages that are each exponential: fewer of them have ended. */
function erlangTail(stages: number, meanMs: number, ms: number): number {
  return 1 - poissonTail(stages, stages * ms / meanMs);
}

function mg1(service: Law, utilization: number) {
  return predicted(predictMg1({ arrivalRatePerSecond: utilization * 1000, service }));
}

function fixedBatch(service: Law, meanSize: number) {
  const load = { batchRatePerSecond: 1e-9, size: "fixed", meanSize, service } as const;
  return predicted(predictBatch(load));
}

Deno.test("predictMg1() keeps to 1e-8 as far as it has a sojourn of a concentrated service", () => {
  for (const stages of [2, 20, 50, 100]) {
    const { sojourn } = mg1({ kind: "erlang", meanMs: 1, stages }, 1e-12);
    for (const ms of TIMES_MS) {
      const message = `${stages} stages, ${ms} ms`;
      assertAlmostEquals(known(sojourn).tail(ms), erlangTail(stages, 1, ms), 1e-8, message);
    }
  }
});

Deno.test("predictBatch() keeps to 1e-8 as far as it has a wait for the own batch", () => {
  // Without other batches: each task waits for those before it.
  for (const [meanSize, stages] of [[2, 50], [5, 20], [20, 5], [100, 1]]) {
    const { wait } = fixedBatch({ kind: "erlang", meanMs: 1, stages }, meanSize);
    for (const part of TIMES_MS) {
      const ms = part * meanSize / 2;
      let exact = 0;
      for (let n = 1; n < meanSize; n++) exact += erlangTail(n * stages, n, ms) / meanSize;
      assertAlmostEquals(known(wait).tail(ms), exact, 1e-8, `${meanSize} a batch, ${ms} ms`);
    }
  }
});

Deno.test("predictMg1(), predictBatch() and predictPolled() have no distribution of what inversion blurs", () => {
  const concentrated: Law[] = [
    { kind: "gamma", meanMs: 1, scv: 1e-4 },
    { kind: "erlang", meanMs: 1, stages: 10_000 },
    { kind: "lognormal", meanMs: 1, scv: 1e-4 },
  ];
  for (const service of concentrated) {
    const { wait, sojourn, waitMs } = mg1(service, 0.5);
    assertEquals([wait, sojourn], [undefined, undefined]);
    assertAlmostEquals(waitMs, 0.5, 1e-3);
    const load = { arrivalRatePerSecond: 100, drain: "all" } as const;
    assertEquals(predicted(predictPolled({ ...load, service, sleep: ONE })).wait, undefined);
    assertEquals(
      predicted(predictPolled({ ...load, service: ONE, sleep: service })).wait,
      undefined,
    );
    assertEquals(fixedBatch(service, 2).wait, undefined);
  }
  assertEquals(fixedBatch({ kind: "gamma", meanMs: 1, scv: 0.1 }, 20).wait, undefined);
  // A density that jumps: at its least value the sojourn was wrong by 3e-3.
  const pareto = { kind: "pareto", meanMs: 1, shape: 1.5, ratio: 10 } as const;
  assertEquals(mg1(pareto, 0.5).sojourn, undefined);
  assertEquals(fixedBatch(pareto, 2).wait, undefined);
  assert(mg1(pareto, 0.5).wait !== undefined);
});

Deno.test("quantileMs() by inversion is right or NaN, however far out", () => {
  for (const utilization of [0.1, 0.8, 0.99, 0.999999]) {
    const { wait, sojourn } = mg1(ONE, utilization);
    const exact = predicted(
      predictMm1({ arrivalRatePerSecond: utilization * 1000, serviceMeanMs: 1 }),
    );
    for (let digits = 1; digits <= 15; digits++) {
      const p = 1 - 10 ** -digits;
      const pairs = [[known(wait), known(exact.wait)], [known(sojourn), known(exact.sojourn)]];
      for (const [inverted, closed] of pairs) {
        const ms = inverted.quantileMs(p);
        const message = `ρ ${utilization}, ${p}: ${ms} and ${closed.quantileMs(p)} ms`;
        // A tenth of a tail is a tenth of its exponential decay.
        const slackMs = 0.12 / (1 - utilization);
        if (Number.isNaN(ms)) assert(digits >= (utilization > 0.9999 ? 5 : 8), message);
        else assertAlmostEquals(ms, closed.quantileMs(p), slackMs, message);
      }
    }
    assertEquals(known(wait).quantileMs(1), Infinity);
  }
  assertEquals(known(mg1({ kind: "fixed", meanMs: 1 }, 0.5).sojourn).quantileMs(1 - 1e-12), NaN);
});

Deno.test("predictMg1() has no distribution where rounding hides it", () => {
  assertEquals([mg1(ONE, 1 - 1e-11).wait, mg1(ONE, 1 - 1e-11).sojourn], [undefined, undefined]);
});
