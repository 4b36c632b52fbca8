import { assert, assertEquals, assertRejects } from "@std/assert";
import { Interrupted } from "../../../experiments/study/_deno_command.ts";
import { strategyFindings } from "../../../experiments/study/_module_shapes.ts";
import { inspectModule } from "../../../experiments/study/inspect_module.ts";

/** Far more than a module needs on a busy machine. */
const AMPLE_MS = 60_000;

function look(name: string, options: { timeoutMs?: number; signal?: AbortSignal } = {}) {
  const { href: url } = new URL(`./_modules/${name}.ts`, import.meta.url);
  const request = { kind: "strategy", path: "./mine.ts", url, given: [{}] } as const;
  const module = { url, sha256: "" };
  const { timeoutMs = AMPLE_MS, signal } = options;
  return inspectModule(request, module, strategyFindings, { timeoutMs, signal });
}

const broken: readonly [module: string, message: string, timeoutMs?: number][] = [
  ["throws", "./mine.ts cannot be imported: TypeError: broken on purpose"],
  ["throws_later", "the process broke down (exit code 1: error: Uncaught"],
  ["exits", "it ends the process; a module must only define what it exports"],
  ["spins", "it was not done after 1500 ms; look for a loop or an await without an end", 1500],
  ["waits_forever", "it was not done after 1500 ms", 1500],
  [
    "reads_passwd",
    'NotCapable: requires read access to "/etc/passwd", which nothing has that runs in a trial',
  ],
  [
    "reads_home",
    'NotCapable: requires env access to "HOME", which nothing has that runs in a trial',
  ],
  ["forges", "./mine.ts cannot be used: it has tampered with what was found in it"],
  ["third_fails", "./mine.ts cannot be used: it is a workload; give it to --workload"],
];

for (const [module, message, timeoutMs] of broken) {
  Deno.test(`inspectModule() says in a line what is wrong with a module that ${module.replaceAll("_", " ")}`, async () => {
    const error = await assertRejects(() => look(module, { timeoutMs }), RangeError, message);
    assert(error.message.startsWith("./mine.ts "), error.message);
    assert(!error.message.includes("\n"), error.message);
  });
}

Deno.test("inspectModule() does not care what a module prints", async () => {
  const [{ selection, family, placements }] = await look("prints");
  assertEquals([selection, family, placements], ["./mine.ts", "loop", ["inside"]]);
});

Deno.test("inspectModule() ends when it is interrupted", async () => {
  const abort = new AbortController();
  const looking = look("spins", { signal: abort.signal });
  // The signal may come at any time from now on, before or after the process is up.
  setTimeout(() => abort.abort(), 50);
  await assertRejects(() => looking, Interrupted);
});
