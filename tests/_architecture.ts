/**
 * The rules of the house as pure functions: each takes the modules of the project and returns its
 * offenders, a line each.
 */
import { strip, type Stripped } from "./_source_text.ts";

/** A source file as the rules see it. */
export interface Module extends Stripped {
  /** Path from the project's root: `strategies/direct.ts`. */
  readonly path: string;
  /** The text as it is. */
  readonly text: string;
  /** What it imports, re-exports, or starts as a worker: paths from the root, or packages. */
  readonly imports: readonly string[];
}

/** What the project is imported as by name; a rule that sees a path must see through these. */
export const ENTRIES: Readonly<Record<string, string>> = {
  "dispatch-lab": "mod.ts",
  "dispatch-lab/experiments": "experiments/mod.ts",
  "dispatch-lab/reports": "reports/mod.ts",
  "dispatch-lab/strategies": "strategies/mod.ts",
  "dispatch-lab/workloads": "experiments/workload/mod.ts",
};

/** Parses a source file. */
export function parseModule(path: string, text: string): Module {
  const stripped = strip(text);
  const { code, withoutComments } = stripped;
  const imports = new Set<string>();
  const patterns = [
    /\b(?:import|export)\b[^;"'`]*?\bfrom\s*(["'])(?<target>[^"'\n]+)\1/g,
    /\bimport\s*\(?\s*(["'])(?<target>[^"'\n]+)\1/g,
    /\bnew\s+URL\(\s*(["'])(?<target>[^"'\n]+\.ts)\1\s*,\s*import\.meta\.url\s*,?\s*\)/g,
  ];
  for (const pattern of patterns) {
    for (const { index, groups, 0: match } of withoutComments.matchAll(pattern)) {
      // What looks like an import within a string is none.
      if (code.slice(index, index + 3) !== match.slice(0, 3)) continue;
      const { target } = groups!;
      imports.add(target.startsWith(".") ? resolve(path, target) : ENTRIES[target] ?? target);
    }
  }
  return { ...stripped, path, text, imports: [...imports] };
}

function resolve(from: string, target: string): string {
  const parts = from.split("/").slice(0, -1);
  for (const part of target.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}

/** A rule: takes all modules and names who breaks it. */
export type Rule = (modules: readonly Module[]) => string[];

const isOurs = (target: string) =>
  /^(?:strategies|experiments|reports|cli|tests|links)\//.test(target) || target === "mod.ts";
const folderOf = (path: string) => path.slice(0, path.lastIndexOf("/") + 1);

/** What the modules below a path may import of ours, as prefixes; the first entry that fits counts. */
const LAYERS: readonly [room: string, allowed: readonly string[]][] = [
  ["strategies/", ["strategies/"]],
  ["experiments/examples/", ["strategies/", "experiments/", "reports/", "mod.ts"]],
  ["experiments/", ["strategies/", "experiments/", "reports/stats/"]],
  ["reports/stats/", ["reports/stats/"]],
  ["reports/chart/", ["reports/chart/"]],
  ["reports/", [
    "reports/",
    "experiments/chart_file.ts",
    "experiments/record.ts",
    "experiments/gate_document.ts",
    "experiments/study_document.ts",
    "experiments/service_level.ts",
    "experiments/sweep_document.ts",
    "experiments/histogram.ts",
    "experiments/history_point.ts",
    "experiments/units.ts",
    "experiments/workload/",
    "experiments/theory/",
    // How names and numbers are written, wherever people write them.
    "strategies/parameters.ts",
  ]],
  ["cli/", ["strategies/", "experiments/", "reports/", "cli/", "mod.ts"]],
  ["mod.ts", ["strategies/", "experiments/", "reports/"]],
];

/** Imports go one way: strategies ← experiments ← cli, and reports see records, not the measuring. */
export const layers: Rule = (modules) =>
  modules.flatMap(({ path, imports }) => {
    const [, allowed] = LAYERS.find(([room]) => path.startsWith(room))!;
    return imports
      .filter((target) => isOurs(target) && !allowed.some((prefix) => target.startsWith(prefix)))
      .map((target) => `${path} imports ${target}`);
  });

/**
 * A strategy has no package to lean on, unless its name says that the package is what is tested. What
 * the runtime itself brings is none.
 */
export const packagesOfStrategies: Rule = (modules) =>
  modules.filter(({ path }) => path.startsWith("strategies/") && !path.includes("/npm_"))
    .flatMap(({ path, imports }) =>
      imports.filter((target) => !isOurs(target) && !target.startsWith("node:"))
        .map((target) => `${path} imports ${target}`)
    );

/**
 * Where the packages that are measured may be used besides: as strategies they are given numbers of tasks,
 * and what a promise a function costs their users cannot be seen there.
 */
const PROMISE_APIS = "experiments/cost/promise_apis.ts";

/** The packages that are measured are leant on by nobody else. */
export const measuredPackages: Rule = (modules) => {
  const isMeasuring = ({ path }: Module) =>
    path.startsWith("strategies/npm_") || path === PROMISE_APIS;
  const packageOf = (target: string) => target.replace(/^npm:/, "").replace(/(?<=.)[@/].*$/, "");
  const measured = new Set(
    modules.filter(isMeasuring).flatMap(({ imports }) =>
      imports.filter((target) => !isOurs(target) && !target.startsWith("node:")).map(packageOf)
    ),
  );
  return modules.filter((module) => !isMeasuring(module)).flatMap(({ path, imports }) =>
    imports.filter((target) => measured.has(packageOf(target)))
      .map((target) => `${path} imports ${target}`)
  );
};

/** `_name.ts` is private to its folder. */
export const privateFiles: Rule = (modules) =>
  modules.flatMap(({ path, imports }) =>
    imports
      .filter((target) => isOurs(target) && target.slice(folderOf(target).length).startsWith("_"))
      .filter((target) => folderOf(target) !== folderOf(path))
      .map((target) => `${path} imports ${target}`)
  );

/** An example is imported by no one but itself: its folder. */
export const examplesAreLeaves: Rule = (modules) =>
  modules.flatMap(({ path, imports }) =>
    imports
      .filter((target) => target.startsWith("experiments/examples/"))
      .filter((target) => folderOf(target) !== folderOf(path))
      .map((target) => `${path} imports ${target}`)
  );

const CAPTURE = "experiments/capture/";
const CLOCK = "experiments/trial/clock.ts";

/** Capture runs in servers of other people: it and the clock that it reads import nothing else. */
export const lightCapture: Rule = (modules) =>
  modules.filter(({ path }) => path.startsWith(CAPTURE) || path === CLOCK).flatMap(
    ({ path, imports }) =>
      imports.filter((target) => !target.startsWith(CAPTURE) && target !== CLOCK)
        .map((target) => `${path} imports ${target}`),
  );

/** What is imported of ours is there; of texts that are imported, a style sheet say, the compiler knows. */
export const missing: Rule = (modules) => {
  const paths = new Set(modules.map(({ path }) => path));
  return modules.flatMap(({ path, imports }) =>
    imports.filter((target) => isOurs(target) && /\.tsx?$/.test(target) && !paths.has(target))
      .map((target) => `${path} imports ${target}, which does not exist`)
  );
};

/** No file imports itself by way of others; types and workers count as well. */
export const cycles: Rule = (modules) => {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const done = new Set<string>();
  const found: string[] = [];
  function visit(path: string, way: readonly string[]): void {
    const at = way.indexOf(path);
    if (at >= 0) return void found.push([...way.slice(at), path].join(" → "));
    if (done.has(path)) return;
    for (const target of byPath.get(path)?.imports ?? []) visit(target, [...way, path]);
    done.add(path);
  }
  for (const { path } of modules) visit(path, []);
  return found;
};

/** Makes a rule that forbids a pattern in code, except where a path begins with an exception. */
export function forbid(pattern: RegExp, exceptions: readonly string[] = []): Rule {
  return (modules) =>
    modules.filter(({ path }) => !exceptions.some((prefix) => path.startsWith(prefix)))
      .flatMap(({ path, code }) =>
        code.split("\n").flatMap((line, index) => {
          const match = pattern.exec(line);
          return match === null ? [] : [`${path}:${index + 1} uses ${match[0]}`];
        })
      );
}

const MOST_LINES = 300;

/** A file over 300 lines says in its header comment why it is so long. */
export const longFiles: Rule = (modules) =>
  modules.flatMap(({ path, text }) => {
    const lines = text.split("\n").length - 1;
    const [header] = /^\s*\/\*\*[\s\S]*?\*\//.exec(text) ?? [""];
    return lines <= MOST_LINES || /\blong(?:er)?\b|\b300\b/i.test(header)
      ? []
      : [`${path} has ${lines} lines, and its header does not say why it is so long`];
  });

/** `mod.ts` re-exports and does nothing else. */
export const modsOnlyExport: Rule = (modules) =>
  modules.filter(({ path }) => /(?:^|\/)mod\.ts$/.test(path)).flatMap(
    ({ path, withoutComments }) => {
      const rest = withoutComments
        .replace(/export\s+(?:type\s+)?(?:\*(?:\s+as\s+\w+)?|\{[^}]*\})\s+from\s+"[^"]+";/g, "")
        .trim();
      return rest === "" ? [] : [`${path} does more than re-export: ${rest.split("\n")[0]}`];
    },
  );
