/**
 * `doctor`: says whether this machine can measure.
 *
 * @module
 */
import { type HostVerdict, judgeHost } from "../experiments/host/judge_host.ts";
import {
  type DoctorOptions,
  type DoctorOutcome,
  runDoctor,
} from "../experiments/host/run_doctor.ts";
import { describeFlags, type FlagTable, parseFlags } from "./flags.ts";
import { hostText } from "./host_text.ts";
import { interruptible } from "./interruptible.ts";
import type { Io } from "./io.ts";

const FLAGS = {
  "json": { about: "print the report and the verdict as JSON" },
} as const satisfies FlagTable;

const HELP = `Says whether this machine can measure: fit, limited or unfit, and why.

usage: deno task doctor [options]

${describeFlags(FLAGS)}

It looks for about six seconds at clock and timers, at what handing over to the loop costs, at how
late producers are, at what other work takes away, and at how wrong the runtime's own lag metrics
are. Exit code 0: fit or limited; 3: unfit; 4: it could not be examined.`;

const EXIT = { fit: 0, limited: 0, unfit: 3 } as const satisfies Record<HostVerdict, number>;
const EXIT_FAILED = 4;
const EXIT_INTERRUPTED = 130;

/**
 * Runs the verb.
 *
 * @param args Its arguments.
 * @param io Where it writes.
 * @param examine Examines the host; tests pass a report of their own.
 * @returns The exit code.
 * @throws {UsageError} If the input is wrong.
 */
export async function doctor(
  args: readonly string[],
  io: Io,
  examine: (options: DoctorOptions) => Promise<DoctorOutcome> = runDoctor,
): Promise<number> {
  const { switches } = parseFlags(args, FLAGS);
  if (switches.has("help")) {
    io.out(HELP);
    return 0;
  }
  io.status("examining this machine for about six seconds; leave it alone");
  const outcome = await interruptible((signal) => examine({ signal }));
  if (outcome.state === "interrupted") {
    io.err("interrupted: run doctor again for a verdict");
    return EXIT_INTERRUPTED;
  }
  if (outcome.state === "failed") {
    const why = `${outcome.reason}: ${outcome.message}`;
    io.err(`error: the host could not be examined: ${why}; run doctor again`);
    return EXIT_FAILED;
  }
  const { report } = outcome;
  const judgement = judgeHost(report);
  io.out(
    switches.has("json")
      ? JSON.stringify({ ...report, ...judgement }, null, 2)
      : hostText(report, judgement),
  );
  return EXIT[judgement.verdict];
}
