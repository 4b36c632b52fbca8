/**
 * `bench`: plans a study, runs it, writes its reports.
 *
 * @module
 */
import {
  captureEnvironment,
  conductTrial,
  createRecordFile,
  createStudy,
  findChangedModule,
  fingerprint,
  newestStudy,
  oneLine,
  planStudy,
  readDocument,
  resolveModules,
  resumeStudy,
  runStudy,
  shellWord,
  type StudyConfig,
  type StudyPlan,
  type StudyWriter,
} from "../mod.ts";
import { BENCH_FLAGS, configFromFlags, describesStudy, loadTrace } from "./bench_options.ts";
import { describeFlags, type ParsedFlags, parseFlags } from "./flags.ts";
import { interruptible } from "./interruptible.ts";
import type { Io } from "./io.ts";
import { listText } from "./list_text.ts";
import { OUT, outDirectory } from "./out_directory.ts";
import { describePlan } from "./plan_text.ts";
import { createProgress } from "./progress.ts";
import { resultTable } from "./result_table.ts";
import { blamingInput, UsageError } from "./usage.ts";
import { writeReports } from "./write_reports.ts";

const HELP = `Runs dispatch strategies under workloads and reports what each costs.

usage: deno task bench [options]

${describeFlags(BENCH_FLAGS)}

A name may carry parameters: queue-polled:intervalMs=5,drain=all
The path of a module of your own may stand for a name, from here: ./mine.ts:batch=4
exit codes: 0 done, 2 bad input, 4 a cell could not be measured, 130 interrupted`;

const INTERRUPTED = 130;

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
  if (flags.switches.has("resume") && flags.switches.has("force")) {
    throw new UsageError("--resume goes on with a study and --force replaces it: give one");
  }
  const directory = await studyDirectory(flags);
  const planned = await blamingInput(() => makePlan(flags, directory, io));
  if (planned === "interrupted") {
    io.err("interrupted: nothing was begun");
    return INTERRUPTED;
  }
  const { plan, config } = planned;
  if (flags.switches.has("dry-run")) {
    io.out(describePlan(plan));
    return 0;
  }
  // Before anything is written: without a place for records no trial could succeed.
  await blamingInput(async () => Deno.remove(await createRecordFile()));
  using writer = await blamingInput(() => openStudy(flags, directory, plan, config));
  const end = await run(plan, writer, directory, config, io);
  if (end === "interrupted") {
    io.err(
      `interrupted: every finished trial is kept; continue with\n` +
        `  deno task bench --resume --out ${shellWord(directory)}`,
    );
    return INTERRUPTED;
  }
  const { report, paths } = await blamingInput(() => writeReports(directory));
  io.out(resultTable(report));
  io.out("");
  for (const path of paths) io.out(oneLine(path));
  const changed = await findChangedModule(plan);
  if (changed !== null) {
    io.err(
      `error: "${oneLine(changed)}" changed while the study ran, so its trials are not alike: ` +
        "run the study again",
    );
    return 4;
  }
  return report.cells.some(({ state }) => state === "failed") ? 4 : 0;
}

async function studyDirectory({ values, switches }: ParsedFlags): Promise<string> {
  if (values.out !== undefined || !switches.has("resume")) {
    return outDirectory(values.out, new Date().toISOString());
  }
  const newest = await newestStudy(OUT);
  if (newest !== null) return newest;
  throw new UsageError(`there is no study to resume in ${OUT}/: name one with --out DIR`);
}

async function makePlan(
  flags: ParsedFlags,
  directory: string,
  io: Io,
): Promise<{ plan: StudyPlan; config: StudyConfig } | "interrupted"> {
  const config = flags.switches.has("resume") && !describesStudy(flags)
    ? (await readDocument(directory)).config
    : await configFromFlags(flags);
  const trace = await loadTrace(config);
  const modules = await interruptible((signal) =>
    resolveModules(config, { directory: io.directory, signal })
  );
  return modules === null ? "interrupted" : { config, plan: planStudy(config, trace, modules) };
}

async function openStudy(
  { switches }: ParsedFlags,
  directory: string,
  plan: StudyPlan,
  config: StudyConfig,
): Promise<StudyWriter> {
  const print = await fingerprint(plan);
  const environment = await captureEnvironment();
  if (switches.has("resume")) return resumeStudy(directory, print, environment);
  return createStudy(directory, {
    schema: "dispatch-lab/study@1",
    createdAt: new Date().toISOString(),
    fingerprint: print,
    config,
    seed: plan.seed,
    blocks: plan.blocks,
    cells: plan.cells.map(({ identity }) => identity),
    skipped: plan.skipped,
    environment,
  }, switches.has("force"));
}

async function run(
  plan: StudyPlan,
  writer: StudyWriter,
  directory: string,
  { keepRaw }: StudyConfig,
  io: Io,
): Promise<"complete" | "interrupted"> {
  return await interruptible((signal) =>
    runStudy(plan, writer.doneOrders, {
      run: (trial) => conductTrial(plan, trial, { directory, keepRaw, signal }),
      keep: (record) => writer.append(record),
      progress: createProgress(plan, io),
    })
  );
}
