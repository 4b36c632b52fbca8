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
import { listText } from "./list_text.ts";
import { describePlan } from "./plan_text.ts";
import { resultTable } from "./result_table.ts";
import {
  documentToResume,
  EXIT_FAILED,
  EXIT_INTERRUPTED,
  openStudy,
  runPlan,
  sayChanged,
  sayInterrupted,
  studyDirectory,
} from "./study_session.ts";
import { blamingInput } from "./usage.ts";
import { writeReports } from "./write_reports.ts";

const HELP = `Runs dispatch strategies under workloads and reports what each costs.

usage: deno task bench [options]

${describeFlags(BENCH_FLAGS)}

A name may carry parameters: queue-polled:intervalMs=5,drain=all
The path of a module of your own may stand for a name, from here: ./mine.ts:batch=4
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
  const flags = parseFlags(args, BENCH_FLAGS);
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
    io.out(describePlan(plan));
    return 0;
  }
  using writer = await blamingInput(() => openStudy(flags, directory, plan, config));
  const end = await runPlan(plan, writer, directory, config, io);
  if (end === "interrupted") return sayInterrupted(io, "bench", directory);
  const { report, paths } = await blamingInput(() => writeReports(directory));
  io.out(resultTable(report));
  io.out("");
  for (const path of paths) io.out(oneLine(path));
  if (await sayChanged(io, plan) === "changed") return EXIT_FAILED;
  return report.cells.some(({ state }) => state === "failed") ? EXIT_FAILED : 0;
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
