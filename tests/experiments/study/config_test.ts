import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  configSchema,
  parseConfig,
  PROFILES,
  type SelectionConfig,
  selectionsOf,
} from "../../../experiments/study/config.ts";

Deno.test("parseConfig() takes what fits the schema and returns it as it is", () => {
  const valid: unknown[] = [
    {},
    { $schema: "./config.schema.json" },
    { profile: "quick" },
    { strategies: ["direct", "queue-polled:intervalMs=5,drain=all"] },
    { strategies: [{ name: "queue-polled", parameters: { intervalMs: 5, drain: "all" } }] },
    { workloads: ["burst"], placement: "both", tasks: 100, blocks: 3, seed: 0, keepRaw: true },
    { durationMs: 0.5, seed: 2 ** 32 - 1 },
    { trace: { file: "a.csv" } },
    { trace: { file: "a.csv", time: "at", demand: "ms", demandScaleMsPerUnit: 0.1, speed: 60 } },
  ];
  for (const config of valid) assertEquals(parseConfig(config, "a.json"), config);
});

Deno.test("parseConfig() names the first place that does not fit, in one line", () => {
  const invalid: [config: unknown, message: string][] = [
    [null, "a.json: "],
    [[], "a.json: "],
    ["quick", "a.json: "],
    [{ stategies: ["direct"] }, "stategies"],
    [{ profile: "slow" }, 'a.json: "profile": '],
    [{ strategies: [] }, 'a.json: "strategies": '],
    [{ strategies: "direct" }, 'a.json: "strategies": '],
    [{ strategies: [""] }, 'a.json: "strategies.0'],
    [{ workloads: ["burst", 5] }, 'a.json: "workloads.1": '],
    [{ workloads: [{ name: "burst", params: {} }] }, 'a.json: "workloads.0'],
    [{ placement: "left" }, 'a.json: "placement": '],
    [{ trace: {} }, 'a.json: "trace.file": '],
    [{ trace: { file: "" } }, 'a.json: "trace.file": '],
    [{ trace: { file: "a", speed: 0 } }, 'a.json: "trace.speed": '],
    [{ tasks: 0 }, 'a.json: "tasks": '],
    [{ tasks: 1.5 }, 'a.json: "tasks": '],
    [{ durationMs: -1 }, 'a.json: "durationMs": '],
    [{ durationMs: NaN }, 'a.json: "durationMs": '],
    [{ durationMs: "100" }, 'a.json: "durationMs": '],
    [{ blocks: 0 }, 'a.json: "blocks": '],
    [{ seed: -1 }, 'a.json: "seed": '],
    [{ seed: 2 ** 32 }, 'a.json: "seed": '],
    [{ keepRaw: "yes" }, 'a.json: "keepRaw": '],
    [{ tasks: 5, durationMs: 5 }, '"tasks" and "durationMs" exclude each other'],
  ];
  for (const [config, message] of invalid) {
    const shown = JSON.stringify(config);
    const error = assertThrows(() => parseConfig(config, "a.json"), RangeError, message, shown);
    assert(!error.message.includes("\n"), shown);
  }
});

Deno.test("configSchema() is what the published schema file holds", async () => {
  const file = new URL("../../../experiments/study/config.schema.json", import.meta.url);
  const published = await Deno.readTextFile(file);
  // To renew it: Deno.writeTextFileSync(file, <the right side>).
  assertEquals(published, JSON.stringify(configSchema(), null, 2) + "\n");
});

Deno.test("configSchema() describes every property of a config and allows no other", () => {
  const schema = configSchema();
  assertEquals(schema.additionalProperties, false);
  assertEquals(
    Object.keys(schema.properties as object).sort(),
    [
      "$schema",
      "blocks",
      "durationMs",
      "keepRaw",
      "placement",
      "profile",
      "seed",
      "sloMs",
      "strategies",
      "tasks",
      "trace",
      "workloads",
    ],
  );
  assertEquals(schema.required, undefined);
});

Deno.test("selectionsOf() reads texts and spelled-out selections alike", () => {
  const cases: [SelectionConfig[], ReturnType<typeof selectionsOf>][] = [
    [[], []],
    [["a:x=1"], [{ name: "a", given: { x: "1" } }]],
    [["a,b"], [{ name: "a", given: {} }, { name: "b", given: {} }]],
    [[{ name: "a" }], [{ name: "a", given: {} }]],
    [[{ name: "a", parameters: { x: 1 } }, "b"], [
      { name: "a", given: { x: 1 } },
      { name: "b", given: {} },
    ]],
  ];
  for (const [list, expected] of cases) assertEquals(selectionsOf(list), expected);
  assertThrows(() => selectionsOf(["a:x"]), SyntaxError);
});

Deno.test("PROFILES grow from quick to thorough", () => {
  const { quick, standard, thorough } = PROFILES;
  for (const size of ["durationMs", "blocks", "graceMs"] as const) {
    assert(quick[size] < standard[size] && standard[size] < thorough[size], size);
  }
});
