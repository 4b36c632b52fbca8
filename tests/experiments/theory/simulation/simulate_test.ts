import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import type { NotApplicableReason } from "../../../../experiments/theory/prediction.ts";
import { openArrivals } from "../../../../experiments/theory/simulation/arrival_stream.ts";
import { openQueue } from "../../../../experiments/theory/simulation/disciplines.ts";
import type { SimulationModel } from "../../../../experiments/theory/simulation/model.ts";
import { Outcomes } from "../../../../experiments/theory/simulation/outcomes.ts";
import { simulate } from "../../../../experiments/theory/simulation/simulate.ts";
import { exponential, fifo, fixed, mm1, poisson, simulated } from "./_models.ts";

const DISCIPLINES: readonly SimulationModel["discipline"][] = [
  fifo(1),
  fifo(3),
  fifo(60),
  fifo(Infinity),
  { kind: "fifo", servers: 2, setUp: exponential(0.1), handOverMs: 0.01 },
  { kind: "polled", drain: "one", sleep: exponential(0.1) },
  { kind: "polled", drain: "present", sleep: exponential(0.1) },
  { kind: "polled", drain: "all", sleep: exponential(0.1) },
  { kind: "bounded", capacity: 3, overflow: "reject" },
  { kind: "bounded", capacity: 3, overflow: "drop-oldest", servers: 2 },
  { kind: "bounded", capacity: 3, overflow: "block" },
  { kind: "priority", classes: [{ share: 0.3 }, { share: 0.7, service: fixed(0.5) }] },
  { kind: "sliced", sliceMs: 2, pause: exponential(0.1) },
  { kind: "round-robin", quantumMs: 0.3 },
  { kind: "processor-sharing" },
  { kind: "awaiting", before: fixed(0.2), after: fixed(0.3), concurrency: 4 },
];

/** Rows of a queue, asked for so many at a time. */
function rowsOf(model: SimulationModel, rows: number, atATime: number) {
  assert(model.arrivals.kind !== "closed");
  const stream = openArrivals(model.arrivals, { kind: "tasks", tasks: rows }, 5);
  const queue = openQueue(model, stream, 5, rows);
  const outcomes = new Outcomes(rows);
  const seen: number[][] = [];
  while (seen.length < rows) {
    const count = queue.advance(outcomes, Math.min(atATime, rows - seen.length));
    for (let row = 0; row < count; row++) {
      const { waitMs, sojournMs, arrivedMs, taskClass } = outcomes;
      seen.push([waitMs[row], sojournMs[row], arrivedMs[row], taskClass[row]]);
    }
  }
  return seen;
}

for (const discipline of DISCIPLINES) {
  const name = Object.values(discipline).filter((value) => typeof value !== "object").join(" ");
  const model = { ...mm1(0.7), discipline };

  Deno.test(`openQueue() gives the same rows however many are asked for: ${name}`, () => {
    assertEquals(rowsOf(model, 3000, 3000), rowsOf(model, 3000, 7));
  });

  Deno.test(`simulate() gives the same result for the same seed, and another one: ${name}`, () => {
    const result = simulate(model, { customers: 5000, seed: 7 });
    assertEquals(simulate(model, { customers: 5000, seed: 7 }), result);
    assert(
      JSON.stringify(simulate(model, { customers: 5000, seed: 8 })) !== JSON.stringify(result),
    );
  });

  Deno.test(`simulate() keeps Little's law and ends no task before its start: ${name}`, () => {
    const { waitMs, sojournMs, ...result } = simulated(model, { customers: 100_000, seed: 3 });
    assert(sojournMs.mean >= waitMs.mean && waitMs.p50 <= waitMs.p99 && waitMs.p99 <= waitMs.max);
    assertAlmostEquals(
      result.throughputPerSecond,
      result.arrivalRatePerSecond * (1 - result.lostShare),
      0.01 * result.throughputPerSecond,
    );
    if (discipline.kind === "bounded" && discipline.overflow === "drop-oldest") return;
    // The mean is corrected by control variates, the length is not.
    const expected = waitMs.mean * result.throughputPerSecond / 1000;
    assertAlmostEquals(result.queueLength, expected, 0.1 * expected + 1e-9);
  });
}

Deno.test("simulate() finds the rates and the utilization that were asked for", () => {
  const result = simulated(mm1(0.8), { customers: 1_000_000, seed: 1 });
  assertAlmostEquals(result.arrivalRatePerSecond, 800, 4);
  assertAlmostEquals(result.utilization, 0.8, 0.005);
  assertEquals([result.customers, result.warmUp, result.lostShare], [1_000_000, 20_010, 0]);
});

Deno.test("simulate() finds the quantiles of M/M/1", () => {
  // P(Wq > t) = ρ e^(−(μ−λ)t), so the quantile is ln(ρ ÷ (1 − p)) ÷ (μ − λ).
  const { waitMs } = simulated(mm1(0.8), { customers: 1_000_000, seed: 1, level: 0.99 });
  const quantileMs = (p: number) => Math.log(0.8 / (1 - p)) / 0.2;
  assert(waitMs.p50Interval[0] <= quantileMs(0.5) && quantileMs(0.5) <= waitMs.p50Interval[1]);
  assert(waitMs.p99Interval[0] <= quantileMs(0.99) && quantileMs(0.99) <= waitMs.p99Interval[1]);
  assertAlmostEquals(waitMs.p90 / quantileMs(0.9), 1, 0.03);
  assertAlmostEquals(waitMs.p999 / quantileMs(0.999), 1, 0.15);
});

Deno.test("simulate() has intervals that hold the truth as often as they say", () => {
  let held = 0;
  let quantilesHeld = 0;
  for (let seed = 1; seed <= 100; seed++) {
    const { waitMs } = simulated(mm1(0.5), { customers: 20_000, seed });
    if (waitMs.interval[0] <= 1 && 1 <= waitMs.interval[1]) held++;
    const p99 = Math.log(50) / 0.5;
    if (waitMs.p99Interval[0] <= p99 && p99 <= waitMs.p99Interval[1]) quantilesHeld++;
  }
  // Of 100 intervals of 95 %, fewer than 88 hold the truth once in 500 times.
  assert(held >= 88 && quantilesHeld >= 85, `${held} and ${quantilesHeld} of 100`);
});

Deno.test("simulate() loses as many, and has as many waiting, whichever end is dropped", () => {
  // M/M/1/K with ρ = 1.2 and 10 places to wait: p(11) lost, Lq = 6.541.
  const [reject, drop] = (["reject", "drop-oldest"] as const).map((overflow) => {
    const discipline = { kind: "bounded", capacity: 10, overflow } as const;
    return simulated({ ...mm1(1.2), discipline }, { customers: 300_000, seed: 1 });
  });
  assertAlmostEquals(reject.lostShare, 0.18772, 0.004);
  assertAlmostEquals(drop.lostShare, 0.18772, 0.004);
  assertAlmostEquals(reject.queueLength, 6.541, 0.07);
  assertAlmostEquals(drop.queueLength, 6.541, 0.07);
  assert(drop.waitMs.mean < reject.waitMs.mean);
});

Deno.test("simulate() gives each class its share and its own service", () => {
  const { perClass } = simulated({
    ...mm1(0.7),
    discipline: {
      kind: "priority",
      classes: [{ share: 0.25 }, { share: 0.75, service: fixed(1) }],
    },
  }, { customers: 100_000, seed: 1 });
  assertAlmostEquals(perClass[0].customers / 100_000, 0.25, 0.01);
  assertAlmostEquals(perClass[1].sojournMs.mean - perClass[1].waitMs.mean, 1, 1e-9);
});

Deno.test("simulate() serves everybody at once with servers without end", () => {
  const result = simulated({ ...mm1(9), discipline: fifo(Infinity) }, {
    customers: 50_000,
    seed: 1,
  });
  assertEquals([result.waitMs.mean, result.waitMs.max, result.queueLength], [0, 0, 0]);
  // The mean number in service, λE[S].
  assertAlmostEquals(result.utilization, 9, 0.2);
});

Deno.test("simulate() takes ten thousand servers", () => {
  const model = { arrivals: poisson(9000), service: exponential(1), discipline: fifo(10_000) };
  const result = simulated(model, { customers: 200_000, seed: 1 });
  assertAlmostEquals(result.utilization, 0.9, 0.01);
  // At ρ = 0.9 so many servers never leave a task waiting.
  assertEquals(result.waitMs.max, 0);
});

Deno.test("simulate() takes every process of arrivals that goes on for ever", () => {
  const processes = [
    { kind: "steady", ratePerSecond: 500 },
    { kind: "batches", batch: 5, everyMs: 10 },
    { kind: "on-off", ratePerSecond: 1000, onMs: 10, offMs: 10 },
    { kind: "diurnal", ratePerSecond: 500, amplitude: 0.5, periodMs: 100 },
    { kind: "mmpp", lowRatePerSecond: 200, highRatePerSecond: 800, lowMs: 20, highMs: 20 },
    { kind: "replay", timesMs: [0, 1, 1.5, 6] },
  ] as const;
  for (const process of processes) {
    const model = { ...mm1(0.5), arrivals: { kind: "process", process } } as const;
    const result = simulated(model, { customers: 20_000, seed: 1 });
    assertAlmostEquals(result.arrivalRatePerSecond, 500, 25, process.kind);
    assert(result.waitMs.mean > 0);
  }
  // Five tasks of 1 ms at one instant each 10 ms wait 0, 1, 2, 3 and 4 ms.
  const model: SimulationModel = {
    arrivals: { kind: "process", process: { kind: "batches", batch: 5, everyMs: 10 } },
    service: fixed(1),
    discipline: fifo(),
  };
  assertAlmostEquals(simulated(model, { customers: 10_000, seed: 1 }).waitMs.mean, 2, 1e-6);
});

Deno.test("simulate() says why a model has no steady state", () => {
  const ramp = { kind: "ramp", fromRatePerSecond: 1, toRatePerSecond: 2, overMs: 10 } as const;
  const users = { kind: "closed", users: 5, think: exponential(1) } as const;
  const table: readonly [Partial<SimulationModel>, NotApplicableReason][] = [
    [{ arrivals: poisson(1) }, "unstable"],
    [{ arrivals: poisson(2), discipline: fifo(2) }, "unstable"],
    [{ discipline: { kind: "fifo", servers: 1, handOverMs: 1 } }, "unstable"],
    [{ discipline: { kind: "polled", drain: "one", sleep: fixed(1) } }, "unstable"],
    [{ discipline: { kind: "sliced", sliceMs: 0.1, pause: fixed(9) } }, "unstable"],
    [{
      discipline: { kind: "awaiting", before: fixed(0), after: fixed(0.1), concurrency: 1 },
      arrivals: poisson(0.95),
    }, "unstable"],
    [{
      discipline: { kind: "priority", classes: [{ share: 1, service: fixed(3) }] },
    }, "unstable"],
    [{ arrivals: { kind: "process", process: ramp } }, "assumption-broken"],
    [{
      arrivals: users,
      discipline: { kind: "bounded", capacity: 1, overflow: "block" },
    }, "assumption-broken"],
  ];
  for (const [parts, reason] of table) {
    const result = simulate({ ...mm1(0.5), ...parts }, { customers: 1000, seed: 1 });
    assertEquals(result.state === "not-applicable" && result.reason, reason);
  }
});

Deno.test("simulate() refuses numbers out of their range", () => {
  const options = { customers: 1000, seed: 1 };
  const with_ = (parts: Partial<SimulationModel>) => () =>
    simulate({ ...mm1(0.5), ...parts }, options);
  const table: readonly [() => unknown, string][] = [
    [() => simulate(mm1(0.5), { customers: 10, seed: 1 }), "customers"],
    [() => simulate(mm1(0.5), { ...options, level: 1 }), "level"],
    [() => simulate(mm1(0.5), { ...options, warmUp: -1 }), "warmUp"],
    [() => simulate(mm1(0.5), { ...options, seed: 0.5 }), "seed"],
    [with_({ discipline: fifo(0) }), "servers"],
    [with_({ discipline: { kind: "bounded", capacity: -1, overflow: "reject" } }), "capacity"],
    [with_({ discipline: { kind: "priority", classes: [] } }), "classes"],
    [with_({ discipline: { kind: "priority", classes: [{ share: 0.5 }] } }), "shares"],
    [with_({ discipline: { kind: "round-robin", quantumMs: 0 } }), "quantumMs"],
    [with_({ arrivals: { kind: "closed", users: 0, think: fixed(1) } }), "users"],
    [with_({ arrivals: { kind: "renewal", gap: fixed(0) } }), "mean gap"],
    [
      with_({ arrivals: { kind: "batch", gap: fixed(9), size: "fixed", meanSize: 1.5 } }),
      "meanSize",
    ],
  ];
  for (const [run, words] of table) assertThrows(run, RangeError, words);
});

/** Bytes of typed arrays of one kind that are made while something runs. */
function bytesMade(kind: "Float64Array" | "Uint32Array" | "Int32Array", run: () => void): number {
  const original = globalThis[kind];
  let bytes = 0;
  Object.defineProperty(globalThis, kind, {
    configurable: true,
    writable: true,
    value: new Proxy(original, {
      construct(target, given, newTarget) {
        const made = Reflect.construct(target, given, newTarget);
        if (typeof given[0] === "number") bytes += made.byteLength;
        return made;
      },
    }),
  });
  try {
    run();
  } finally {
    Object.defineProperty(globalThis, kind, {
      configurable: true,
      writable: true,
      value: original,
    });
  }
  return bytes;
}

Deno.test("simulate() needs no more memory for more tasks", () => {
  for (const kind of ["Float64Array", "Uint32Array"] as const) {
    const [few, many] = [640_000, 2_560_000].map((customers) =>
      bytesMade(kind, () => void simulate(mm1(0.5), { customers, seed: 1 }))
    );
    assert(few > 0 && few < 2e7, `${few} bytes`);
    assertEquals(many, few);
  }
});
