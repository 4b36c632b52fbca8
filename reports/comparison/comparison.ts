/**
 * The comparison: the one view of a base and a head that every renderer gets, and the contents of
 * `comparison.json`. Fields may be added; none is ever renamed.
 *
 * @module
 */
import type { Warning } from "../../experiments/record.ts";
import type { Environment } from "../../experiments/study_document.ts";
import type { HostFitness } from "../../experiments/gate_document.ts";
import type { Interval } from "../stats/mod.ts";
import type { Verdict } from "./decide.ts";

/** One side of a comparison. */
export interface ComparedArm {
  /** What it was called: a git ref, a directory, a strategy. */
  readonly label: string;
  /** Commit of what was measured; null if unknown. */
  readonly commit: string | null;
  /** When its study began, ISO 8601. */
  readonly createdAt: string;
  /** Machine and software. */
  readonly environment: Environment;
}

/**
 * How blocks correspond. `interleaved`: run in turn in one job, the same seed in both arms. `same-blocks`:
 * the same seeds on the same host, but one study after the other. `unpaired`: not at all.
 */
export type Pairing = "interleaved" | "same-blocks" | "unpaired";

/**
 * What a metric is there for. `gated`: decides. `exact`: a count, decides, any difference matters.
 * `derived`: a wait, which follows from cost and load and grows faster than either. `advisory`: all
 * others; looked at with a controlled share of false discoveries, never decides.
 */
export type MetricRole = "gated" | "exact" | "derived" | "advisory";

/** What one sample of blocks says about a metric. */
export interface MetricEvidence {
  /** How many blocks both arms have a value in; unpaired, the smaller number of values. */
  readonly count: number;
  /** Median over the base's blocks; null without values. */
  readonly base: number | null;
  /** Median over the head's blocks; null without values. */
  readonly head: number | null;
  /** One value a block of the base, by block; null where it has none. */
  readonly baseValues: readonly (number | null)[];
  /** One value a block of the head. */
  readonly headValues: readonly (number | null)[];
  /**
   * Hodges–Lehmann estimate of head ÷ base; of an `exact` metric, of head − base. Null if there is none.
   */
  readonly ratio: number | null;
  /** Its 90 % interval, by which equivalence is judged. */
  readonly ci90: Interval | null;
  /** Its 95 % interval. */
  readonly ci95: Interval | null;
  /** One-sided probability of such blocks if the head is not worse. */
  readonly pWorse: number;
  /** One-sided probability of such blocks if the head is not better. */
  readonly pBetter: number;
  /** The first adjusted for all metrics that decide (Holm), or for all advisory ones (q-value). */
  readonly adjustedPWorse: number;
  /** The second, adjusted likewise. */
  readonly adjustedPBetter: number;
}

/** One metric of one cell. */
export interface ComparedMetric extends MetricEvidence {
  /** `dispatchOverheadMs.p99`, `throughputPerSecond`. */
  readonly metric: string;
  /** Unit of its values: `ms`, `/s`, `tasks`, or empty. */
  readonly unit: string;
  /** What it is there for. */
  readonly role: MetricRole;
  /** Which values are good. */
  readonly better: "lower" | "higher";
  /** The least share that matters; 0 for `exact` metrics. */
  readonly delta: number;
  /** What the fresh run says, if this metric raised an alarm; otherwise null. */
  readonly confirmation: MetricEvidence | null;
  /**
   * The verdict. Of gated and exact metrics `regressed` only if a fresh run, where there is one, says so
   * too. Of derived and advisory ones a hint.
   */
  readonly verdict: Verdict;
}

/** One cell of both arms. */
export interface ComparedCell {
  /** The strategy of the base. */
  readonly baseStrategy: string;
  /** The strategy of the head; the same unless strategies are compared. */
  readonly headStrategy: string;
  /** The workload. */
  readonly workload: string;
  /** Where the producer ran. */
  readonly placement: string;
  /** `saturated`: the arms were offered all they can carry, so throughput is gated and waits mean nothing. */
  readonly load: "saturated" | "below-saturation";
  /** Trials that failed, of either arm. */
  readonly failedTrials: { readonly base: number; readonly head: number };
  /** The metrics, those that decide first. */
  readonly metrics: readonly ComparedMetric[];
}

/** A base and a head held against each other. */
export interface Comparison {
  /** Version of this document. */
  readonly schema: "dispatch-lab/comparison@1";
  /** One side. */
  readonly base: ComparedArm;
  /** The other. */
  readonly head: ComparedArm;
  /** How blocks correspond. */
  readonly pairing: Pairing;
  /**
   * `failed`: an arm could not be measured. `unfit`: the host could not measure. Otherwise the verdict of
   * the metrics that decide together (`verdictOfAll`): `regressed` if one is; `inconclusive` if one looks it,
   * or if a cell has none that could be judged; `improved` if one is; else `equivalent`.
   */
  readonly verdict: Verdict | "unfit" | "failed";
  /** Family-wise level of the verdicts. */
  readonly alpha: number;
  /** How many metrics decide, over all cells: what Holm adjusts for. */
  readonly hypotheses: number;
  /** Blocks of the first sample. */
  readonly blocks: number;
  /** Blocks of the fresh run that confirmed or dismissed an alarm; null if there was none. */
  readonly confirmationBlocks: number | null;
  /** The seed of the first sample. */
  readonly seed: number;
  /** What was found about the host, before and after; null where nobody looked. */
  readonly host: { readonly before: HostFitness; readonly after: HostFitness | null } | null;
  /** The cells. */
  readonly cells: readonly ComparedCell[];
  /** Cells that only one side has, in words. */
  readonly unmatched: readonly string[];
  /** What a reader must know. */
  readonly warnings: readonly Warning[];
  /** The command that repeats it. */
  readonly repeatCommand: string;
}
