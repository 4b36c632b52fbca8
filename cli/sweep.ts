/**
 * `sweep`: goes over a parameter, finds the knee, and says what theory makes of the curve.
 *
 * @module
 */
import {
  conductTrial,
  expandSweep,
  formatDuration,
  KNEE_MOST_PROBES,
  type KneeProbe,
  nextProbes,
  oneLine,
  openProbes,
  planRound,
  planSweep,
  probeConfig,
  readStudy,
  resolveModules,
  runProbes,
  type StudyEnd,
  type Sweep,
  type SweepPlan,
  whyNoKnee,
} from "../mod.ts";
import { describesStudy, loadTrace } from "./bench_options.ts";
import { describeFlags, type ParsedFlags, parseFlags } from "./flags.ts";
import { interruptible } from "./interruptible.ts";
import type { Io } from "./io.ts";
import { ABOUT_SERVING, SERVE_FLAGS, servePort } from "./live/serve_flags.ts";
import { describePlan } from "./plan_text.ts";
import { createSteps } from "./progress.ts";
import {
  documentToResume,
  endInterrupted,
  EXIT_FAILED,
  EXIT_INTERRUPTED,
  finishReports,
  openLive,
  openStudy,
  runPlan,
  sayChanged,
  type Shown,
  studyDirectory,
} from "./study_session.ts";
import { requestFromFlags, requestOf, SWEEP_FLAGS } from "./sweep_options.ts";
import { sweepText } from "./sweep_text.ts";
import { blamingInput } from "./usage.ts";

const FLAGS = { ...SWEEP_FLAGS, ...SERVE_FLAGS };

const HELP = `Goes over a parameter of strategies or workloads: the curve, the knee, the saturation.

usage: deno task sweep --over NAME=VALUES [options]

${describeFlags(FLAGS)}

NAME is any numeric parameter: ratePerSecond, or strategy.concurrency where both sides have one.
Over a rate, with --slo, the knee is sought beyond the grid: the largest rate that meets the level.
Over concurrency, threads or users, the Universal Scalability Law is fitted.
${ABOUT_SERVING}
exit codes: 0 done, 2 bad input, 3 no rate meets the service level, 4 a cell could not be measured,
130 interrupted`;

const EXIT_NO_KNEE = 3;

/**
 * Runs the verb.
 *
 * @param args Its arguments.
 * @param io Where it writes.
 * @returns The exit code.
 * @throws {UsageError} If the input is wrong.
 */
export async function sweep(args: readonly string[], io: Io): Promise<number> {
  const flags = parseFlags(args, FLAGS);
  if (flags.switches.has("help")) {
    io.out(HELP);
    return 0;
  }
  const directory = await studyDirectory(flags);
  const plan = await blamingInput(() => makePlan(flags, directory, io));
  if (plan === "interrupted") {
    io.err("interrupted: nothing was begun");
    return EXIT_INTERRUPTED;
  }
  if (flags.switches.has("dry-run")) {
    // A dry run refuses what a run would.
    servePort(flags);
    io.out(describePlan(plan.study));
    io.out(describeSearch(plan));
    return 0;
  }
  // A port that is taken must not leave an empty study behind.
  await using live = openLive(flags, plan.study, directory);
  if (await run(plan, flags, directory, { io, live }) === "interrupted") {
    return await endInterrupted({ io, live }, "sweep", directory);
  }
  const { sweep, paths } = await blamingInput(() => finishReports(live, directory));
  io.out(sweepText(sweep!));
  io.out("");
  for (const path of paths) io.out(oneLine(path));
  const isSame = await sayChanged(io, plan.study) === "same";
  const code = isSame ? exitCode(sweep!, io) : EXIT_FAILED;
  await live?.linger(io);
  return code;
}

async function makePlan(
  flags: ParsedFlags,
  directory: string,
  io: Io,
): Promise<SweepPlan | "interrupted"> {
  const request = flags.switches.has("resume") && !describesStudy(flags)
    ? requestOf((await documentToResume(directory, "sweep")).sweep!)
    : await requestFromFlags(flags);
  const trace = await loadTrace(request.config);
  const { config } = expandSweep(request);
  const modules = await interruptible((signal) =>
    resolveModules(config, { directory: io.directory, signal })
  );
  return modules === null ? "interrupted" : planSweep(request, trace, modules);
}

/** What is to come after the grid. */
function describeSearch({ study, document: { curves } }: SweepPlan): string {
  const sought = curves.filter(({ knee }) => knee === "sought");
  if (sought.length === 0) return "no knee is sought: that takes a rate of an open loop, and --slo";
  const cells = sought.flatMap(({ points }) => points.map(({ cell }) => cell));
  const trials = study.trials.filter(({ cell }) => cells.includes(cell));
  const eachMs = trials.reduce((sum, { expectedMs }) => sum + expectedMs, 0) / cells.length;
  const most = KNEE_MOST_PROBES * sought.length;
  return `then the search for ${
    sought.length === 1 ? "the knee" : `${sought.length} knees`
  }: up to ` +
    `${most} probes of ${study.blocks} blocks each, up to ${formatDuration(most * eachMs)}`;
}

async function run(
  plan: SweepPlan,
  flags: ParsedFlags,
  directory: string,
  shown: Shown,
): Promise<StudyEnd> {
  using writer = await blamingInput(() =>
    openStudy(flags, directory, plan.study, plan.config, plan.document)
  );
  const end = await runPlan(plan.study, writer, directory, plan.config, shown);
  return end === "interrupted" ? end : await findKnees(plan, directory, shown);
}

/** Tries rates between those of the grid until the knee of each curve is known. */
async function findKnees(
  plan: SweepPlan,
  directory: string,
  { io, live }: Shown,
): Promise<StudyEnd> {
  const study = await blamingInput(() => readStudy(directory));
  using writer = await blamingInput(() => openProbes(directory, study.document));
  const show = createSteps("probe", io);
  const next = (probes: readonly KneeProbe[]) => nextProbes({ ...study, probes });
  return await interruptible((signal) =>
    runProbes(writer.probes, {
      next,
      async plan(requests, round) {
        const configs = requests.map((request) => probeConfig(plan, request, round));
        const modules = await resolveModules({
          strategies: configs.flatMap(({ strategies = [] }) => strategies),
          workloads: configs.flatMap(({ workloads = [] }) => workloads),
        }, { directory: io.directory, signal });
        return modules && planRound(plan, requests, round, modules);
      },
      run: ({ plan: { cells }, trial }) =>
        conductTrial({ cells }, trial, { directory, keepRaw: plan.config.keepRaw, signal }),
      async keep(probe) {
        await writer.append(probe);
        live?.record(probe.trial);
      },
      async progress(progress) {
        const steps = progress === null ? { done: 1, total: 1, next: null, remainingMs: 0 } : {
          ...progress,
          next: `round ${progress.next.round + 1} of the search for the knee, ` +
            `${progress.next.ratePerSecond}/s, ${
              plan.document.curves[progress.next.curve].strategy
            }`,
        };
        show(steps);
        await live?.advance({ ...steps, noun: "probe", cell: null });
      },
    })
  );
}

/** A cell that failed is worse than a level that nobody meets. */
function exitCode({ curves, slo }: Sweep, io: Io): number {
  if (curves.some(({ points }) => points.some(({ state }) => state === "failed"))) {
    return EXIT_FAILED;
  }
  const none = curves.find(({ knee }) => knee?.state === "none");
  if (none === undefined || slo === null) return 0;
  io.err(
    `error: no rate is sure to meet the service level under ${oneLine(none.strategy)}: ` +
      whyNoKnee(none, slo),
  );
  return EXIT_NO_KNEE;
}
