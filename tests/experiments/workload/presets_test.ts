import { assert, assertEquals, assertThrows } from "@std/assert";
import { parseSelections } from "../../../strategies/parameters.ts";
import {
  demandMoments,
  listWorkloads,
  meanRatePerSecond,
  parseTrace,
  planSchedule,
  resolveWorkload,
  traceWorkload,
  type Workload,
  workloadPresets,
} from "../../../experiments/workload/mod.ts";

const resolve = (text: string): Workload => resolveWorkload(parseSelections(text)[0]);

Deno.test("resolveWorkload() builds every preset from its defaults", () => {
  const expected: Record<string, Omit<Workload, "name">> = {
    steady: {
      arrivals: { kind: "steady", ratePerSecond: 500 },
      demand: { kind: "fixed", meanMs: 0.5 },
      body: { kind: "cpu" },
    },
    poisson: {
      arrivals: { kind: "poisson", ratePerSecond: 1000 },
      demand: { kind: "exponential", meanMs: 0.3 },
      body: { kind: "cpu" },
    },
    burst: {
      arrivals: { kind: "batches", batch: 20, everyMs: 50 },
      demand: { kind: "fixed", meanMs: 0.5 },
      body: { kind: "cpu" },
    },
    "on-off": {
      arrivals: { kind: "on-off", ratePerSecond: 1000, onMs: 100, offMs: 100 },
      demand: { kind: "exponential", meanMs: 0.3 },
      body: { kind: "cpu" },
    },
    ramp: {
      arrivals: { kind: "ramp", fromRatePerSecond: 200, toRatePerSecond: 2400, overMs: null },
      demand: { kind: "exponential", meanMs: 0.3 },
      body: { kind: "cpu" },
    },
    diurnal: {
      arrivals: { kind: "diurnal", ratePerSecond: 1200, amplitude: 0.8, periodMs: 250 },
      demand: { kind: "exponential", meanMs: 0.3 },
      body: { kind: "cpu" },
    },
    mmpp: {
      arrivals: {
        kind: "mmpp",
        lowRatePerSecond: 300,
        highRatePerSecond: 3000,
        lowMs: 30,
        highMs: 20,
      },
      demand: { kind: "exponential", meanMs: 0.3 },
      body: { kind: "cpu" },
    },
    "heavy-tail": {
      arrivals: { kind: "poisson", ratePerSecond: 1500 },
      demand: { kind: "pareto", meanMs: 0.2, shape: 1.5, ratio: 1000 },
      body: { kind: "cpu" },
    },
    bimodal: {
      arrivals: { kind: "poisson", ratePerSecond: 1000 },
      demand: { kind: "bimodal", meanMs: 0.3, share: 0.01, ratio: 50 },
      body: { kind: "cpu" },
    },
    "io-heavy": {
      arrivals: { kind: "poisson", ratePerSecond: 200 },
      demand: { kind: "exponential", meanMs: 5 },
      body: { kind: "io", cpuBeforeMs: 0.1, cpuAfterMs: 0.1 },
    },
    mixed: {
      arrivals: { kind: "poisson", ratePerSecond: 600 },
      demand: { kind: "exponential", meanMs: 0.8 },
      body: {
        kind: "mixed",
        peer: { kind: "exponential", meanMs: 5 },
        cpuBeforeMs: 0.1,
        cpuAfterMs: 0.1,
      },
      classes: [{ name: "io", share: 0.5 }, { name: "cpu", share: 0.5 }],
    },
    closed: {
      arrivals: { kind: "closed", users: 10, thinkMs: 10 },
      demand: { kind: "exponential", meanMs: 0.5 },
      body: { kind: "cpu" },
    },
  };
  assertEquals(Object.keys(workloadPresets), Object.keys(expected));
  for (const [name, workload] of Object.entries(expected)) {
    assertEquals(resolve(name), { name, ...workload });
  }
});

Deno.test("resolveWorkload() shapes the demand and the body by parameters", () => {
  assertEquals(resolve("steady:service=lognormal,serviceScv=9").demand, {
    kind: "lognormal",
    meanMs: 0.5,
    scv: 9,
  });
  assertEquals(resolve("steady:service=pareto,paretoRatio=50").demand, {
    kind: "pareto",
    meanMs: 0.5,
    shape: 1.5,
    ratio: 50,
  });
  assertEquals(resolve("poisson:service=bimodal,serviceMs=0").demand, {
    kind: "bimodal",
    meanMs: 0,
    share: 0.1,
    ratio: 10,
  });
  assertEquals(resolve("burst:body=await").body, { kind: "await" });
  assertEquals(resolve("burst:body=io,cpuAfterMs=0").body, {
    kind: "io",
    cpuBeforeMs: 0.1,
    cpuAfterMs: 0,
  });
});

Deno.test("resolveWorkload() names a workload by its canonical selection, which resolves to it", () => {
  const cases: [string, string][] = [
    ["poisson:ratePerSecond=1000,serviceMs=0.3", "poisson"],
    ["poisson:serviceMs=.2,ratePerSecond=2e3", "poisson:ratePerSecond=2000,serviceMs=0.2"],
    ["on-off:offMs=0,service=fixed", "on-off:offMs=0,service=fixed"],
    ["io-heavy:cpuBeforeMs=1", "io-heavy:cpuBeforeMs=1"],
    ["mixed:cpuAfterMs=1,ioShare=0.5", "mixed:cpuAfterMs=1"],
    ["ramp:overMs=0,toRatePerSecond=3000", "ramp:toRatePerSecond=3000"],
    ["heavy-tail:paretoShape=1.5,paretoRatio=10", "heavy-tail:paretoRatio=10"],
    ["bimodal:bimodalRatio=50,bimodalShare=0.02", "bimodal:bimodalShare=0.02"],
  ];
  for (const [text, name] of cases) {
    const workload = resolve(text);
    assertEquals(workload.name, name);
    assertEquals(resolve(name), workload);
  }
});

Deno.test("resolveWorkload() refuses with one line that says what to do", () => {
  const cases: [string, string][] = [
    [
      "bursty",
      'unknown workload "bursty": known are steady, poisson, burst, on-off, ramp, diurnal, mmpp, ' +
      "heavy-tail, bimodal, io-heavy, mixed, closed, trace",
    ],
    ["toString", 'unknown workload "toString"'],
    ["trace", 'workload "trace" needs a file to replay: name one with --trace FILE'],
    [
      "steady:rate=1",
      'unknown parameter of workload steady "rate": known are ratePerSecond, serviceMs',
    ],
    ["steady:ratePerSecond=0", "workload steady: ratePerSecond must be a number above 0, got 0"],
    ["burst:batch=2.5", "workload burst: batch must be a whole number at least 1, got 2.5"],
    ["burst:classes=9", "classes must be a whole number at least 1 and at most 8, got 9"],
    ["burst:serviceMs=-1", "workload burst: serviceMs must be a number at least 0, got -1"],
    ["burst:body=gpu", 'workload burst: body must be one of cpu, await, io, got "gpu"'],
    [
      "steady:serviceScv=2",
      "workload steady: serviceScv=2 has no effect with service=fixed: add service=lognormal",
    ],
    [
      "steady:abortAfterMs=5",
      "abortAfterMs=5 has no effect with abortShare=0: set abortShare above 0 or leave it out",
    ],
    ["closed:users=0", "users must be a whole number at least 1 and at most 10000, got 0"],
    ["closed:ratePerSecond=1", 'unknown parameter of workload closed "ratePerSecond"'],
    ["mixed:classes=2", 'unknown parameter of workload mixed "classes"'],
    ["mixed:body=io", 'unknown parameter of workload mixed "body"'],
    ["mixed:serviceScv=2", "serviceScv=2 has no effect with service=exponential"],
    ["steady:cpuAfterMs=2", "cpuAfterMs=2 has no effect with body=cpu: add body=io"],
  ];
  for (const [text, message] of cases) {
    const error = assertThrows(() => resolve(text), RangeError, message);
    assert(!error.message.includes("\n"));
  }
});

Deno.test("resolveWorkload() lets a ramp take a time of its own", () => {
  assertEquals(resolve("ramp:overMs=80").arrivals, {
    kind: "ramp",
    fromRatePerSecond: 200,
    toRatePerSecond: 2400,
    overMs: 80,
  });
});

Deno.test("resolveWorkload() gives tasks equally likely classes", () => {
  const { classes, name } = resolve("steady:classes=4");
  assertEquals(name, "steady:classes=4");
  assertEquals(classes, ["0", "1", "2", "3"].map((name) => ({ name, share: 0.25 })));
  assertEquals(resolve("steady:classes=1"), resolve("steady"));
});

Deno.test("resolveWorkload() says how long tasks are wanted", () => {
  const wanted = (text: string) => resolve(text).patience;
  assertEquals(wanted("steady"), undefined);
  assertEquals(wanted("steady:deadlineMs=20"), {
    deadlineMs: 20,
    abortShare: 0,
    abortAfterMs: 10,
  });
  assertEquals(wanted("burst:abortShare=0.1,abortAfterMs=3"), {
    deadlineMs: null,
    abortShare: 0.1,
    abortAfterMs: 3,
  });
});

Deno.test("workloadPresets ask of one loop what it can carry, on average over a trial", () => {
  for (const name of Object.keys(workloadPresets)) {
    const { arrivals, demand, body } = resolve(name);
    if (body.kind !== "cpu" || arrivals.kind === "closed") continue;
    const load = meanRatePerSecond(arrivals) / 1000 * demandMoments(demand).meanMs;
    assert(load > 0.1 && load < 0.6, `${name}: ${load}`);
  }
});

Deno.test("resolveWorkload() takes all defaults written out, as a config file may", () => {
  for (const [name, { parameters }] of Object.entries(workloadPresets)) {
    const given = Object.fromEntries(
      Object.entries(parameters).map(([key, parameter]) => [key, parameter.default]),
    );
    assertEquals(resolveWorkload({ name, given }), resolve(name));
  }
});

Deno.test("workloadPresets name themselves, and their defaults are values they allow", () => {
  for (const [name, preset] of Object.entries(workloadPresets)) {
    assertEquals(preset.name, name);
    assert(preset.summary.length > 0 && !preset.summary.includes("\n"));
    for (const [key, { about }] of Object.entries(preset.parameters)) assert(about, key);
  }
});

Deno.test("listWorkloads() adds the trace with what a trace does not say", () => {
  const listed = listWorkloads();
  assertEquals(listed.map(({ name }) => name), [...Object.keys(workloadPresets), "trace"]);
  assertEquals(Object.keys(listed.at(-1)!.parameters), [
    "serviceMs",
    "body",
    "cpuBeforeMs",
    "cpuAfterMs",
    "failShare",
    "hangShare",
    "deadlineMs",
    "abortShare",
    "abortAfterMs",
    "classes",
  ]);
});

Deno.test("traceWorkload() replays times and demands", () => {
  const trace = parseTrace("t,size\n10,3\n20,4\n40,5\n", { label: "a.csv", demandColumn: "size" });
  const workload = traceWorkload("trace:a.csv", trace);
  assertEquals(workload, {
    name: "trace:a.csv",
    arrivals: { kind: "replay", timesMs: [0, 10, 30] },
    demand: { kind: "replay", demandMs: [3, 4, 5] },
    body: { kind: "cpu" },
  });
  assert(workload.arrivals.kind === "replay");
  assertEquals(meanRatePerSecond(workload.arrivals), 1000 / 15);
  const schedule = planSchedule(workload, { kind: "duration", durationMs: 20 }, {
    arrivalSeed: 1,
    serviceSeed: 1,
  });
  assertEquals(schedule.demandMs, Float64Array.of(3, 4));
});

Deno.test("traceWorkload() fixes the demand of a trace without one", () => {
  const trace = parseTrace("t\n1\n2\n", { label: "a.csv" });
  assertEquals(traceWorkload("trace", trace).demand, { kind: "fixed", meanMs: 0.1 });
  const { name, demand, body } = traceWorkload("trace", trace, { serviceMs: "2", body: "await" });
  assertEquals({ name, demand, body }, {
    name: "trace:serviceMs=2,body=await",
    demand: { kind: "fixed", meanMs: 2 },
    body: { kind: "await" },
  });
  assertEquals(traceWorkload("trace:file=a", trace, { failShare: 0.5 }), {
    ...traceWorkload("trace:file=a", trace),
    name: "trace:file=a,failShare=0.5",
    faults: { failShare: 0.5, hangShare: 0 },
  });
});

Deno.test("traceWorkload() refuses a trace without a rate and a negative demand", () => {
  const label = "a.csv";
  for (const [text, count] of [["t\n5\n", 1], ["t\n5\n5\n", 2]] as const) {
    assertThrows(
      () => traceWorkload("trace", parseTrace(text, { label })),
      RangeError,
      `workload trace: the trace has no rate, for all its times are alike (${count} in all)`,
    );
  }
  const trace = parseTrace("t\n1\n2\n", { label });
  assertThrows(
    () => traceWorkload("trace", trace, { serviceMs: -1 }),
    RangeError,
    "serviceMs must be a number at least 0, got -1",
  );
  const sized = parseTrace("t,ms\n1,1\n2,2\n", { label, demandColumn: "ms" });
  assertThrows(() => traceWorkload("trace", sized, { serviceMs: 1 }), RangeError, "no effect");
});
