import { assertEquals } from "@std/assert";
import {
  cycles,
  ENTRIES,
  examplesAreLeaves,
  forbid,
  layers,
  lightCapture,
  longFiles,
  measuredPackages,
  missing,
  modsOnlyExport,
  type Module,
  packagesOfStrategies,
  parseModule,
  privateFiles,
  type Rule,
} from "./_architecture.ts";

const ROOT = new URL("../", import.meta.url);

function* sourcesBelow(folder: string): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(new URL(folder, ROOT))) {
    if (isDirectory) yield* sourcesBelow(`${folder}${name}/`);
    else if (/\.tsx?$/.test(name)) yield folder + name;
  }
}

function readProject(): Module[] {
  const paths = ["strategies/", "experiments/", "reports/", "cli/"]
    .flatMap((folder) => [...sourcesBelow(folder)]);
  return [...paths, "mod.ts"].sort()
    .map((path) => parseModule(path, Deno.readTextFileSync(new URL(path, ROOT))));
}

const project = readProject();

interface Law {
  readonly words: string;
  readonly rule: Rule;
  /** Sources that keep the rule and look as if they did not. */
  readonly good: Readonly<Record<string, string>>;
  /** Sources that break it, and what is said of them. */
  readonly bad: Readonly<Record<string, string>>;
  readonly offences: readonly string[];
}

const laws: readonly Law[] = [
  {
    words: "imports go one way: strategies ← experiments ← cli, reports beside",
    rule: layers,
    good: {
      "strategies/a.ts": 'import { b } from "./b.ts"; // not from "../cli/main.ts"',
      "experiments/trial/a.ts":
        'import { x } from "../../strategies/mod.ts";\nimport { y } from "../../reports/stats/mod.ts";',
      "reports/a.ts":
        'import type { R } from "../experiments/record.ts";\nconst text = `import x from "../cli/a.ts"`;',
      "cli/a.ts":
        'import {\n  x,\n  y,\n} from "../experiments/mod.ts";\nimport "../reports/mod.ts";',
      "experiments/examples/a.ts": 'import { renderJson } from "dispatch-lab";',
    },
    bad: {
      "strategies/a.ts": 'export * from "../experiments/record.ts";',
      "experiments/a.ts": 'import { report } from "../reports/report.ts";',
      "experiments/trial/a.ts": 'new Worker(new URL("../../cli/main.ts", import.meta.url));',
      "reports/a.ts": 'import type { C } from "../experiments/study/config.ts";',
      "reports/b.ts": 'const { runTrial } = await import("../experiments/trial/run_trial.ts");',
      "reports/stats/a.ts": 'import { units } from "../../experiments/units.ts";',
      "reports/chart/a.ts": 'import { format } from "../format.ts";',
      "experiments/examples/a.ts": 'import { main } from "../../cli/main.ts";',
      "experiments/b.ts": 'import { renderJson } from "dispatch-lab";',
      "strategies/b.ts": 'import { createRandom } from "dispatch-lab/workloads";',
      "mod.ts": 'export { main } from "./cli/main.ts";',
    },
    offences: [
      "strategies/a.ts imports experiments/record.ts",
      "experiments/a.ts imports reports/report.ts",
      "experiments/trial/a.ts imports cli/main.ts",
      "reports/a.ts imports experiments/study/config.ts",
      "reports/b.ts imports experiments/trial/run_trial.ts",
      "reports/stats/a.ts imports experiments/units.ts",
      "reports/chart/a.ts imports reports/format.ts",
      "experiments/examples/a.ts imports cli/main.ts",
      "experiments/b.ts imports mod.ts",
      "strategies/b.ts imports experiments/workload/mod.ts",
      "mod.ts imports cli/main.ts",
    ],
  },
  {
    words: "strategies import no package, unless the package is what they show",
    rule: packagesOfStrategies,
    good: {
      "strategies/npm_fastq.ts": 'import fastq from "fastq";',
      "strategies/a.ts": 'import { createSocket } from "node:dgram";',
    },
    bad: { "strategies/a.ts": 'import fastq from "npm:fastq";' },
    offences: ["strategies/a.ts imports npm:fastq"],
  },
  {
    words: "nobody leans on a package that is measured",
    rule: measuredPackages,
    good: {
      "strategies/npm_a.ts": 'import a from "a";\nimport { Worker } from "node:worker_threads";',
      "experiments/cost/promise_apis.ts": 'const { default: b } = await import("b/queue.js");',
      "experiments/cost/a.ts": 'import ab from "ab";\nimport { open } from "./promise_apis.ts";',
      "cli/a.ts": 'import { availableParallelism } from "node:os";',
    },
    bad: {
      "strategies/npm_a.ts": 'import a from "a";',
      "experiments/cost/promise_apis.ts": 'await import("b/queue.js");',
      "experiments/cost/b.ts": 'import b from "npm:b@1.2.3";',
      "cli/a.ts": 'import a from "a/deep.js";',
    },
    offences: ["experiments/cost/b.ts imports npm:b@1.2.3", "cli/a.ts imports a/deep.js"],
  },
  {
    words: "_name.ts is imported only from its own folder",
    rule: privateFiles,
    good: { "strategies/a.ts": 'import { x } from "./_x.ts";' },
    bad: { "experiments/a.ts": 'import { x } from "../strategies/_x.ts";' },
    offences: ["experiments/a.ts imports strategies/_x.ts"],
  },
  {
    words: "what is imported exists",
    rule: missing,
    good: { "cli/a.ts": 'import { b } from "./b.ts";', "cli/b.ts": "" },
    bad: { "cli/a.ts": 'import { b } from "./c.ts";' },
    offences: ["cli/a.ts imports cli/c.ts, which does not exist"],
  },
  {
    words: "no import cycles",
    rule: cycles,
    good: {
      "cli/a.ts": 'import "./b.ts"; import "./c.ts";',
      "cli/b.ts": 'import "./c.ts";',
      "cli/c.ts": "",
    },
    bad: {
      "cli/a.ts": 'import "./b.ts";',
      "cli/b.ts": 'import type { C } from "./c.ts";',
      "cli/c.ts": 'export { b } from "./b.ts";',
    },
    offences: ["cli/b.ts → cli/c.ts → cli/b.ts"],
  },
  {
    words: "only experiments/trial/clock.ts reads a clock",
    rule: forbid(
      /\bperformance\s*\.\s*(?:now|timeOrigin|mark|measure)\b|\bDate\s*\.\s*now\b|\bhrtime\b|\bcpuUsage\b|\bthreadCpuUsage\b/,
      ["experiments/trial/clock.ts"],
    ),
    good: {
      "experiments/trial/clock.ts": "performance.now();",
      "reports/a.ts": '// performance.now()\nconst text = "Date.now()";\nclock.now();',
    },
    bad: {
      "reports/a.ts": "const x = 1;\nperformance.now();",
      "cli/a.ts": "const text = `${Date.now()}`;",
    },
    offences: ["reports/a.ts:2 uses performance.now", "cli/a.ts:1 uses Date.now"],
  },
  {
    // The verbs of cli/ stamp studies and reports with the date on which they were made.
    words: "only cli/ asks for today's date",
    rule: forbid(/\bnew\s+Date\s*(?:\(\s*\)|(?![\s(]))|(?<![\w.]|new\s)Date\s*\(/, ["cli/"]),
    good: { "cli/a.ts": "new Date();", "reports/a.ts": "new Date(study.createdAt);" },
    bad: { "reports/a.ts": "new Date()", "experiments/a.ts": "let d = new Date;" },
    offences: ["reports/a.ts:1 uses new Date()", "experiments/a.ts:1 uses new Date"],
  },
  {
    words: "randomness is seeded: no Math.random()",
    rule: forbid(/\bMath\s*\.\s*random\b|\bgetRandomValues\b|\brandomUUID\b/),
    good: { "reports/a.ts": "random.uniform(); /* Math.random() */" },
    bad: { "experiments/a.ts": "Math.random()" },
    offences: ["experiments/a.ts:1 uses Math.random"],
  },
  {
    // Examples are programs to read and run: they print as their readers' programs would.
    words: "nobody but examples uses console",
    rule: forbid(/\bconsole\s*[.[]/, ["experiments/examples/"]),
    good: {
      "cli/a.ts": 'const text = "console.log";',
      "experiments/examples/a/main.ts": "console.log(1)",
    },
    bad: { "cli/a.ts": "console.error(1)", "experiments/examples.ts": "console.log(1)" },
    offences: ["cli/a.ts:1 uses console.", "experiments/examples.ts:1 uses console."],
  },
  {
    words: "only cli/ writes to standard output and error",
    rule: forbid(/\bDeno\s*\.\s*std(?:out|err)\b|\bprocess\s*\.\s*std(?:out|err)\b/, ["cli/"]),
    good: { "cli/a.ts": "Deno.stdout", "experiments/a.ts": "child.stderr; Deno.stdin" },
    bad: { "experiments/a.ts": "Deno.stderr.writeSync(x)" },
    offences: ["experiments/a.ts:1 uses Deno.stderr"],
  },
  {
    words: "nothing depends on an example",
    rule: examplesAreLeaves,
    good: {
      "experiments/examples/a/main.ts": 'new Worker(new URL("./worker.ts", import.meta.url));',
    },
    bad: {
      "experiments/mod.ts": 'export * from "./examples/a/main.ts";',
      "experiments/examples/b/main.ts": 'import { x } from "../a/main.ts";',
    },
    offences: [
      "experiments/mod.ts imports experiments/examples/a/main.ts",
      "experiments/examples/b/main.ts imports experiments/examples/a/main.ts",
    ],
  },
  {
    words: "capture is light: itself and a clock, however far imports lead",
    rule: lightCapture,
    good: {
      "experiments/capture/mod.ts": 'export * from "./a.ts";',
      "experiments/capture/a.ts": 'import { now } from "../trial/clock.ts";',
      "experiments/trial/clock.ts": "",
      "experiments/trial/a.ts": 'import { z } from "zod";',
    },
    bad: {
      "experiments/capture/a.ts": 'import { z } from "zod";',
      "experiments/capture/b.ts": 'import { u } from "../units.ts";',
      "experiments/capture/c.ts": 'import { now } from "../trial/clock.ts";',
      "experiments/trial/clock.ts": 'import { pid } from "node:process";',
    },
    offences: [
      "experiments/capture/a.ts imports zod",
      "experiments/capture/b.ts imports experiments/units.ts",
      "experiments/trial/clock.ts imports node:process",
    ],
  },
  {
    words: "a file over 300 lines says why in its header",
    rule: longFiles,
    good: {
      "cli/a.ts": "\n".repeat(300),
      "cli/b.ts": "/** Long because the table has a row for every option. */" + "\n".repeat(301),
    },
    bad: { "cli/a.ts": "/** A table. */" + "\n".repeat(301) },
    offences: ["cli/a.ts has 301 lines, and its header does not say why it is so long"],
  },
  {
    words: "mod.ts re-exports and does nothing else",
    rule: modsOnlyExport,
    good: {
      "cli/mod.ts":
        '/** All. */\nexport * from "./a.ts";\nexport {\n  type A,\n  b,\n} from "./b.ts";\n',
    },
    bad: { "mod.ts": 'export * from "./a.ts";\nexport const version = 1;' },
    offences: ["mod.ts does more than re-export: export const version = 1;"],
  },
];

const parsed = (sources: Readonly<Record<string, string>>) =>
  Object.entries(sources).map(([path, text]) => parseModule(path, text));

for (const { words, rule, good, bad, offences } of laws) {
  Deno.test(`architecture: ${words}`, () => assertEquals(rule(project), []));

  Deno.test(`architecture can tell when broken: ${words}`, () => {
    assertEquals(rule(parsed(good)), []);
    assertEquals(rule(parsed(bad)), offences);
  });
}

Deno.test("architecture looks at every module of the project", () => {
  const known = [
    "strategies/mod.ts",
    "experiments/mod.ts",
    "reports/mod.ts",
    "cli/main.ts",
    "mod.ts",
  ];
  assertEquals(known.filter((path) => !project.some((module) => module.path === path)), []);
});

Deno.test("architecture knows by which names the project can be imported", async () => {
  const { imports, exports } = JSON.parse(await Deno.readTextFile(new URL("deno.json", ROOT)));
  const own = Object.entries<string>(imports)
    .filter(([name]) => name.startsWith("dispatch-lab"))
    .map(([name, path]) => [name, path.replace("./", "")]);
  assertEquals(Object.fromEntries(own), { ...ENTRIES });
  // Whoever installs the package imports the same.
  for (const [name, path] of own) {
    assertEquals(exports[name.replace("dispatch-lab", ".")], `./${path}`);
  }
});
