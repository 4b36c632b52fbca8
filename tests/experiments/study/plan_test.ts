import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { PROFILES, type StudyConfig } from "../../../experiments/study/config.ts";
import { type NamedTrace, planStudy, type StudyPlan } from "../../../experiments/study/plan.ts";
import { fingerprint } from "../../../experiments/study/study_store.ts";
import { parseTrace, planSchedule } from "../../../experiments/workload/mod.ts";
import { coreStrategies } from "../../../strategies/mod.ts";

const CONFIG: StudyConfig = {
  strategies: ["direct", "queue-notified", "loop-immediate", "loop-timer", "io-tcp"],
  workloads: ["burst", "poisson"],
  durationMs: 200,
  blocks: 4,
  seed: 7,
};
const plan = (config: StudyConfig = {}, trace: NamedTrace | null = null) =>
  planStudy({ ...CONFIG, ...config }, trace);

const trace: NamedTrace = {
  name: "trace:file=a.csv",
  trace: parseTrace("t,ms\n0,3\n5,3\n7,3\n30,3\n", { label: "a.csv", demandColumn: "ms" }),
};

function blocksOf({ trials, blocks }: StudyPlan) {
  return Array.from(
    { length: blocks },
    (_, block) => trials.filter((trial) => trial.block === block),
  );
}

const distinct = (values: readonly unknown[]) => new Set(values.map((x) => JSON.stringify(x))).size;

Deno.test("planStudy() gives the same plan for the same config, another for another seed", () => {
  assertEquals(plan(), plan());
  assertNotEquals(plan({ seed: 8 }).trials, plan().trials);
  assertEquals(plan({ seed: undefined }).seed, 1);
});

Deno.test("planStudy() runs every cell once a block, each block in an order of its own", () => {
  const study = plan();
  const cells = [...study.cells.keys()];
  assertEquals(cells.length, 10);
  assertEquals(study.trials.map(({ order }) => order), [...study.trials.keys()]);
  const orders = blocksOf(study).map((trials) => trials.map(({ cell }) => cell));
  for (const order of orders) assertEquals(order.toSorted((a, b) => a - b), cells);
  assert(distinct(orders) > 1);
});

Deno.test("planStudy() gives the cells of a block the same tasks, each block new ones", () => {
  const study = plan();
  const seeds = blocksOf(study).map((trials) => {
    const each = trials.map(({ spec: { seeds: { arrivalSeed, serviceSeed } } }) => [
      arrivalSeed,
      serviceSeed,
    ]);
    assertEquals(distinct(each), 1);
    return each[0];
  });
  assertEquals(distinct(seeds), 4);
  assertEquals(distinct(seeds.flat()), 8);
  assertEquals(distinct(study.trials.map(({ spec }) => spec.seeds.heartbeatSeed)), 40);
});

Deno.test("planStudy() shuffles without a preference for a place", () => {
  const study = plan({ strategies: ["direct", "loop-timer"], workloads: ["burst"], blocks: 400 });
  const first = blocksOf(study).filter(([{ cell }]) => cell === 0).length;
  // Binomial(400, ½) has σ = 10; the seed is fixed, so this holds or fails for good.
  assert(Math.abs(first - 200) < 40, `${first} of 400`);
});

Deno.test("planStudy() plans the placements that were asked for and says which are not supported", () => {
  const placementsOf = ({ cells }: StudyPlan) =>
    cells.map(({ identity }) => `${identity.strategy} ${identity.placement}`);
  const config = { strategies: ["direct", "queue-notified", "io-tcp"], workloads: ["burst"] };
  const cases: [StudyConfig["placement"], string[], string[]][] = [
    [undefined, ["direct inside", "queue-notified inside", "io-tcp outside"], []],
    [
      "inside",
      ["direct inside", "queue-notified inside"],
      ["io-tcp does not support placement inside"],
    ],
    [
      "outside",
      ["queue-notified outside", "io-tcp outside"],
      ["direct does not support placement outside"],
    ],
    [
      "both",
      ["direct inside", "queue-notified inside", "queue-notified outside", "io-tcp outside"],
      [],
    ],
  ];
  for (const [placement, cells, skipped] of cases) {
    const study = plan({ ...config, placement });
    assertEquals([placementsOf(study), study.skipped], [cells, skipped], placement);
  }
});

Deno.test("planStudy() runs a cell once that was asked for twice", () => {
  const same = ["queue-polled", "queue-polled:intervalMs=100", "queue-polled:drain=one"];
  assertEquals(plan({ strategies: same, workloads: ["burst", "burst:batch=20"] }).cells.length, 1);
});

Deno.test("planStudy() takes the core set and the three workloads when none are named", () => {
  const study = planStudy({ profile: "quick" }, null);
  assertEquals(study.cells.length, 3 * coreStrategies.length);
  assertEquals(study.blocks, PROFILES.quick.blocks);
  assert(study.trials.every(({ horizonMs }) => horizonMs === PROFILES.quick.durationMs));
});

Deno.test("planStudy() replays a trace whole unless a size is given", () => {
  const cases: [StudyConfig, number][] = [
    [{ durationMs: undefined }, 4],
    [{ durationMs: undefined, tasks: 2 }, 2],
    [{ durationMs: 6 }, 2],
  ];
  for (const [config, tasks] of cases) {
    const { cells, trials: [{ spec }] } = plan({ ...config, workloads: undefined }, trace);
    assertEquals(cells.length, 5);
    assertEquals(planSchedule(spec.workload, spec.extent, spec.seeds).demandMs.length, tasks);
  }
});

Deno.test("planStudy() replays a trace where it is named, or else before all others", () => {
  const workloadsOf = (...workloads: string[]) =>
    plan({ strategies: ["direct"], workloads }, trace).cells.map(({ identity }) =>
      identity.workload
    );
  assertEquals(workloadsOf("burst"), ["trace:file=a.csv", "burst"]);
  assertEquals(workloadsOf("burst", "trace"), ["burst", "trace:file=a.csv"]);
  assertEquals(workloadsOf("trace", "trace:body=await"), [
    "trace:file=a.csv",
    "trace:file=a.csv,body=await",
  ]);
});

Deno.test("planStudy() names the classes of a cell", () => {
  const classesOf = (workload: string) => plan({ workloads: [workload] }).cells[0].identity.classes;
  assertEquals(classesOf("burst"), ["all"]);
  assertEquals(classesOf("burst:classes=2"), ["0", "1"]);
});

Deno.test("planStudy() says which loops are closed, and when those should be over", () => {
  const closed = {
    strategies: ["direct"],
    workloads: ["closed", "poisson"],
    durationMs: undefined,
  };
  const { cells, trials } = plan({ ...closed, tasks: 950 });
  assertEquals(cells.map(({ identity: { loop, arrivals } }) => [loop, arrivals]), [
    ["closed", "closed"],
    ["open", "poisson"],
  ]);
  const { expectedMs, horizonMs } = trials.find(({ cell }) => cell === 0)!;
  // Ten users who think for 10 ms send 950 tasks of 0.5 ms in a second.
  assert(expectedMs > 1000 && expectedMs < 2000, `${expectedMs}`);
  assert(horizonMs > 2 * 1000, "a slow strategy gets more time than that");
  assertEquals(plan({ ...closed, durationMs: 300 }).trials[0].horizonMs, 300);
});

Deno.test("planStudy() gives tasks time to end after the schedule, and not without limit", () => {
  const graceOf = (serviceMs: number) =>
    plan({ workloads: [`steady:serviceMs=${serviceMs}`], profile: "quick" }).trials[0].spec.timing
      .graceMs;
  assertEquals([graceOf(1), graceOf(50), graceOf(1e6)], [102, 200, 30_000]);
});

Deno.test("planStudy() expects a trial to last at least as long as its schedule and phases", () => {
  for (const { expectedMs, horizonMs, spec: { timing } } of plan().trials) {
    assert(expectedMs > horizonMs + timing.warmupMs + timing.calibrationMs);
  }
});

Deno.test("planStudy() refuses what cannot be run, and says why", () => {
  const cases: [StudyConfig, typeof RangeError | typeof SyntaxError, string][] = [
    [{ strategies: ["driect"] }, RangeError, 'unknown strategy "driect"'],
    [{ strategies: ["direct:x=1"] }, RangeError, '"x"'],
    [{ strategies: ["queue-polled:intervalMs=-1"] }, RangeError, "intervalMs must be"],
    [{ strategies: ["direct:x"] }, SyntaxError, "is not name:key=value"],
    [{ workloads: ["brust"] }, RangeError, '"brust"'],
    [{ workloads: ["trace"] }, RangeError, "--trace FILE"],
    [{ strategies: ["direct"], placement: "outside" }, RangeError, "nothing to run: direct does"],
    [{ workloads: ["poisson:ratePerSecond=0.001"], durationMs: 1 }, RangeError, "has no task"],
  ];
  for (const [config, kind, message] of cases) assertThrows(() => plan(config), kind, message);
});

Deno.test("fingerprint() tells studies apart whose trials do different things", async () => {
  const base = await fingerprint(plan());
  assertEquals(base.length, 64);
  assertEquals(await fingerprint(plan({ keepRaw: true })), base);
  const others: StudyConfig[] = [
    { seed: 8 },
    { blocks: 5 },
    { durationMs: 201 },
    { workloads: ["burst", "poisson:serviceMs=0.2"] },
    { strategies: CONFIG.strategies!.slice(1) },
    { placement: "both" },
    { profile: "thorough" },
  ];
  for (const other of others) assertNotEquals(await fingerprint(plan(other)), base);
});

Deno.test("planStudy() expects the threads of a pool to take their time to come up", () => {
  const [few, many] = [1, 64].map((threads) => {
    const strategies = [`npm-piscina:concurrency=${threads}`];
    return plan({ strategies, workloads: ["steady"] }).trials[0].expectedMs;
  });
  assert(many - few >= 63 * 300, `${many - few} ms for 63 more`);
});

Deno.test("planStudy() gives a pool neither the loop's connections nor tasks that are given up", () => {
  const { cells, skipped } = plan({
    strategies: ["npm-piscina"],
    workloads: ["steady", "io-heavy", "steady:deadlineMs=5"],
  });
  assertEquals(cells.map(({ workload }) => workload.name), ["steady"]);
  assertEquals(skipped, [
    "npm-piscina cannot run io-heavy: it runs bodies of kind cpu, await only",
    "npm-piscina cannot run steady:deadlineMs=5: its threads do not learn what has been given up",
  ]);
});
