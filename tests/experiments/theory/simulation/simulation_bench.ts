/**
 * How fast queues are simulated, estimators included, beside a yardstick in the same run: the plain loop
 * that everybody would write, with exponentials by inversion and Lindley's recursion, and no more than
 * the mean wait for a result. Each iteration serves CUSTOMERS tasks. Run with `deno bench`.
 *
 * @module
 */
import type { SimulationModel } from "../../../../experiments/theory/simulation/model.ts";
import { simulate } from "../../../../experiments/theory/simulation/simulate.ts";

const CUSTOMERS = 2_000_000;

/** Mean wait of M/M/1 at ρ = 0.8 by a plain loop over xorshift32 (G. Marsaglia, 2003). */
function plainLoop(customers: number): number {
  let state = 2463534242 | 0;
  let waitMs = 0;
  let sum = 0;
  for (let i = 0; i < customers; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const gapMs = -1.25 * Math.log((state >>> 0) * 2 ** -32);
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const serviceMs = -Math.log((state >>> 0) * 2 ** -32);
    sum += waitMs;
    waitMs = Math.max(0, waitMs + serviceMs - gapMs);
  }
  return sum / customers;
}

const poisson = (ratePerSecond: number) =>
  ({ kind: "process", process: { kind: "poisson", ratePerSecond } }) as const;
const service = { kind: "exponential", meanMs: 1 } as const;
const sleep = { kind: "fixed", meanMs: 1 } as const;

const MODELS: Readonly<Record<string, SimulationModel>> = {
  "M/M/1": {
    arrivals: poisson(800),
    service,
    discipline: { kind: "fifo", servers: 1 },
  },
  "M/M/10": {
    arrivals: poisson(8000),
    service,
    discipline: { kind: "fifo", servers: 10 },
  },
  "polled, one": {
    arrivals: poisson(400),
    service,
    discipline: { kind: "polled", drain: "one", sleep },
  },
  "polled, present": {
    arrivals: poisson(800),
    service,
    discipline: { kind: "polled", drain: "present", sleep },
  },
  "polled, all": {
    arrivals: poisson(800),
    service,
    discipline: { kind: "polled", drain: "all", sleep },
  },
};

/** Those that are simulated event by event. */
const EVENT_MODELS: Readonly<Record<string, SimulationModel["discipline"]>> = {
  "bounded, reject": { kind: "bounded", capacity: 10, overflow: "reject" },
  "priority, 2 classes": { kind: "priority", classes: [{ share: 0.5 }, { share: 0.5 }] },
  "round-robin": { kind: "round-robin", quantumMs: 0.5 },
  "processor sharing": { kind: "processor-sharing" },
  "awaiting": {
    kind: "awaiting",
    before: { kind: "fixed", meanMs: 0.5 },
    after: { kind: "fixed", meanMs: 0.5 },
  },
};

Deno.bench({
  name: `plain loop, M/M/1, ${CUSTOMERS} tasks`,
  group: "simulation",
  baseline: true,
  fn() {
    if (!(plainLoop(CUSTOMERS) > 0)) throw new Error("the plain loop lost its waits");
  },
});

const events = Object.entries(EVENT_MODELS).map(([name, discipline]) => {
  return [`by events: ${name}`, { ...MODELS["M/M/1"], discipline }] as const;
});

for (const [name, model] of [...Object.entries(MODELS), ...events]) {
  Deno.bench({
    name: `${name}, ${CUSTOMERS} tasks`,
    group: "simulation",
    fn() {
      const { state } = simulate(model, { customers: CUSTOMERS, seed: 1 });
      if (state !== "simulated") throw new Error("nothing was simulated");
    },
  });
}
