/**
 * What a history keeps of a study, at the waist between keeping and judging: one line of an exported
 * history, plain data with the unit in the name of every metric.
 *
 * @module
 */
import type { Interval } from "../reports/stats/intervals.ts";

/** Version of {@link HistoryHead}. */
export const HISTORY_SCHEMA = "dispatch-lab/history@1";
/** Version of {@link TrackedStudy}. */
export const TRACKED_SCHEMA = "dispatch-lab/tracked-study@1";

/** One figure of one cell of one study. */
export interface HistoryPoint {
  /** The strategy as selected. */
  readonly strategy: string;
  /** The workload as selected. */
  readonly workload: string;
  /** Where the producer ran. */
  readonly placement: string;
  /** `dispatchOverheadMs.p99`, `throughputPerSecond`. */
  readonly metric: string;
  /** What the cell's name asks for: at `saturated` waits mean nothing, below it throughput does not. */
  readonly load: "saturated" | "below-saturation";
  /**
   * Of the cell. What is not stable has no value, but for what an unstable cell got done: its throughput,
   * its time per task, and how many tasks were not completed.
   */
  readonly state: "stable" | "unstable" | "failed";
  /** Blocks that were measured. */
  readonly blocks: number;
  /** The figure as the report has it, in the unit of the metric; null if there is none. */
  readonly value: number | null;
  /** Its 95 % interval; null for fewer than two blocks. */
  readonly interval: Interval | null;
  /**
   * Geometric mean over the blocks of figure ÷ figure of the reference in the same block, either at least
   * what can be told from nothing: of counts half a task. Null for the reference itself, and where it or
   * the figure cannot be had.
   */
  readonly ratio: number | null;
  /** Its 95 % interval; null for fewer than two blocks. */
  readonly ratioInterval: Interval | null;
}

/** What tells studies of a history apart, all but the reference, and says what was measured where. */
export interface StudyStamp {
  /** When the study began, ISO 8601 in UTC: the order of a history. */
  readonly createdAt: string;
  /** The study's own fingerprint: what its trials did. */
  readonly fingerprint: string;
  /** Commit that was measured, or what else was given for it. */
  readonly commit: string;
  /** Whether tracked files differed from that commit; `unknown` for a commit that was given. */
  readonly tree: "clean" | "dirty" | "unknown";
  /** Class of the host: `Imaginary 9000, 4 cores, linux x86_64`. */
  readonly host: string;
  /** Version of the runtime: `deno 2.9.6`. */
  readonly runtime: string;
  /** The strategy that ratios are to; null if there are none. */
  readonly reference: string | null;
}

/** A study in a history. */
export interface TrackedStudy extends StudyStamp {
  /** Version of this line. */
  readonly schema: typeof TRACKED_SCHEMA;
  /** Its figures; no cell has a metric twice. */
  readonly points: readonly HistoryPoint[];
}

/** The first line of an exported history. */
export interface HistoryHead {
  /** Version of this line. */
  readonly schema: typeof HISTORY_SCHEMA;
  /** The strategy that ratios are to from now on; null if none is pinned. */
  readonly reference: string | null;
}

/** A history, the oldest study first. */
export interface History {
  /** The strategy that is pinned as reference; null if none is. */
  readonly reference: string | null;
  /** The studies. */
  readonly studies: readonly TrackedStudy[];
}
