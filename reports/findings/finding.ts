import type { Interval } from "../stats/mod.ts";
import type { Words } from "../words.ts";

/** A figure that a finding rests on. */
export interface FindingEvidence {
  /** The cell's strategy. */
  readonly strategy: string;
  /** The cell's workload. */
  readonly workload: string;
  /** The cell's placement. */
  readonly placement: string;
  /** Where the figure stands in the cell: `waitMs.p99`, `theory.ratio`. */
  readonly metric: string;
  /** The figure; null where the cell has none. */
  readonly value: number | null;
  /** What it is in; a share is from 0 to 1. */
  readonly unit: "ms" | "/s" | "tasks" | "share" | "ratio";
  /** Its 95 % confidence interval; null where there is none. */
  readonly ci95: Interval | null;
}

/** Something that the data says, in a sentence or two. */
export interface Finding {
  /** Stable name of the rule that made it. */
  readonly code: string;
  /** What it says, figures included, for renderers that escape their own way. */
  readonly words: Words;
  /** The same as Markdown. */
  readonly text: string;
  /** What it rests on; empty if it speaks of the study as a whole. */
  readonly evidence: readonly FindingEvidence[];
}
