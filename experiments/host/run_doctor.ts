import { captureEnvironment } from "../study/environment.ts";
import { type ChildFailureReason, runChild } from "../trial/child_process.ts";
import type { ExamineOptions } from "./examine_host.ts";
import type { HostMeasurements, HostReport } from "./host_report.ts";

/** What became of an examination. */
export type DoctorOutcome =
  | { readonly state: "examined"; readonly report: HostReport }
  | {
    readonly state: "failed";
    readonly reason: ChildFailureReason | "invalid-record";
    /** One line. */
    readonly message: string;
  }
  | { readonly state: "interrupted" };

/** How the host is examined. */
export interface DoctorOptions extends ExamineOptions {
  /** Ends the examination. */
  readonly signal?: AbortSignal;
}

// An examination takes about 5 s; a host on which it takes six times that is answer enough.
const TIMEOUT_MS = 30_000;

/**
 * Examines the host in a child process that is confined as a trial's is.
 *
 * @param options How thoroughly, and when to stop.
 * @returns The report, or why there is none.
 */
export async function runDoctor(options: DoctorOptions = {}): Promise<DoctorOutcome> {
  const { signal, ...input } = options;
  // First, while the load is not yet ours.
  const environment = await captureEnvironment();
  const outcome = await runChild(new URL("./host_child.ts", import.meta.url), input, {
    timeoutMs: TIMEOUT_MS,
    signal,
  });
  if (outcome.state !== "recorded") return outcome;
  try {
    const measured: HostMeasurements = JSON.parse(new TextDecoder().decode(outcome.record));
    return {
      state: "examined",
      report: { schema: "dispatch-lab/host@1", environment, ...measured },
    };
  } catch (error) {
    return { state: "failed", reason: "invalid-record", message: (error as Error).message };
  }
}
