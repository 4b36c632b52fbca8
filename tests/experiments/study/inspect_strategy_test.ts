import { assertEquals, assertThrows } from "@std/assert";
import { inspectStrategy } from "../../../experiments/study/_inspect_strategy.ts";
import { defineStrategy, strategies, UnknownNameError } from "../../../strategies/mod.ts";
import { describeStrategy } from "../../../experiments/study/strategy_description.ts";

const sound = defineStrategy({
  name: "sound",
  family: "loop",
  summary: "nothing is wrong with it",
  placements: ["inside"],
  order: "fifo",
  bodies: ["cpu", "custom"],
  parameters: {
    batch: { kind: "number", default: 4, min: 1, max: 8, integer: true, about: "tasks" },
    drain: { kind: "choice", choices: ["one", "all"], default: "one", about: "how many" },
  },
  discipline: ({ drain }) => ({ kind: "polled", drain }),
  open: () => ({ close: () => {} }),
});

const look = (exported: unknown, given = {}) => inspectStrategy("./mine.ts", exported, given);

Deno.test("inspectStrategy() describes a strategy by its path and the parameters given", () => {
  assertEquals(look(sound, { batch: "2", drain: "all" }), {
    spec: { name: "./mine.ts", values: { batch: 2, drain: "all" } },
    selection: "./mine.ts:batch=2,drain=all",
    family: "loop",
    placements: ["inside"],
    bodies: ["cpu", "custom"],
    discipline: { kind: "polled", drain: "all" },
  });
  assertEquals(look(sound).selection, "./mine.ts");
});

Deno.test("inspectStrategy() finds nothing wrong with the strategies of the catalogue", () => {
  for (const strategy of strategies) {
    const values = look(strategy).spec.values;
    assertEquals(look(strategy), describeStrategy({ strategy, values }, { name: "./mine.ts" }));
  }
});

Deno.test("inspectStrategy() takes an object of a class", () => {
  class Mine {
    readonly name = "mine";
    readonly family = "queue";
    readonly summary = "a class of its own";
    readonly placements = ["inside"];
    readonly order = "unordered";
    readonly parameters = {};
    readonly kind = "work-conserving";
    discipline() {
      return { kind: this.kind };
    }
    open() {}
  }
  assertEquals(look(new Mine()).discipline, { kind: "work-conserving" });
});

const connect = () => ({ pacing: "spin", dispatch: () => {}, close: () => {} });
const parameter = (declared: object) => ({ ...sound, parameters: { batch: declared } });
const number = { kind: "number", default: 1, about: "tasks" };

const broken: readonly [exported: unknown, message: string][] = [
  [undefined, "it has no default export; write export default defineStrategy({ … })"],
  [null, "its default export: invalid input: expected object, received null"],
  [7, "its default export: invalid input: expected object, received number"],
  [{ ...sound, open: undefined, build: () => {} }, "it is a workload; give it to --workload"],
  [{ ...sound, name: "" }, '"name" of its default export: must be one line of text'],
  [{ ...sound, name: undefined }, '"name" of its default export: invalid input'],
  [{ ...sound, summary: "two\nlines" }, '"summary" of its default export: must be one line'],
  [{ ...sound, family: "mine" }, '"family" of its default export: invalid option: expected one of'],
  [{ ...sound, placements: [] }, '"placements" of its default export: too small'],
  [{ ...sound, placements: "inside" }, '"placements" of its default export: invalid input'],
  [{ ...sound, placements: ["within"] }, '"placements.0" of its default export: invalid option'],
  [{ ...sound, placements: ["inside", "inside"] }, "must not name a placement twice"],
  [
    { ...sound, placements: ["inside", "outside"] },
    'but it has no connect(); write one, or leave "',
  ],
  [{ ...sound, connect }, 'it has a connect(), but "outside" is not among its placements; add it'],
  [{ ...sound, connect: 7 }, '"connect" of its default export: must be a function'],
  [{ ...sound, order: "lifo" }, '"order" of its default export: invalid option'],
  [{ ...sound, bodies: ["gpu"] }, '"bodies.0" of its default export: invalid option'],
  [{ ...sound, bodies: [] }, '"bodies" of its default export: too small'],
  [{ ...sound, open: undefined }, '"open" of its default export: must be a function'],
  [{ ...sound, discipline: { kind: "polled" } }, '"discipline" of its default export: must be a'],
  [{ ...sound, parameters: undefined }, '"parameters" of its default export: invalid input'],
  [{ ...sound, parameters: { "a b": number } }, '"parameters.a b" of its default export'],
  [parameter({ kind: "text", default: "", about: "x" }), '"parameters.batch.kind" of its'],
  [parameter({ ...number, about: undefined }), '"parameters.batch.about" of its'],
  [parameter({ ...number, minimum: 1 }), 'unrecognized key: "minimum"'],
  [parameter({ kind: "choice", choices: [], default: "", about: "x" }), "too small"],
  [parameter({ kind: "choice", choices: ["a,b"], default: "a,b", about: "x" }), "without , = or :"],
  [
    {
      ...sound,
      discipline() {
        throw new RangeError("no such thing");
      },
    },
    "its discipline() throws RangeError: no such thing",
  ],
  [{ ...sound, discipline: () => ({ kind: "fifo" }) }, '"kind" of what its discipline() returns'],
  [{ ...sound, discipline: () => ({ kind: "polled", drain: "some" }) }, '"drain" of what its'],
  [{ ...sound, discipline: async () => await sound }, '"kind" of what its discipline() returns'],
  [
    { ...sound, discipline: () => ({ kind: "work-conserving", concurrency: 0 }) },
    '"concurrency" of what its discipline() returns: too small',
  ],
];

Deno.test("inspectStrategy() says in a line what is wrong with a strategy", () => {
  for (const [exported, message] of broken) {
    const error = assertThrows(() => look(exported), RangeError, message);
    assertEquals([error.message.startsWith("./mine.ts cannot be used: ")], [true], error.message);
    assertEquals(error.message.includes("\n"), false, error.message);
  }
});

Deno.test("inspectStrategy() holds parameters, given and by default, against their ranges", () => {
  assertThrows(
    () => look(sound, { batch: "9" }),
    RangeError,
    "strategy ./mine.ts: batch must be a",
  );
  assertThrows(() => look(sound, { batches: "9" }), UnknownNameError, '"batches": known are batch');
  assertThrows(
    () => look(parameter({ ...number, min: 2 })),
    RangeError,
    "a default in ./mine.ts: batch must be a number at least 2, got 1",
  );
});
