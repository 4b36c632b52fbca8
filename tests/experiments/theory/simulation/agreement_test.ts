/** The simulation against every closed form, inside its own 99 % interval. Seeds are row numbers. */
import { assert } from "@std/assert";
import { predictBatch } from "../../../../experiments/theory/batch.ts";
import { type Law, lawMoments } from "../../../../experiments/theory/law.ts";
import { predictMg1 } from "../../../../experiments/theory/mg1.ts";
import { predictGim1 } from "../../../../experiments/theory/gim1.ts";
import { predictMdc } from "../../../../experiments/theory/mdc.ts";
import { predictMmc } from "../../../../experiments/theory/mmc.ts";
import { predictMmck } from "../../../../experiments/theory/mmck.ts";
import { predictPriority } from "../../../../experiments/theory/priority.ts";
import { predictPs } from "../../../../experiments/theory/ps.ts";
import { predictSetUp } from "../../../../experiments/theory/set_up.ts";
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

/** GI/M/1 at ρ = 0.8. */
function gim1(gap: Law): Row {
  return {
    name: `GI/M/1, ${gap.kind}`,
    model: { arrivals: { kind: "renewal", gap }, service: exponential(1), discipline: fifo() },
    expectedMs: waitOf(predictGim1({ gap, serviceMeanMs: 1 })),
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

/** M/M/c and M/D/c. */
function servers(kind: "M" | "D", count: number, utilization: number): Row {
  const arrivalRatePerSecond = 1000 * utilization * count;
  const prediction = kind === "M"
    ? predictMmc({ arrivalRatePerSecond, serviceMeanMs: 1, servers: count })
    : predictMdc({ arrivalRatePerSecond, serviceMs: 1, servers: count });
  return {
    name: `M/${kind}/${count}`,
    model: {
      arrivals: poisson(utilization * count),
      service: kind === "M" ? exponential(1) : fixed(1),
      discipline: fifo(count),
    },
    expectedMs: waitOf(prediction),
  };
}

/** M/M/1 with set-up at ρ = 0.7, by Welch; and with hand-over. */
function setUp(law: Law, handOverMs = 0): Row {
  const prediction = predictSetUp({
    arrivalRatePerSecond: 700,
    serviceMeanMs: 1,
    serviceSecondMomentMs2: 2,
    setUp: lawMoments(law),
    handOver: lawMoments(fixed(handOverMs)),
  });
  return {
    name: `M/M/1 with set-up, ${law.kind}, and hand-over of ${handOverMs} ms`,
    model: { ...mm1(0.7), discipline: { kind: "fifo", servers: 1, setUp: law, handOverMs } },
    expectedMs: waitOf(prediction),
  };
}

/** One of three classes at ρ = 0.8, by Cobham. */
function priority(index: number): Row {
  const shares = [0.5, 0.25, 0.25];
  const { classes } = predictPriority(shares.map((share) => {
    return { arrivalRatePerSecond: 800 * share, serviceMeanMs: 1, serviceSecondMomentMs2: 2 };
  }));
  return {
    name: `priority, class ${index}`,
    model: {
      ...mm1(0.8),
      discipline: { kind: "priority", classes: shares.map((share) => ({ share })) },
    },
    expectedMs: waitOf(classes[index]),
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

/** M/M/c/K at 1.1 of what c servers can carry. */
function bounded(overflow: "reject" | "block", count: number, capacity: number): Row {
  // A producer who is held back holds a task itself: a place more, and no arrival is lost.
  const places = overflow === "block" ? capacity + 1 : capacity;
  const prediction = predictMmck({
    arrivalRatePerSecond: 1100 * count,
    serviceMeanMs: 1,
    servers: count,
    capacity: count + places,
  });
  return {
    name: `bounded, ${overflow}, ${count} servers`,
    model: {
      arrivals: poisson(1.1 * count),
      service: exponential(1),
      discipline: { kind: "bounded", capacity, overflow, servers: count },
    },
    expectedMs: waitOf(prediction),
  };
}

/** Processor sharing at ρ = 0.7: the law of the service makes no difference. */
function sharing(service: Law): Row {
  const prediction = predictPs({ arrivalRatePerSecond: 700, serviceMeanMs: 1 });
  assert(prediction.state === "predicted");
  return {
    name: `M/G/1-PS, ${service.kind}`,
    model: { arrivals: poisson(0.7), service, discipline: { kind: "processor-sharing" } },
    expectedMs: prediction.sojournMs,
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
  gim1(fixed(1.25)),
  gim1({ kind: "erlang", meanMs: 1.25, stages: 2 }),
  gim1({ kind: "hyperexponential", meanMs: 1.25, scv: 3 }),
  gim1({ kind: "gamma", meanMs: 1.25, scv: 0.6 }),
  batches("fixed", 5, 25),
  batches("geometric", 3, 15),
  servers("M", 2, 0.9),
  servers("M", 10, 0.8),
  servers("M", 100, 0.97),
  servers("D", 2, 0.8),
  servers("D", 10, 0.9),
  setUp(fixed(0.5)),
  setUp(exponential(0.5)),
  setUp(exponential(0.3), 0.1),
  priority(0),
  priority(1),
  priority(2),
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
    expectedMs: setUp(fixed(0), 0.1).expectedMs,
  },
  awaiting(),
  {
    name: "awaiting at most two at a time, which is M/M/2",
    model: {
      arrivals: poisson(1.8),
      service: exponential(1),
      discipline: { kind: "awaiting", before: fixed(0), after: fixed(0), concurrency: 2 },
    },
    expectedMs: servers("M", 2, 0.9).expectedMs,
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
  servers("M", 10, 0.8),
];

LONG.forEach(({ name, model, expectedMs }, index) => {
  Deno.test(`simulate() is within 0.5 % after 10⁷ tasks: ${name}`, () => {
    const { waitMs } = simulated(model, { customers: 1e7, seed: index + 1, level: 0.99 });
    const [low, high] = waitMs.interval;
    assert(Math.abs(waitMs.mean / expectedMs - 1) < 0.005, `${waitMs.mean}, not ${expectedMs}`);
    assert(low <= expectedMs && expectedMs <= high, `${expectedMs} is not in [${low}, ${high}]`);
  });
});
