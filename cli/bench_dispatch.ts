/**
 * `bench:dispatch`: what a dispatch costs, all strategies and the libraries side by side.
 *
 * @module
 */
import config from "../deno.json" with { type: "json" };
import {
  captureEnvironment,
  COST_MEASURES,
  COST_ROUNDS,
  COST_SEED,
  COST_SIZES,
  type CostCell,
  type CostDocument,
  type CostEnd,
  type CostMeasure,
  type CostPlan,
  type CostSizes,
  createMeasureCell,
  explained,
  isModulePath,
  oneLine,
  parseSelections,
  planCost,
  requireRecordPlace,
  runCost,
  shellWord,
  summarizeCost,
} from "../mod.ts";
import { costMarkdown, costText } from "./cost_text.ts";
import {
  describeFlags,
  type FlagTable,
  numberFlag,
  type ParsedFlags,
  parseFlags,
} from "./flags.ts";
import { interruptible } from "./interruptible.ts";
import type { Io } from "./io.ts";
import { OUT, outDirectory } from "./out_directory.ts";
import { createSteps } from "./progress.ts";
import { blamingInput, didYouMean, UsageError } from "./usage.ts";

const FLAGS = {
  "strategy": {
    value: "A,B",
    list: true,
    about: "strategies, with parameters if wanted: a:key=value; default all",
  },
  "measure": { value: "X,Y", list: true, about: `of ${COST_MEASURES.join(", ")}; default all` },
  "rounds": { value: "N", about: `how often each is measured; default ${COST_ROUNDS}` },
  "idle-ms": { value: "N", about: `length of the silence; default ${COST_SIZES.idleMs}` },
  "seed": { value: "N", about: `seed of the order; default ${COST_SEED}` },
  "out": { value: "DIR", about: `where the results go; default ${OUT}/dispatch-cost-<date-time>` },
} as const satisfies FlagTable;

const HELP = `Measures what a dispatch costs, all strategies and libraries side by side.

usage: deno task bench:dispatch [options]

${describeFlags(FLAGS)}

burst: ns a task; promises: ns a function, against the libraries; wake: from dispatch to start;
throughput: tasks a second from another thread; idle-cpu: what waiting costs.
All of it takes some nine minutes; leave the machine alone meanwhile.
exit codes: 0 done, 2 bad input, 4 something could not be measured, 130 interrupted`;

const EXIT_FAILED = 4;
const EXIT_INTERRUPTED = 130;
const JSON_FILE = "dispatch-cost.json";
const MARKDOWN_FILE = "dispatch-cost.md";

/** Packages whose versions belong in the results. */
const LIBRARIES: readonly string[] = ["async", "fastq", "p-limit", "p-queue", "piscina"];

/**
 * Runs the verb.
 *
 * @param args Its arguments.
 * @param io Where it writes.
 * @param sizes How large the measurements are; tests pass small ones.
 * @returns The exit code.
 * @throws {UsageError} If the input is wrong.
 */
export async function benchDispatch(
  args: readonly string[],
  io: Io,
  sizes: CostSizes = COST_SIZES,
): Promise<number> {
  const flags = parseFlags(args, FLAGS);
  if (flags.switches.has("help")) {
    io.out(HELP);
    return 0;
  }
  const createdAt = new Date().toISOString();
  const plan = await blamingInput(() => planFromFlags(flags, sizes));
  const directory = outDirectory(flags.values.out, createdAt, "dispatch-cost-");
  // Before minutes are spent: a place for the results, and one for the records of children.
  const state = await blamingInput(() => makeDirectory(directory));
  await blamingInput(requireRecordPlace);
  const environment = await captureEnvironment();
  const end = await measure(plan, io);
  if (end.state === "interrupted") {
    if (state === "made") await Deno.remove(directory);
    io.err("interrupted: nothing is kept, run bench:dispatch again");
    return EXIT_INTERRUPTED;
  }
  const document: CostDocument = {
    schema: "dispatch-lab/dispatch-cost@1",
    createdAt,
    command: ["deno task bench:dispatch", ...args.map(shellWord)].join(" "),
    environment,
    libraries: libraryVersions(),
    rounds: plan.rounds,
    seed: plan.seed,
    sizes: plan.sizes,
    rows: summarizeCost(plan.cells, end.records),
    cells: plan.cells,
    records: end.records,
  };
  const paths = await blamingInput(() => writeResults(directory, document));
  io.out(costText(document));
  io.out("");
  for (const path of paths) io.out(oneLine(path));
  return document.rows.some(({ failures }) => failures !== null) ? EXIT_FAILED : 0;
}

function planFromFlags(flags: ParsedFlags, sizes: CostSizes): CostPlan {
  const { strategy, measure } = flags.values;
  const strategies = strategy === undefined ? undefined : parseSelections(strategy);
  const path = strategies?.find(({ name }) => isModulePath(name));
  if (path !== undefined) {
    throw new UsageError(
      `bench:dispatch measures strategies of the catalogue, got "${path.name}": ` +
        "measure a module of your own by deno task bench",
    );
  }
  return planCost({
    strategies,
    measures: measure?.split(",").map(measureNamed),
    rounds: numberFlag(flags, "rounds", "whole above 0"),
    seed: numberFlag(flags, "seed", "whole from 0"),
    sizes: { ...sizes, idleMs: numberFlag(flags, "idle-ms", "above 0") ?? sizes.idleMs },
  });
}

function measureNamed(text: string): CostMeasure {
  const name = text.trim();
  const measure = COST_MEASURES.find((known) => known === name);
  if (measure !== undefined) return measure;
  const guess = didYouMean(name, COST_MEASURES);
  throw new UsageError(
    `unknown measure "${name}": known are ${COST_MEASURES.join(", ")}` +
      (guess === null ? "" : `; did you mean "${guess}"?`),
  );
}

/** Makes it unless it is there; earlier results are not overwritten. */
async function makeDirectory(directory: string): Promise<"made" | "found"> {
  try {
    const isThere = await Deno.stat(directory).then(() => true, () => false);
    await Deno.mkdir(directory, { recursive: true });
    const entries = await Array.fromAsync(Deno.readDir(directory));
    if (entries.every(({ name }) => name !== JSON_FILE)) return isThere ? "found" : "made";
  } catch (error) {
    throw explained(error, directory, "written");
  }
  throw new RangeError(`there are results in "${directory}" already: name another with --out DIR`);
}

async function measure(plan: CostPlan, io: Io): Promise<CostEnd> {
  const show = createSteps("measurement", io);
  return await interruptible((signal) =>
    runCost(
      plan,
      createMeasureCell(signal),
      ({ next, ...progress }) => show({ ...progress, next: next && nameOf(next.cell, next.round) }),
    )
  );
}

function nameOf({ measure, subject, placement }: CostCell, round: number): string {
  return measure === "idle-cpu"
    ? "idle processor time of all at once"
    : `${measure} of ${subject} (${placement}), round ${round + 1}`;
}

function libraryVersions(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(config.imports)
      .filter(([name]) => LIBRARIES.includes(name))
      .map(([name, specifier]) => [name, specifier.replace(/^.*@/, "")]),
  );
}

async function writeResults(directory: string, document: CostDocument): Promise<string[]> {
  const files = [
    [`${directory}/${MARKDOWN_FILE}`, costMarkdown(document)],
    [`${directory}/${JSON_FILE}`, JSON.stringify(document, null, 2) + "\n"],
  ] as const;
  for (const [path, text] of files) {
    await Deno.writeTextFile(path, text).catch((error) => {
      throw explained(error, path, "written");
    });
  }
  return files.map(([path]) => path);
}
