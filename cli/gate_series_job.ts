/**
 * One gate of a series on this machine: a small matrix, both sides the same code, the head slowed down if
 * the series says so.
 *
 * @module
 */
import {
  type AlterTrial,
  countHypotheses,
  defaultGatedMetrics,
  planStudy,
  slowService,
  slowWakeUp,
} from "../mod.ts";
import { findingOf } from "../reports/comparison/calibration/mod.ts";
import { type GateSide, runGateJob } from "./gate_session.ts";
import type { SeriesGate, SeriesInjection, SeriesOutcome } from "./gate_series_plan.ts";
import type { Io } from "./io.ts";

/** The matrix: a loop that mostly rests, and one that never does. */
const CONFIG = {
  profile: "quick",
  strategies: ["queue-notified"],
  workloads: ["steady", "closed:users=8,thinkMs=0,serviceMs=0.1,service=fixed"],
  placement: "inside",
} as const;

const ALTERS: Readonly<
  Record<SeriesInjection, (signal: AbortSignal) => AlterTrial | Promise<AlterTrial>>
> = {
  "service-1.05": () => slowService(1.05),
  "service-1.10": () => slowService(1.1),
  "wake-up-50us": slowWakeUp,
};

/**
 * Counts the metrics that decide in a gate of a series.
 *
 * @returns How many they are, over all cells.
 */
export function countSeriesHypotheses(): number {
  const { cells } = planStudy(CONFIG, null);
  return countHypotheses(
    cells.map(({ identity }) => ({ base: identity, head: identity })),
    defaultGatedMetrics(),
  );
}

/**
 * Runs a gate of a series. The host is not examined: what it does to the verdict is what is looked for.
 *
 * @param gate The gate.
 * @param out The directory of the series; the gate's own lies in it.
 * @param io Where the verb writes; the gate itself is silent.
 * @param signal Ends it.
 * @returns What came of it; null if it was interrupted.
 */
export async function runSeriesGate(
  gate: SeriesGate,
  out: string,
  io: Io,
  signal: AbortSignal,
): Promise<SeriesOutcome | null> {
  const { name, injection, seed, blocks, confirmationBlocks } = gate;
  const side: GateSide = {
    arm: { tree: null, commit: null, strategies: null },
    config: CONFIG,
  };
  const alter = injection === null ? undefined : await ALTERS[injection](signal);
  const outcome = await runGateJob({
    base: side,
    head: { ...side, ...(alter && { alter }) },
    directory: `${out}/gates/${name}`,
    // What an interrupted series left of this gate is no part of it.
    force: true,
    config: CONFIG,
    metrics: defaultGatedMetrics(),
    repeatCommand: `deno task calibrate:gate --machine 1`,
    ...{ seed, blocks, confirmationBlocks },
  }, { io: { ...io, ...SILENT }, signal, examine: null });
  if (outcome.state === "interrupted") return null;
  const finding = findingOf(outcome.comparison);
  return finding === null
    ? { state: "no-verdict", reasons: outcome.reasons }
    : { state: "judged", finding };
}

const SILENT = { out() {}, err() {}, status() {} };
