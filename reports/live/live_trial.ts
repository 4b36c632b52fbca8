import { isMeasured, type TrialRecord } from "../../experiments/record.ts";
import { seriesName } from "../strategy_ranks.ts";
import { formatMs, NOTHING } from "../format.ts";

/** The key figures of one trial: what is kept of its record while the study runs. */
export interface LiveTrial {
  /** Index of its cell; null if the matrix has no such cell, as for the probes of a search. */
  readonly cell: number | null;
  /** Its strategy, as reports name it. */
  readonly strategy: string;
  /** Its workload. */
  readonly workload: string;
  /** Number of its block, from 0. */
  readonly block: number;
  /** What became of it. */
  readonly state: "stable" | "unstable" | "failed";
  /** Why it failed, in one line; empty if it did not. */
  readonly message: string;
  /** Median wait, in ms; null where there is none, as all that follow. */
  readonly waitP50Ms: number | null;
  /** 99th percentile of the wait, in ms. */
  readonly waitP99Ms: number | null;
  /** Mean dispatch overhead, in ms. */
  readonly overheadMeanMs: number | null;
  /** 99th percentile of the loop lag, in ms. */
  readonly lagP99Ms: number | null;
  /** Time that the whole trial took, in ms. */
  readonly wallMs: number;
}

/** Heads of the columns in which {@link liveTrialTexts} puts a trial. */
export const LIVE_TRIAL_HEAD: readonly string[] = [
  "strategy",
  "workload",
  "block",
  "state",
  "wait p50",
  "wait p99",
  "dispatch overhead mean",
  "loop lag p99",
];

/** How many of those columns come before the figures. */
export const LIVE_TRIAL_WORDS = 4;

/**
 * Picks the key figures of a trial.
 *
 * @param record The trial.
 * @param cell Index of its cell, if the matrix has it.
 * @returns The figures.
 */
export function liveTrial(record: TrialRecord, cell: number | null): LiveTrial {
  const { block, wallMs } = record;
  const who = {
    cell,
    strategy: seriesName(record.cell),
    workload: record.cell.workload,
    block,
    wallMs,
  };
  if (!isMeasured(record)) {
    return {
      ...who,
      state: "failed",
      message: `${record.reason}: ${record.message}`,
      waitP50Ms: null,
      waitP99Ms: null,
      overheadMeanMs: null,
      lagP99Ms: null,
    };
  }
  const { stability, metrics } = record;
  return {
    ...who,
    state: stability.state,
    message: "",
    waitP50Ms: metrics.waitMs.p50,
    waitP99Ms: metrics.waitMs.p99,
    overheadMeanMs: metrics.dispatchOverheadMs.mean,
    lagP99Ms: metrics.loopLagMs.p99,
  };
}

/**
 * A trial as a row of a table.
 *
 * @param trial The trial.
 * @returns A text for each of {@link LIVE_TRIAL_HEAD}; no waits for a backlog that grew, as in reports.
 */
export function liveTrialTexts(trial: LiveTrial): string[] {
  const { strategy, workload, block, state, message } = trial;
  const wait = (ms: number | null) => state === "stable" ? formatMs(ms) : NOTHING;
  return [
    strategy,
    workload,
    String(block + 1),
    message === "" ? state : `${state}, ${message}`,
    wait(trial.waitP50Ms),
    wait(trial.waitP99Ms),
    wait(trial.overheadMeanMs),
    formatMs(trial.lagP99Ms),
  ];
}
