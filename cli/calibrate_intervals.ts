/**
 * `calibrate:intervals`: whether the intervals of a report cover the truth as often as they say.
 *
 * @module
 */
import { calibrate, type CalibrationPlan, naiveIntervals } from "../experiments/calibration/mod.ts";
import { explained, parseDecimal } from "../mod.ts";
import { summarizeMetric } from "../reports/summarize_metric.ts";
import { warnShortTrials } from "../reports/warn_short_trials.ts";
import { calibrationText, calibrationVerdict } from "./calibration_text.ts";
import {
  describeFlags,
  type FlagTable,
  numberFlag,
  type ParsedFlags,
  parseFlags,
} from "./flags.ts";
import type { Io } from "./io.ts";
import { requireOwnOutput } from "./own_output.ts";
import { createCount } from "./progress.ts";
import { blamingInput, UsageError } from "./usage.ts";

const DEFAULTS = {
  studies: 1000,
  blocks: 5,
  seed: 1,
  utilizations: "0.5,0.8,0.9",
  tasks: "10000,20000,50000",
} as const;
const LONG_RUN_TASKS = 5_000_000;
const MOST_TASKS = 10_000_000;
const MOST_STUDIES = 1_000_000;

const FLAGS = {
  "studies": { value: "N", about: `studies a load; default ${DEFAULTS.studies}` },
  "blocks": { value: "N", about: `blocks a study, at least 2; default ${DEFAULTS.blocks}` },
  "rho": { value: "A,B", list: true, about: `utilizations; default ${DEFAULTS.utilizations}` },
  "tasks": {
    value: "N,M",
    list: true,
    about: `tasks a trial, one for all or one for each rho; default ${DEFAULTS.tasks}`,
  },
  "seed": { value: "N", about: `seed; default ${DEFAULTS.seed}` },
  "out": { value: "FILE", about: "write the figures there as JSON, too" },
} as const satisfies FlagTable;

const HELP =
  `Simulates studies whose truth is known and prints how often a report's intervals cover it.

usage: deno task calibrate:intervals [options]

${describeFlags(FLAGS)}

M/M/1 queues that begin empty, as trials do; the truth is the steady state. The intervals are made by
the code that makes a report's. With the defaults it takes some three minutes.
“naive” takes all waits for independent; “unwarned” leaves out studies whose report warns of short trials.
Limits belong to an interval: at ρ = 0.5 the median wait is 0, the edge of what can be, and one that
begins at 0 covers it.
exit codes: 0 each interval of the wait covers in 93 to 97 % of the studies, 2 bad input,
3 one does not, or there are fewer than 1000 studies, too few to conclude`;

const EXIT_NOT_SHOWN = 3;

/**
 * Runs the verb.
 *
 * @param args Its arguments.
 * @param io Where it writes.
 * @returns The exit code.
 * @throws {UsageError} If the input is wrong.
 */
export async function calibrateIntervals(args: readonly string[], io: Io): Promise<number> {
  const flags = parseFlags(args, FLAGS);
  if (flags.switches.has("help")) {
    io.out(HELP);
    return 0;
  }
  const plan = planFromFlags(flags);
  const { out } = flags.values;
  // Before minutes are spent.
  if (out !== undefined) {
    await blamingInput(async () => {
      await requireOwnOutput(out, "calibration");
      await writeText(out, "", { append: true });
    });
  }
  const report = { summarize: summarizeMetric, warn: warnShortTrials, naive: naiveIntervals };
  const calibration = await blamingInput(() => calibrate(plan, report, createCount("studies", io)));
  io.out(calibrationText(calibration));
  if (out !== undefined) {
    await blamingInput(() => writeText(out, JSON.stringify(calibration, null, 2) + "\n"));
  }
  return calibrationVerdict(calibration) === "holds" ? 0 : EXIT_NOT_SHOWN;
}

function planFromFlags(flags: ParsedFlags): CalibrationPlan {
  const { values } = flags;
  const blocks = numberFlag(flags, "blocks", "whole above 0") ?? DEFAULTS.blocks;
  if (blocks < 2) throw new UsageError(`--blocks must be at least 2, got ${blocks}`);
  const utilizations = list(values.rho ?? DEFAULTS.utilizations).map((text) => {
    const utilization = parseDecimal(text);
    if (utilization > 0 && utilization < 1) return utilization;
    throw new UsageError(`--rho must be above 0 and below 1, got ${text}`);
  });
  const repeated = utilizations.find((value, index) => utilizations.indexOf(value) < index);
  if (repeated !== undefined) {
    throw new UsageError(`--rho must name each utilization once, got ${repeated} twice`);
  }
  const studies = numberFlag(flags, "studies", "whole above 0") ?? DEFAULTS.studies;
  if (studies > MOST_STUDIES) {
    throw new UsageError(`--studies must be at most ${MOST_STUDIES}, got ${studies}`);
  }
  const given = values.tasks ??
    (values.rho === undefined ? DEFAULTS.tasks : largest(DEFAULTS.tasks));
  const tasks = list(given).map((text) => {
    const number = parseDecimal(text);
    if (Number.isInteger(number) && number >= 1 && number <= MOST_TASKS) return number;
    throw new UsageError(`--tasks must be a whole number from 1 to ${MOST_TASKS}, got ${text}`);
  });
  if (tasks.length !== 1 && tasks.length !== utilizations.length) {
    throw new UsageError(
      `--tasks must be one number or one for each of ${utilizations.length} utilizations, got ` +
        `${tasks.length}`,
    );
  }
  return {
    studies,
    blocks,
    longRunTasks: LONG_RUN_TASKS,
    seed: numberFlag(flags, "seed", "whole from 0") ?? DEFAULTS.seed,
    loads: utilizations.map((utilization, index) => ({
      utilization,
      tasks: tasks[index] ?? tasks[0],
    })),
  };
}

function list(text: string): string[] {
  return text.split(",").map((entry) => entry.trim());
}

/** For loads of the user's own choice the size that suits the heaviest by default suits any. */
function largest(text: string): string {
  return list(text).at(-1)!;
}

async function writeText(
  path: string,
  text: string,
  options?: Deno.WriteFileOptions,
): Promise<void> {
  await Deno.writeTextFile(path, text, options).catch((error) => {
    throw explained(error, path, "written");
  });
}
