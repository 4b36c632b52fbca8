/**
 * `bench`: plans a study, runs it, writes its reports.
 *
 * @module
 */
import { oneLine, planStudy, resolveModules, type StudyConfig, type StudyPlan } from "../mod.ts";
import { BENCH_FLAGS, configFromFlags, describesStudy, loadTrace } from "./bench_options.ts";
import { describeFlags, type ParsedFlags, parseFlags } from "./flags.ts";
import { interruptible } from "./interruptible.ts";
import type { Io } from "./io.ts";
import { ABOUT_SERVING, SERVE_FLAGS, servePort } from "./live/serve_flags.ts";
import { listText } from "./list_text.ts";
import { describePlan } from "./plan_text.ts";
import { resultTable } from "./result_table.ts";
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
  studyDirectory,
} from "./study_session.ts";
import { blamingInput } from "./usage.ts";

const FLAGS = { ...BENCH_FLAGS, ...SERVE_FLAGS };

const HELP = `Runs dispatch strategies under workloads and reports what each costs.

usage: deno task bench [options]

${describeFlags(FLAGS)}

A name may carry parameters: queue-polled:intervalMs=5,drain=all
The path of a module of your own may stand for a name, from here: ./mine.ts:batch=4
${ABOUT_SERVING}
exit codes: 0 done, 2 bad input, 4 a cell could not be measured, 130 interrupted`;

/**
 * Runs the verb.
 *
 * @param args Its arguments.
 * @param io Where it writes.
 * @returns The exit code.
 * @throws {UsageError} If the input is wrong.
 */
export async function bench(args: readonly string[], io: Io): Promise<number> {
  const flags = parseFlags(args, FLAGS);
  if (flags.switches.has("help")) {
    io.out(HELP);
    return 0;
  }
  if (flags.switches.has("list")) {
    io.out(listText());
    return 0;
  }
  const directory = await studyDirectory(flags);
  const planned = await blamingInput(() => makePlan(flags, directory, io));
  if (planned === "interrupted") {
    io.err("interrupted: nothing was begun");
    return EXIT_INTERRUPTED;
  }
  const { plan, config } = planned;
  if (flags.switches.has("dry-run")) {
    // A dry run refuses what a run would.
    servePort(flags);
    io.out(describePlan(plan));
    return 0;
  }
  // A port that is taken must not leave an empty study behind.
  await using live = openLive(flags, plan, directory);
  using writer = await blamingInput(() => openStudy(flags, directory, plan, config));
  const end = await runPlan(plan, writer, directory, config, { io, live });
  if (end === "interrupted") return await endInterrupted({ io, live }, "bench", directory);
  const { report, paths } = await blamingInput(() => finishReports(live, directory));
  io.out(resultTable(report));
  io.out("");
  for (const path of paths) io.out(oneLine(path));
  const isSame = await sayChanged(io, plan) === "same";
  await live?.linger(io);
  return isSame && report.cells.every(({ state }) => state !== "failed") ? 0 : EXIT_FAILED;
}

async function makePlan(
  flags: ParsedFlags,
  directory: string,
  io: Io,
): Promise<{ plan: StudyPlan; config: StudyConfig } | "interrupted"> {
  const config = flags.switches.has("resume") && !describesStudy(flags)
    ? (await documentToResume(directory, "bench")).config
    : await configFromFlags(flags);
  const trace = await loadTrace(config);
  const modules = await interruptible((signal) =>
    resolveModules(config, { directory: io.directory, signal })
  );
  return modules === null ? "interrupted" : { config, plan: planStudy(config, trace, modules) };
}
