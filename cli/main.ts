/**
 * The command line: finds the verb, runs it, and turns what goes wrong into one line and an exit code.
 *
 * @module
 */
import { bench } from "./bench.ts";
import { benchDispatch } from "./bench_dispatch.ts";
import { calibrateGate } from "./calibrate_gate.ts";
import { calibrateIntervals } from "./calibrate_intervals.ts";
import { compare } from "./compare.ts";
import { doctor } from "./doctor.ts";
import { gate } from "./gate.ts";
import { oneLine, StudyStoreError } from "../mod.ts";
import { type Io, standardIo } from "./io.ts";
import { plan } from "./plan.ts";
import { report } from "./report.ts";
import { sweep } from "./sweep.ts";
import { track } from "./track.ts";
import { didYouMean, UsageError } from "./usage.ts";

const VERBS: Readonly<Record<string, (args: readonly string[], io: Io) => Promise<number>>> = {
  bench,
  "bench:dispatch": benchDispatch,
  sweep,
  gate,
  plan,
  compare,
  track,
  report,
  doctor,
  "calibrate:gate": calibrateGate,
  "calibrate:intervals": calibrateIntervals,
};

const HELP = `dispatch-lab: how should work be handed to an event loop?

  deno task bench                run dispatch strategies under workloads and report
  deno task sweep                go over a parameter: the curve, the knee, the saturation
  deno task gate                 say whether a change made dispatching worse
  deno task plan                 say how many loops a measured strategy needs at a higher rate
  deno task compare              say whether one study is worse than another
  deno task track                keep figures over commits, find where they changed
  deno task report               build a study's reports again
  deno task bench:dispatch       measure what a dispatch costs, libraries included
  deno task doctor               say whether this machine can measure
  deno task calibrate:gate       say how often the gate errs, and what it finds
  deno task calibrate:intervals  say whether a report's intervals hold what they promise

Each takes --help.`;

/**
 * Runs a command line.
 *
 * @param args The verb and its arguments.
 * @param io Where it writes.
 * @returns The exit code: 0 fine, 1 regressed, 2 bad input, 3 inconclusive, host unfit or no knee, 4 measurement
 *   failed, 130 interrupted.
 */
export async function main(args: readonly string[], io: Io): Promise<number> {
  const [verb, ...rest] = args;
  try {
    if (verb === undefined || verb === "--help" || verb === "-h") {
      io.out(HELP);
      return verb === undefined ? 2 : 0;
    }
    if (!Object.hasOwn(VERBS, verb)) {
      const guess = didYouMean(verb, Object.keys(VERBS));
      throw new UsageError(
        `unknown verb "${verb}": ` +
          (guess === null
            ? `known are ${Object.keys(VERBS).join(", ")}`
            : `did you mean ${guess}?`),
      );
    }
    return await VERBS[verb](rest, io);
  } catch (error) {
    // A study's place may be lost at any time: a full disk, a folder that somebody removed.
    if (error instanceof UsageError || error instanceof StudyStoreError) {
      io.err(`error: ${oneLine(error.message)}`);
      return 2;
    }
    // Not the user's doing, so the trace is wanted.
    io.err(`error: ${error instanceof Error ? error.stack ?? error.message : error}`);
    return 4;
  }
}

if (import.meta.main) Deno.exit(await main(Deno.args, standardIo()));
