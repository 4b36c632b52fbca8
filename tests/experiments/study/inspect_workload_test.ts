import { assert, assertEquals, assertThrows } from "@std/assert";
import { inspectWorkload } from "../../../experiments/study/_inspect_workload.ts";
import { defineWorkload } from "../../../experiments/workload/mod.ts";

const sound = defineWorkload({
  name: "sound",
  summary: "nothing is wrong with it",
  parameters: {
    ratePerSecond: { kind: "number", default: 100, above: 0, about: "rate" },
  },
  build: ({ ratePerSecond }) => ({
    arrivals: { kind: "poisson", ratePerSecond },
    demand: { kind: "exponential", meanMs: 1 },
    body: { kind: "cpu" },
  }),
});

const look = (exported: unknown, given = {}) => inspectWorkload("./mine.ts", exported, given);

Deno.test("inspectWorkload() builds a workload with the parameters given", () => {
  assertEquals(look(sound, { ratePerSecond: "50" }), {
    selection: "./mine.ts:ratePerSecond=50",
    values: { ratePerSecond: 50 },
    built: {
      arrivals: { kind: "poisson", ratePerSecond: 50 },
      demand: { kind: "exponential", meanMs: 1 },
      body: { kind: "cpu" },
    },
  });
  assertEquals(look(sound).selection, "./mine.ts");
});

Deno.test("inspectWorkload() calls build() as a method", () => {
  const { selection } = look({
    ...sound,
    ratePerSecond: 7,
    build(this: { ratePerSecond: number }) {
      assertEquals(this.ratePerSecond, 7);
      return sound.build({ ratePerSecond: 1 });
    },
  });
  assertEquals(selection, "./mine.ts");
});

const built = sound.build({ ratePerSecond: 100 });
const builds = (part: object) => ({ ...sound, build: () => ({ ...built, ...part }) });
const replay = (...timesMs: unknown[]) => builds({ arrivals: { kind: "replay", timesMs } });
const fixed = (meanMs: unknown) => builds({ demand: { kind: "fixed", meanMs } });
const run = () => {};

const broken: readonly [exported: unknown, message: string][] = [
  [undefined, "it has no default export; write export default defineWorkload({ … })"],
  ["steady", "its default export: invalid input: expected object, received string"],
  [{ ...sound, build: undefined, open: () => {} }, "it is a strategy; give it to --strategy"],
  [{ ...sound, name: "" }, '"name" of its default export: must be one line of text'],
  [{ ...sound, build: built }, '"build" of its default export: must be a function'],
  [{ ...sound, run: 7 }, '"run" of its default export: must be a function'],
  [
    {
      ...sound,
      build() {
        throw new Error("not today");
      },
    },
    "its build() throws Error: not today",
  ],
  [
    { ...sound, build: () => undefined },
    "what its build() returns: invalid input: expected object",
  ],
  [{ ...sound, build: async () => await built }, '"arrivals" of what its build() returns: invalid'],
  [builds({ demand: undefined }), '"demand" of what its build() returns: invalid input'],
  [builds({ body: { kind: "gpu" } }), '"body.kind" of what its build() returns: invalid option'],
  [
    builds({ body: { kind: "custom" } }),
    'its body is of kind "custom", but it has no run(); write',
  ],
  [
    { ...sound, run },
    'it has a run(), but its body is of kind "cpu"; build it with body: { kind: "',
  ],
  [
    builds({ arrivals: { kind: "poisson", ratePerSecond: NaN } }),
    "'ratePerSecond' must be above 0",
  ],
  [builds({ arrivals: { kind: "steady", ratePerSecond: -1 } }), "must be above 0, got -1"],
  [
    builds({ arrivals: { kind: "batches", batch: Infinity, everyMs: 1 } }),
    "'batch' must be a whole",
  ],
  [builds({ arrivals: { kind: "whenever" } }), "what its build() returns cannot be planned: "],
  [replay(0), "'timesMs' must hold two different times"],
  [replay(0, 2, 1), "'timesMs[2]' must be at least 2, got 1"],
  [replay(5, 6), "'timesMs[0]' must be 0, got 5"],
  [replay(0, NaN), "'timesMs[1]' must be at least 0, got NaN"],
  [
    builds({ arrivals: { kind: "replay", timesMs: Float64Array.of(0, 1) } }),
    "what its build() returns cannot be planned: ",
  ],
  [fixed(-1), "'meanMs' must be at least 0, got -1"],
  [fixed(NaN), "'meanMs' must be at least 0, got NaN"],
  [builds({ demand: { kind: "replay", demandMs: [] } }), "'demandMs' must hold a value"],
  [builds({ faults: { failShare: 2, hangShare: 0 } }), "must be at most 1 together, got 2"],
];

Deno.test("inspectWorkload() says in a line what is wrong with a workload", () => {
  for (const [exported, message] of broken) {
    const error = assertThrows(() => look(exported), RangeError, message);
    assert(error.message.startsWith("./mine.ts cannot be used: "), error.message);
    assert(!error.message.includes("\n"), error.message);
  }
});

Deno.test("inspectWorkload() takes a run() with a body of kind custom", () => {
  assertEquals(look({ ...builds({ body: { kind: "custom" } }), run }).built.body, {
    kind: "custom",
  });
});

Deno.test("inspectWorkload() holds parameters against their ranges", () => {
  const given = { ratePerSecond: "0" };
  assertThrows(() => look(sound, given), RangeError, "workload ./mine.ts: ratePerSecond must be");
});
