/**
 * What a gate adds to the studies of its arms, at the waist between measuring and reporting:
 * `gate.json`. Beside it lie the directories of four ordinary studies, `base` and `head`, and, if there was
 * an alarm, `confirmation/base` and `confirmation/head`.
 *
 * @module
 */
import type { StoredStudy } from "./study_document.ts";
import type { StudyConfig } from "./study/config.ts";

/** What was found about a host: whether a gate may draw a verdict from what it measured there. */
export interface HostFitness {
  /** `unfit` forbids a verdict. */
  readonly verdict: "fit" | "limited" | "unfit";
  /** What is wrong, a sentence each. */
  readonly reasons: readonly string[];
}

/** One side of a gate. */
export interface GateArm {
  /** The git ref or directory as it was given; null if both arms run this very checkout. */
  readonly tree: string | null;
  /** Commit that was checked out; null for a directory that is no checkout. */
  readonly commit: string | null;
  /** Whether tracked files differed from that commit. @default nobody looked */
  readonly dirty?: boolean;
  /** The strategies, if the arms differ in these; otherwise null. */
  readonly strategies: readonly string[] | null;
}

/** A metric that decides, with the least share that matters. */
export interface GatedMetric {
  /** `dispatchOverheadMs.p99`. */
  readonly metric: string;
  /** 0.05 is 5 %; 0 for counts, of which any difference matters. */
  readonly delta: number;
}

/** How a gate ended, or that it has not. */
export type GateEnd = "running" | "complete" | "unfit" | "failed" | "interrupted";

/** What is asked of a gate, whatever its sides are. */
export interface GateSettings {
  /** What both sides are asked to run, their own strategies apart. */
  readonly config: StudyConfig;
  /** The seed of the first sample. */
  readonly seed: number;
  /** Blocks of the first sample. */
  readonly blocks: number;
  /** Blocks of a fresh run that confirms an alarm. */
  readonly confirmationBlocks: number;
  /** The metrics that decide. */
  readonly metrics: readonly GatedMetric[];
  /** The command that repeats it. */
  readonly repeatCommand: string;
}

/** The contents of `gate.json`. */
export interface GateDocument extends GateSettings {
  /** Version of this document. */
  readonly schema: "dispatch-lab/gate@1";
  /** When the gate began, ISO 8601. */
  readonly createdAt: string;
  /** One side. */
  readonly base: GateArm;
  /** The other. */
  readonly head: GateArm;
  /** How it ended. */
  readonly end: GateEnd;
  /** What was found about the host. */
  readonly host: { readonly before: HostFitness; readonly after: HostFitness | null };
}

/** The studies of both arms. */
export interface StoredArms {
  /** One side. */
  readonly base: StoredStudy;
  /** The other; its cells are in the order of the base's. */
  readonly head: StoredStudy;
}

/** A gate as it lies on disk. */
export interface StoredGate extends StoredArms {
  /** Its `gate.json`. */
  readonly document: GateDocument;
  /** The fresh run after an alarm, of the cells that raised it; null if there was none. */
  readonly confirmation: StoredArms | null;
}
