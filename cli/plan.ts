/**
 * `plan`: how many loops a measured strategy needs at a rate beyond this machine.
 *
 * @module
 */
import {
  type CapacityCell,
  type CapacityPlan,
  figureBySimulation,
  LEVEL_FORM,
  newestStudy,
  oneLine,
  parseDecimal,
  parseServiceLevel,
  planCapacity,
  type PlannedArrivals,
  readStudy,
  type StoredStudy,
} from "../mod.ts";
import { capacityText } from "./capacity_text.ts";
import {
  describeFlags,
  type FlagTable,
  numberFlag,
  type ParsedFlags,
  parseFlags,
} from "./flags.ts";
import type { Io } from "./io.ts";
import { OUT, outDirectory } from "./out_directory.ts";
import { preparePlanFiles, writePlanFiles } from "./plan_files.ts";
import { blamingInput, didYouMean, UsageError } from "./usage.ts";

const LEAST_RATE = 0.001;
/** Gaps beyond are a few bursts in an ocean of silence: no run is long enough to see their mean. */
const MOST_SCV = 100;
const DEFAULT_CUSTOMERS = 1_000_000;
/** With more cells than five they share what five have, so that an answer takes seconds. */
const DEFAULT_OF_ALL = 5 * DEFAULT_CUSTOMERS;
const LEAST_DEFAULT = 200_000;
const FEWEST_CUSTOMERS = 10_000;
const MOST_CUSTOMERS = 100_000_000;

const FLAGS = {
  "from": { value: "DIR", about: `the study; default: the newest in ${OUT}/` },
  "rate": { value: "N", about: "tasks a second, all loops together: 1e6" },
  "slo": {
    value: "FIGURE=TIME",
    about:
      `what the sojourn may be at most: ${LEVEL_FORM}; mean, p50, p90, p99 or p999, us, ms or s`,
  },
  "strategy": { value: "NAME", about: "this strategy only, as the study names it" },
  "workload": { value: "NAME", about: "this workload only, as the study names it" },
  "placement": { value: "WHERE", about: "inside or outside only" },
  "arrivals": {
    value: "KIND",
    about: `poisson (default), measured (the Ca² of the study's), or scv=N up to ${MOST_SCV}`,
  },
  "customers": {
    value: "N",
    about: `tasks a simulation; default: ${DEFAULT_CUSTOMERS.toExponential()}, less for many cells`,
  },
  "seed": { value: "N", about: "seed of the simulations; default: the study's" },
  "out": { value: "DIR", about: "write plan.md and plan.json there" },
  "force": { about: "replace a plan that is in DIR already" },
} as const satisfies FlagTable;

const HELP =
  `Plans capacity: how many loops a measured strategy needs at a rate beyond this machine,
by formula and by simulation, for one shared queue and for a queue each.

usage: deno task plan --rate N --slo ${LEVEL_FORM} [options]

${describeFlags(FLAGS)}

Cells that were unstable are refused: nothing can be extrapolated from them.
exit codes: 0 done, 2 bad input: no stable cell, or a level that no number of loops meets`;

/**
 * Runs the verb.
 *
 * @param args Its arguments.
 * @param io Where it writes.
 * @returns The exit code.
 * @throws {UsageError} If the input is wrong, or nothing in it can be planned from.
 */
export async function plan(args: readonly string[], io: Io): Promise<number> {
  const flags = parseFlags(args, FLAGS);
  if (flags.switches.has("help")) {
    io.out(HELP);
    return 0;
  }
  const { values } = flags;
  const ratePerSecond = numberFlag(flags, "rate", "above 0");
  if (ratePerSecond === undefined) throw new UsageError("--rate is missing: write --rate 1e6");
  if (ratePerSecond < LEAST_RATE) {
    throw new UsageError(
      `--rate must be at least ${LEAST_RATE} tasks a second, got ${values.rate}`,
    );
  }
  if (values.slo === undefined) throw new UsageError(`--slo is missing: write --slo ${LEVEL_FORM}`);
  const level = await blamingInput(() => parseServiceLevel(values.slo!));
  const arrivals = parseArrivals(values.arrivals);
  const given = customersOf(flags);
  const directory = values.from ?? await newestStudy(OUT);
  if (directory === null) {
    throw new UsageError(
      `there is no study in ${OUT}/: name one with --from, or run deno task bench first`,
    );
  }
  if (await isFile(directory)) {
    throw new UsageError(`"${directory}" is a file: --from takes the directory that a study is in`);
  }
  const study = await blamingInput(() => readStudy(directory));
  const { strategy, workload, placement } = values;
  const only = { strategy, workload, placement };
  const cells = countCells(study, only, directory);
  const customers = given ??
    Math.max(LEAST_DEFAULT, Math.min(DEFAULT_CUSTOMERS, Math.floor(DEFAULT_OF_ALL / cells)));
  const seed = numberFlag(flags, "seed", "whole from 0") ?? study.document.seed;
  const out = values.out === undefined ? null : outDirectory(values.out, "");
  if (out !== null) {
    const existing = flags.switches.has("force") ? "replace" : "keep";
    await blamingInput(() => preparePlanFiles(out, existing));
  }
  const found = planCapacity(study, { ratePerSecond, level, arrivals, only }, {
    customers,
    seed,
    simulate: figureBySimulation({ customers, seed }),
  });
  if (found.cells.length === 0) throw new UsageError(whyNothing(found, directory));
  io.out(capacityText(found));
  if (out !== null) {
    const paths = await blamingInput(() => writePlanFiles(found, out));
    io.out("");
    for (const path of paths) io.out(oneLine(path));
  }
  return 0;
}

async function isFile(path: string): Promise<boolean> {
  return await Deno.stat(path).then(({ isFile }) => isFile, () => false);
}

function parseArrivals(text = "poisson"): PlannedArrivals {
  if (text === "poisson" || text === "measured") return { kind: text };
  const [, number] = /^scv=(.*)$/.exec(text) ?? [];
  if (number === undefined) {
    const guess = didYouMean(text, ["poisson", "measured"]);
    throw new UsageError(
      `--arrivals must be poisson, measured or scv=N, got ${text}` +
        (guess === null ? "" : `; did you mean "${guess}"?`),
    );
  }
  const scv = parseDecimal(number);
  if (scv >= 0 && scv <= MOST_SCV) return { kind: "scv", scv };
  throw new UsageError(
    scv > MOST_SCV
      ? `--arrivals scv must be at most ${MOST_SCV}, got ${number}: neither formula nor simulation ` +
        "is right about gaps so irregular"
      : `--arrivals scv must be a number from 0 to ${MOST_SCV}, got ${number}`,
  );
}

function customersOf(flags: ParsedFlags): number | undefined {
  const customers = numberFlag(flags, "customers", "whole above 0");
  if (customers === undefined) return undefined;
  if (customers >= FEWEST_CUSTOMERS && customers <= MOST_CUSTOMERS) return customers;
  throw new UsageError(
    `--customers must be from ${FEWEST_CUSTOMERS} to ${MOST_CUSTOMERS}, got ${customers}`,
  );
}

/** How many cells are asked for; what is named must be in the study, one by one and together. */
function countCells(
  { document: { cells } }: StoredStudy,
  only: Partial<CapacityCell>,
  directory: string,
): number {
  for (const field of ["strategy", "workload", "placement"] as const) {
    const given = only[field];
    const known = [...new Set(cells.map((cell) => cell[field] as string))];
    if (given === undefined || known.includes(given)) continue;
    const guess = didYouMean(given, known);
    throw new UsageError(
      `the study in "${directory}" has no ${field} "${given}": ` +
        (guess === null ? `it has ${known.join(", ")}` : `did you mean "${guess}"?`),
    );
  }
  const asked = cells.filter((cell) =>
    (only.strategy ?? cell.strategy) === cell.strategy &&
    (only.workload ?? cell.workload) === cell.workload &&
    (only.placement ?? cell.placement) === cell.placement
  );
  if (asked.length > 0) return asked.length;
  throw new UsageError(`the study in "${directory}" has no cell of that combination`);
}

function whyNothing({ refused }: CapacityPlan, directory: string): string {
  const [{ strategy, workload, placement, message }] = refused;
  const first = `${strategy} under ${workload} (${placement}): ${message}`;
  return refused.length === 1
    ? `cannot plan from "${directory}": ${first}`
    : `cannot plan from any of ${refused.length} cells of "${directory}", the first being ${first}`;
}
