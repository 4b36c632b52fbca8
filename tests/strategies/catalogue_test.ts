import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import {
  coreStrategies,
  formatSelection,
  resolveStrategy,
  strategies,
  UnknownNameError,
} from "../../strategies/mod.ts";

Deno.test("strategies are found under their own names, each once", () => {
  const names = strategies.map(({ name }) => name);
  assertEquals(new Set(names).size, names.length);
  for (const strategy of strategies) {
    assert(resolveStrategy({ name: strategy.name, given: {} }).strategy === strategy);
  }
  assertEquals(names[0], "direct");
});

Deno.test("strategies say what they are in a line, and their names begin with their family", () => {
  for (const { name, family, summary, placements, parameters } of strategies) {
    assertMatch(name, new RegExp(`^${family}(-[a-z]+)*$`));
    assertMatch(summary, /^\S.{10,100}\S$/);
    assertEquals(new Set(placements).size, placements.length);
    for (const { about } of Object.values(parameters)) assertMatch(about, /^\S.{5,}\S$/);
  }
});

Deno.test("resolveStrategy() fills in defaults and takes what is given", () => {
  const cases: [Parameters<typeof resolveStrategy>[0], Record<string, number | string>][] = [
    [{ name: "direct", given: {} }, {}],
    [{ name: "queue-polled", given: {} }, { intervalMs: 100, drain: "one" }],
    [{ name: "queue-polled", given: { drain: "all", intervalMs: "5" } }, {
      intervalMs: 5,
      drain: "all",
    }],
    [{ name: "queue-bounded", given: { overflow: "reject" } }, {
      capacity: 100,
      overflow: "reject",
      concurrency: 16,
    }],
    [{ name: "io-tcp", given: {} }, { port: 0 }],
    [{ name: "io-http", given: {} }, { port: 0, connections: 32 }],
    [{ name: "npm-fastq", given: { concurrency: "3" } }, { api: "callback", concurrency: 3 }],
  ];
  for (const [selection, values] of cases) {
    assertEquals({ ...resolveStrategy(selection).values }, values);
  }
});

Deno.test("resolveStrategy() refuses unknown names and says which there are", () => {
  for (const name of ["driect", "", "toString", "__proto__"]) {
    const error = assertThrows(() => resolveStrategy({ name, given: {} }), UnknownNameError);
    assertEquals([error.kind, error.given], ["strategy", name]);
    assertEquals(error.known, strategies.map((strategy) => strategy.name));
  }
});

Deno.test("resolveStrategy() refuses parameters that a strategy does not take", () => {
  const cases: [name: string, given: Record<string, string>][] = [
    ["direct", { intervalMs: "5" }],
    ["queue-polled", { intervalMs: "-1" }],
    ["queue-polled", { intervalMs: "60001" }],
    ["queue-polled", { drain: "some" }],
    ["queue-bounded", { capacity: "0" }],
    ["queue-bounded", { overflow: "drop-newest" }],
    ["queue-codel", { targetMs: "0" }],
    ["queue-codel", { concurrency: "1.5" }],
    ["queue-adaptive-lifo", { behindMs: "-1" }],
    ["queue-priority", { classes: "9" }],
    ["io-tcp", { port: "65536" }],
    ["io-tcp", { port: "1.5" }],
    ["io-http", { connections: "0" }],
    ["io-http", { connections: "1001" }],
    ["io-http", { connections: "1.5" }],
    ["npm-p-limit", { concurrency: "0" }],
    ["npm-p-limit", { concurrency: "1000001" }],
    ["npm-p-limit", { concurrency: "1.5" }],
  ];
  for (const [name, given] of cases) {
    assertThrows(() => resolveStrategy({ name, given }), RangeError, name);
  }
});

Deno.test("coreStrategies hold the baseline and the three ways to dispatch, written as reports write them", () => {
  const resolved = coreStrategies.map(resolveStrategy);
  const written = resolved.map(({ strategy, values }) =>
    formatSelection(strategy.name, strategy.parameters, values)
  );
  assertEquals(new Set(written).size, coreStrategies.length);
  const families = new Set(resolved.map(({ strategy }) => strategy.family));
  assertEquals(families, new Set<string>(["direct", "queue", "loop", "io"]));
});

Deno.test("discipline() of a queue with a limit of concurrency names it", () => {
  for (const { name, bodies } of strategies.filter(({ parameters: p }) => "concurrency" in p)) {
    const { strategy, values } = resolveStrategy({ name, given: { concurrency: 3 } });
    const discipline = strategy.discipline(values);
    assert(discipline.kind === "work-conserving");
    assertEquals(discipline.concurrency, 3, name);
    // Threads of a pool are dear, places on the loop are not.
    const isPool = bodies !== undefined;
    assertEquals(discipline.servers, isPool ? 3 : undefined, name);
    assertEquals(resolveStrategy({ name, given: {} }).values.concurrency, isPool ? 2 : 16, name);
    assertThrows(() => resolveStrategy({ name, given: { concurrency: 0 } }), RangeError, name);
  }
});

Deno.test("discipline() of the polled queue is what its pass serves, of others work-conserving", () => {
  const special: Record<string, (drain: unknown) => unknown> = {
    "queue-polled": (drain) => ({ kind: "polled", drain }),
    "loop-timer": () => ({ kind: "delayed" }),
  };
  for (const { strategy, values } of coreStrategies.map(resolveStrategy)) {
    const expected = special[strategy.name]?.(values.drain) ?? { kind: "work-conserving" };
    assertEquals(strategy.discipline(values) as unknown, expected, strategy.name);
  }
});

Deno.test("discipline() of the bounded queue has its bound", () => {
  const given = { capacity: 7, overflow: "reject" };
  const { strategy, values } = resolveStrategy({ name: "queue-bounded", given });
  assertEquals(strategy.discipline(values), {
    kind: "work-conserving",
    concurrency: 16,
    room: { capacity: 7, overflow: "reject" },
  });
});
