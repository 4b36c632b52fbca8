/**
 * The other half of the waist between measuring and reporting: what `study.json` says about the trials
 * in `trials.ndjson`.
 *
 * @module
 */
import type { HistogramReader } from "./histogram.ts";
import type { CellIdentity, TrialRecord } from "./record.ts";
import type { StudyConfig } from "./study/config.ts";
import type { KneeProbe, SweepDocument } from "./sweep_document.ts";

/** What a reader must know of the machine. */
export interface Environment {
  /** Processor model. */
  readonly cpu: string;
  /** Logical processors that this process may use. */
  readonly cores: number;
  /** Memory, in GiB. */
  readonly memoryGiB: number;
  /** Operating system, release and architecture. */
  readonly os: string;
  /** Versions of the runtime and its parts. */
  readonly runtime: { readonly deno: string; readonly v8: string; readonly typescript: string };
  /** Load averages over 1, 5 and 15 minutes when the study began. */
  readonly loadAverage: readonly number[];
  /** Smallest step of the clock that was seen, in ns. */
  readonly clockResolutionNs: number;
  /**
   * Commit of the project's checkout, or of the tree that is measured as an arm of a gate; null outside of
   * a repository or without git.
   */
  readonly gitCommit: string | null;
  /** Whether tracked files differed from that commit. */
  readonly gitDirty: boolean | null;
}

/** The contents of `study.json`. */
export interface StudyDocument {
  /** Version of this document. */
  readonly schema: "dispatch-lab/study@1";
  /** When the study began, ISO 8601. */
  readonly createdAt: string;
  /** Hash of everything that decides what the trials do. */
  readonly fingerprint: string;
  /** What was asked for. */
  readonly config: StudyConfig;
  /** The seed. */
  readonly seed: number;
  /** Number of blocks. */
  readonly blocks: number;
  /** The cells, in the order in which they were asked for. */
  readonly cells: readonly CellIdentity[];
  /** Combinations that were asked for and are not run. */
  readonly skipped: readonly string[];
  /** Machine and software. */
  readonly environment: Environment;
  /** Machines and software, where they differed, on which the study was resumed. @default none */
  readonly resumedOn?: readonly Environment[];
  /**
   * How many trials ran while a page that shows progress on the same machine was open. @default 0
   */
  readonly watchedTrials?: number;
  /** What its cells are the grid of. @default it is no sweep */
  readonly sweep?: SweepDocument;
}

/** A study as it lies on disk. */
export interface StoredStudy {
  /** Its `study.json`. */
  readonly document: StudyDocument;
  /** The trials recorded so far, in the order in which they ran. */
  readonly trials: readonly TrialRecord[];
  /** The probes of a sweep, in the order in which they ran. @default none */
  readonly probes?: readonly KneeProbe[];
  /** What has read its histograms already. @default none are read */
  readonly histograms?: HistogramReader;
}
