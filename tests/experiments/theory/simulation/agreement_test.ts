/** The simulation against every closed form, inside its own 99 % interval. Seeds are row numbers. */
import { assert } from "@std/assert";
import { predictBatch } from "../../../../experiments/theory/batch.ts";
import { type Law, lawMoments } from "../../../../experiments/theory/law.ts";
import { predictMg1 } from "../../../../experiments/theory/mg1.ts";
import { predictPolled } from "../../../../experiments/theory/polled.ts";
import type { Prediction } from "../../../../experiments/theory/prediction.ts";
import type { SimulationModel } from "../../../../experiments/theory/simulation/model.ts";
import type { Simulated, SimulatedTime } from "../../../../experiments/theory/simulation/result.ts";
import { exponential, fifo, fixed, mm1, poisson, simulated } from "./_models.ts";

interface Row {
  readonly name: string;
  readonly model: SimulationModel;
  /** The mean in ms that is known. */
  readonly expectedMs: number;
  /** Whose mean it is. @default that of all waits */
  readonly of?: (result: Simulated) => SimulatedTime;
}

const sojourn = (result: Simulated) => result.sojournMs;

function waitOf(prediction: Prediction): number {
  assert(prediction.state === "predicted");
  return prediction.waitMs;
}

/** M/G/1 at ρ = 0.7 by Pollaczek and Khinchine. */
function mg1(service: Law): Row {
  const { meanMs, secondMomentMs2 } = lawMoments(service);
  const load = {
    arrivalRatePerSecond: 700 / meanMs,
    serviceMeanMs: meanMs,
    serviceSecondMomentMs2: secondMomentMs2,
  };
  return {
    name: `M/G/1, ${service.kind}`,
    model: { arrivals: poisson(0.7 / meanMs), service, discipline: fifo() },
    expectedMs: waitOf(predictMg1(load)),
  };
}

/** Polled queues with exponential service, by Takagi. */
function polled(drain: "one" | "present" | "all", ratePerMs: number, sleep: Law): Row {
  const load = {
    arrivalRatePerSecond: ratePerMs * 1000,
    serviceMeanMs: 1,
    serviceSecondMomentMs2: 2,
    drain,
    sleep: lawMoments(sleep),
  };
  return {
    name: `polled, ${drain}, sleep ${sleep.kind}`,
    model: {
      arrivals: poisson(ratePerMs),
      service: exponential(1),
      discipline: { kind: "polled", drain, sleep },
    },
    expectedMs: waitOf(predictPolled(load)),
  };
}

/** GI/M/1: σ/(1 − σ) with σ = A*(1 − σ), A* the transform of the gaps (L. Kleinrock, 1975, 6.4). */
function gim1(gap: Law, transform: (s: number) => number): Row {
  let sigma = 0.5;
  for (let step = 0; step < 10_000; step++) sigma = transform(1 - sigma);
  return {
    name: `GI/M/1, ${gap.kind}`,
    model: { arrivals: { kind: "renewal", gap }, service: exponential(1), discipline: fifo() },
    expectedMs: sigma / (1 - sigma),
  };
}

/** M^X/M/1 at ρ = 0.6. */
function batches(size: "fixed" | "geometric", meanSize: number, secondMoment: number): Row {
  const load = {
    batchRatePerSecond: 600 / meanSize,
    batchSizeMean: meanSize,
    batchSizeSecondMoment: secondMoment,
    serviceMeanMs: 1,
  };
  return {
    name: `M^X/M/1, ${size}`,
    model: {
      arrivals: { kind: "batch", gap: exponential(meanSize / 0.6), size, meanSize },
      service: exponential(1),
      discipline: fifo(),
    },
    expectedMs: waitOf(predictBatch(load)),
  };
}

/** M/M/c by Erlang C and M/D/c by Crommelin, waits computed from the formulas to all digits. */
function servers(kind: "M" | "D", count: number, utilization: number, expectedMs: number): Row {
  return {
    name: `M/${kind}/${count}`,
    model: {
      arrivals: poisson(utilization * count),
      service: kind === "M" ? exponential(1) : fixed(1),
      discipline: fifo(count),
    },
    expectedMs,
  };
}

/** M/G/1 with set-up: PK + (2 E[D] + λ E[D²]) / (2 (1 + λ E[D])) (P. D. Welch, 1964). */
function setUp(law: Law): Row {
  const { meanMs, secondMomentMs2 } = lawMoments(law);
  const addedMs = (2 * meanMs + 0.7 * secondMomentMs2) / (2 * (1 + 0.7 * meanMs));
  return {
    name: `M/M/1 with set-up, ${law.kind}`,
    model: { ...mm1(0.7), discipline: { kind: "fifo", servers: 1, setUp: law } },
    expectedMs: 0.7 / 0.3 + addedMs,
  };
}

/** At ρ = 0.8: ρ/((1 − σ before)(1 − σ with)), exponential service of mean 1 (A. Cobham, 1954). */
function priority(index: number, expectedMs: number): Row {
  const classes = [{ share: 0.5 }, { share: 0.25 }, { share: 0.25 }];
  return {
    name: `priority, class ${index}`,
    model: { ...mm1(0.8), discipline: { kind: "priority", classes } },
    expectedMs,
    of: ({ perClass }) => perClass[index].waitMs,
  };
}

/** One server and ten users who think for 10 ms: sojourn N/X − Z, X = μ(1 − p₀) (machine repair). */
function closed(discipline: SimulationModel["discipline"]): Row {
  const weights = [1];
  for (let n = 1; n <= 10; n++) weights.push(weights[n - 1] * (11 - n) / 10);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    name: `ten users, ${discipline.kind}`,
    model: {
      arrivals: { kind: "closed", users: 10, think: exponential(10) },
      service: exponential(1),
      discipline,
    },
    expectedMs: 10 / (1 - 1 / total) - 10,
    of: sojourn,
  };
}

/** M/M/c/K waits of accepted tasks from the steady state, with c + `places` = K. */
function lossWaitMs(ratePerMs: number, count: number, places: number): number {
  const weights = [1];
  for (let n = 1; n <= count + places; n++) {
    weights.push(weights[n - 1] * ratePerMs / Math.min(n, count));
  }
  const waiting = weights.reduce((sum, weight, n) => sum + weight * Math.max(0, n - count), 0);
  const accepted = weights.slice(0, -1).reduce((sum, weight) => sum + weight, 0);
  return waiting / (ratePerMs * accepted);
}

function bounded(overflow: "reject" | "block", count: number, capacity: number): Row {
  // A producer who is held back holds a task itself: a place more, and no arrival is lost.
  const places = overflow === "block" ? capacity + 1 : capacity;
  return {
    name: `bounded, ${overflow}, ${count} servers`,
    model: {
      arrivals: poisson(1.1 * count),
      service: exponential(1),
      discipline: { kind: "bounded", capacity, overflow, servers: count },
    },
    expectedMs: lossWaitMs(1.1 * count, count, places),
  };
}

/** W = E[S]/(1 − ρ) at ρ = 0.7, whatever the law (L. Kleinrock, volume 2, 1976, 4.4). */
function sharing(service: Law): Row {
  return {
    name: `M/G/1-PS, ${service.kind}`,
    model: { arrivals: poisson(0.7), service, discipline: { kind: "processor-sharing" } },
    expectedMs: 1 / 0.3,
    of: sojourn,
  };
}

/** Tasks that hold the loop twice for 0.4 ms: a product form, two visits of 0.4/(1 − 0.8) ms each. */
function awaiting(): Row {
  const discipline = {
    kind: "awaiting",
    before: exponential(0.4),
    after: exponential(0.4),
  } as const;
  return {
    name: "awaiting",
    model: { arrivals: poisson(1), service: exponential(5), discipline },
    expectedMs: 2 * 0.4 / 0.2 + 5,
    of: sojourn,
  };
}

/** Hand-over H after each task that leaves others waiting: the rule of Welch with S + H after the first. */
function handOver(): Row {
  const [rate, first, later] = [0.7, lawMoments(exponential(1)), { mean: 1.1, second: 2.21 }];
  const busy = rate * later.mean;
  const expectedMs = rate * later.second / (2 * (1 - busy)) +
    (2 * first.meanMs + rate * (first.secondMomentMs2 - later.second)) /
      (2 * (1 + rate * (first.meanMs - later.mean))) -
    1;
  return {
    name: "M/M/1 with hand-over",
    model: { ...mm1(rate), discipline: { kind: "fifo", servers: 1, handOverMs: 0.1 } },
    expectedMs,
  };
}

const ROWS: readonly Row[] = [
  { name: "M/M/1, ρ 0.5", model: mm1(0.5), expectedMs: 1 },
  { name: "M/M/1, ρ 0.8", model: mm1(0.8), expectedMs: 4 },
  { name: "M/M/1, ρ 0.9", model: mm1(0.9), expectedMs: 9 },
  mg1(fixed(1)),
  mg1({ kind: "erlang", meanMs: 1, stages: 3 }),
  mg1({ kind: "erlang", meanMs: 1, stages: 20 }),
  mg1({ kind: "gamma", meanMs: 2, scv: 0.37 }),
  mg1({ kind: "hyperexponential", meanMs: 1, scv: 4 }),
  mg1({ kind: "lognormal", meanMs: 0.1, scv: 2 }),
  mg1({ kind: "pareto", meanMs: 1, shape: 2.5, ratio: 100 }),
  mg1({ kind: "bimodal", meanMs: 1, share: 0.1, ratio: 10 }),
  mg1({ kind: "atoms", valuesMs: [0.5, 1, 4], weights: [2, 2, 1] }),
  mg1({ kind: "replay", demandMs: [1, 0, 2, 2.5] }),
  polled("one", 0.8, fixed(0.1)),
  polled("one", 0.4, exponential(1)),
  polled("present", 0.5, fixed(1)),
  polled("present", 0.7, exponential(2)),
  polled("all", 0.5, fixed(1)),
  polled("all", 0.8, { kind: "erlang", meanMs: 3, stages: 2 }),
  gim1(fixed(1.25), (s) => Math.exp(-1.25 * s)),
  gim1({ kind: "erlang", meanMs: 1.25, stages: 2 }, (s) => (1 + 1.25 * s / 2) ** -2),
  gim1({ kind: "hyperexponential", meanMs: 1.25, scv: 3 }, (s) => {
    const p = (1 + Math.sqrt(1 / 2)) / 2;
    return p / (1 + 1.25 * s / (2 * p)) + (1 - p) / (1 + 1.25 * s / (2 * (1 - p)));
  }),
  batches("fixed", 5, 25),
  batches("geometric", 3, 15),
  servers("M", 2, 0.9, 4.263157894736842),
  servers("M", 10, 0.8, 0.20459007539822183),
  servers("M", 100, 0.97, 0.22557041054454235),
  servers("D", 2, 0.8, 0.9032838794166753),
  servers("D", 10, 0.9, 0.34458205037967526),
  setUp(fixed(0.5)),
  setUp(exponential(0.5)),
  handOver(),
  priority(0, 0.8 / 0.6),
  priority(1, 0.8 / (0.6 * 0.4)),
  priority(2, 0.8 / (0.4 * 0.2)),
  bounded("reject", 1, 10),
  bounded("reject", 3, 5),
  bounded("block", 1, 10),
  bounded("block", 2, 3),
  sharing(exponential(1)),
  sharing(fixed(1)),
  sharing({ kind: "hyperexponential", meanMs: 1, scv: 4 }),
  {
    name: "M/M/1, round-robin: any order that does not look at services",
    model: { ...mm1(0.8), discipline: { kind: "round-robin", quantumMs: 0.5 } },
    expectedMs: 5,
    of: sojourn,
  },
  {
    name: "slices so short that a pause follows each task",
    model: {
      ...mm1(0.7),
      discipline: { kind: "sliced", sliceMs: 1e-9, pause: fixed(0.1) },
    },
    expectedMs: handOver().expectedMs,
  },
  awaiting(),
  {
    name: "awaiting at most two at a time, which is M/M/2",
    model: {
      arrivals: poisson(1.8),
      service: exponential(1),
      discipline: { kind: "awaiting", before: fixed(0), after: fixed(0), concurrency: 2 },
    },
    expectedMs: 4.263157894736842,
  },
  closed(fifo()),
  closed({ kind: "processor-sharing" }),
  closed({ kind: "round-robin", quantumMs: 0.7 }),
  closed({ kind: "priority", classes: [{ share: 0.5 }, { share: 0.5 }] }),
  closed({ kind: "bounded", capacity: 100, overflow: "reject" }),
  closed({ kind: "sliced", sliceMs: 5, pause: fixed(0) }),
];

ROWS.forEach(({ name, model, expectedMs, of = ({ waitMs }) => waitMs }, index) => {
  Deno.test(`simulate() agrees with the closed form: ${name}`, () => {
    const result = simulated(model, { customers: 300_000, seed: index + 1, level: 0.99 });
    const { mean, interval } = of(result);
    const [low, high] = interval;
    const found = `${mean} in [${low}, ${high}], expected ${expectedMs}`;
    assert(low <= expectedMs && expectedMs <= high, found);
    // An interval that holds everything would pass as well.
    assert(high - low < 0.6 * expectedMs, found);
  });
});

const LONG: readonly Row[] = [
  { name: "M/M/1", model: mm1(0.8), expectedMs: 4 },
  polled("one", 0.4, fixed(1)),
  polled("present", 0.8, fixed(1)),
  polled("all", 0.8, fixed(1)),
  servers("M", 10, 0.8, 0.20459007539822183),
];

LONG.forEach(({ name, model, expectedMs }, index) => {
  Deno.test(`simulate() is within 0.5 % after 10⁷ tasks: ${name}`, () => {
    const { waitMs } = simulated(model, { customers: 1e7, seed: index + 1, level: 0.99 });
    const [low, high] = waitMs.interval;
    assert(Math.abs(waitMs.mean / expectedMs - 1) < 0.005, `${waitMs.mean}, not ${expectedMs}`);
    assert(low <= expectedMs && expectedMs <= high, `${expectedMs} is not in [${low}, ${high}]`);
  });
});
