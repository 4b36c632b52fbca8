import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { fileURLToPath } from "node:url";
import { planStudy } from "../../../experiments/study/plan.ts";
import { resolveModules } from "../../../experiments/study/resolve_modules.ts";
import { NO_MODULES, selectionKey } from "../../../experiments/study/study_modules.ts";
import { fingerprint } from "../../../experiments/study/study_store.ts";
import { UnknownNameError } from "../../../strategies/mod.ts";

const directory = fileURLToPath(new URL(".", import.meta.url));
const urlOf = (name: string) => new URL(`./_modules/${name}.ts`, import.meta.url).href;

Deno.test("resolveModules() describes strategies and workloads as they were named", async () => {
  const config = {
    strategies: [
      "direct,./_modules/both_placements.ts:batch=2",
      { name: "./_modules/both_placements.ts", parameters: { mode: "eager" } },
    ],
    workloads: [
      "steady",
      "./_modules/third_fails.ts:failEvery=2,./_modules/plain_data.ts:batch=7",
    ],
    placement: "both",
    profile: "quick",
  } as const;
  const modules = await resolveModules(config, { directory });
  assert(modules !== null);
  assertEquals([modules.strategies.size, modules.workloads.size], [2, 2]);
  const found = modules.strategies.get(
    selectionKey({ name: "./_modules/both_placements.ts", given: { batch: "2" } }),
  );
  assert(found !== undefined);
  assertEquals([found.family, found.placements], ["thread", ["inside", "outside"]]);
  assertEquals(found.discipline, { kind: "work-conserving", concurrency: 2 });
  assertEquals(found.spec.values, { batch: 2, mode: "calm" });
  assertEquals(found.spec.module?.url, urlOf("both_placements"));
  assertMatch(found.spec.module!.sha256, /^[0-9a-f]{64}$/);

  const { cells, trials } = planStudy(config, null, modules);
  assertEquals([...new Set(cells.map(({ identity }) => identity.strategy))], [
    "direct",
    "./_modules/both_placements.ts:batch=2",
    "./_modules/both_placements.ts:mode=eager",
  ]);
  assertEquals(
    [
      ...new Set(
        cells.map(({ identity: { workload, body, arrivals } }) =>
          [workload, body, arrivals].join(" ")
        ),
      ),
    ],
    [
      "steady cpu steady",
      "./_modules/third_fails.ts:failEvery=2 custom replay",
      "./_modules/plain_data.ts:batch=7 await batches",
    ],
  );
  assertEquals(cells.length, 3 * (1 + 2 + 2));
  for (const { spec } of trials) {
    const isMine = spec.strategy.name !== "direct";
    assertEquals(spec.strategy.module?.url, isMine ? urlOf("both_placements") : undefined);
    // Data alone needs no module where it is run.
    const isCustom = spec.workload.body.kind === "custom";
    assertEquals(spec.customBody?.module.url, isCustom ? urlOf("third_fails") : undefined);
    assertEquals(spec.customBody?.values, isCustom ? { failEvery: 2, wait: "no" } : undefined);
  }
  // What planning says again is told apart from the same with a module that has changed.
  const print = await fingerprint(planStudy(config, null, modules));
  const changed = { ...found, spec: { ...found.spec, module: { url: "", sha256: "other" } } };
  const strategies = new Map([...modules.strategies].map(([key]) => [key, changed] as const));
  assert(await fingerprint(planStudy(config, null, { ...modules, strategies })) !== print);
});

Deno.test("resolveModules() starts nothing where no module is named", async () => {
  const config = { strategies: ["direct"], workloads: ["steady"] };
  assertEquals(await resolveModules(config, { directory: "/nowhere" }), NO_MODULES);
  assertEquals(await resolveModules({}, { directory: "/nowhere" }), NO_MODULES);
});

Deno.test("resolveModules() refuses a module that is not there, or cannot be read by a trial", async () => {
  const folder = await Deno.makeTempDir({ prefix: "a,b" });
  await Deno.writeTextFile(`${folder}/mine.ts`, "export default 1;\n");
  const cases: [name: string, message: string][] = [
    ["./absent.ts", `there is no module "./absent.ts": relative paths start in ${directory}`],
    ["./_modules/", 'there is no module "./_modules/"'],
    ["/absent.ts", 'there is no module "/absent.ts"'],
    [`${folder}/mine.ts`, "move the module to a folder without one"],
  ];
  for (const [name, message] of cases) {
    const config = { strategies: [{ name }] };
    await assertRejects(() => resolveModules(config, { directory }), RangeError, message);
    await assertRejects(
      () => resolveModules({ workloads: [{ name }] }, { directory }),
      RangeError,
      message,
    );
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("resolveModules() lets a module import what lies below it and nothing beside its folder", async () => {
  const folder = await Deno.makeTempDir();
  await Deno.mkdir(`${folder}/mine/parts`, { recursive: true });
  await Deno.writeTextFile(`${folder}/beside.ts`, "export const batch = 5;\n");
  await Deno.writeTextFile(`${folder}/mine/parts/below.ts`, "export const batch = 5;\n");
  const write = (from: string) =>
    Deno.writeTextFile(
      `${folder}/mine/mine.ts`,
      `import { batch } from "${from}";
import { defineWorkload } from "dispatch-lab/workloads";
export default defineWorkload({
  name: "mine",
  summary: "mine",
  parameters: {},
  build: () => ({
    arrivals: { kind: "batches", batch, everyMs: 10 },
    demand: { kind: "fixed", meanMs: 0 },
    body: { kind: "cpu" },
  }),
});
`,
    );
  const look = () => resolveModules({ workloads: ["./mine.ts"] }, { directory: `${folder}/mine` });
  await write("./parts/below.ts");
  const modules = await look();
  const [{ workload }] = modules!.workloads.values();
  assertEquals(workload.arrivals, { kind: "batches", batch: 5, everyMs: 10 });
  await write("../beside.ts");
  await assertRejects(look, RangeError, `requires read access to "${folder}/beside.ts"`);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("resolveModules() says which parameter is wrong", async () => {
  const look = (selection: string) => resolveModules({ strategies: [selection] }, { directory });
  const error = await assertRejects(
    () => look("./_modules/both_placements.ts:bach=2"),
    UnknownNameError,
    "parameter of strategy ./_modules/both_placements.ts",
  );
  assertEquals([error.given, error.known], ["bach", ["batch", "mode"]]);
  await assertRejects(
    () => look("./_modules/both_placements.ts:batch=65"),
    RangeError,
    "batch must be a whole number at least 1 and at most 64, got 65",
  );
});

Deno.test("resolveModules() ends when it is interrupted, with nothing", async () => {
  const config = { strategies: ["./_modules/prints.ts"] };
  assertEquals(await resolveModules(config, { directory, signal: AbortSignal.abort() }), null);
  const abort = new AbortController();
  const looking = resolveModules(config, { directory, signal: abort.signal });
  setTimeout(() => abort.abort(), 50);
  assertEquals(await looking, null);
});
