/**
 * What an exchange format shows: a study, or a base and a head held against each other.
 *
 * @module
 */
import type { StoredStudy } from "../../../experiments/study_document.ts";
import type { Comparison } from "../../comparison/comparison.ts";
import type { Report } from "../../report.ts";

/** A study with its report: trials for formats of samples, figures for all others. */
export interface MeasuredArm {
  /** What is on disk. */
  readonly study: StoredStudy;
  /** What it says. */
  readonly report: Report;
}

/** One study. */
export interface StudySubject {
  /** Tells it from a comparison. */
  readonly kind: "study";
  /** The study. */
  readonly arm: MeasuredArm;
}

/** Two studies and their verdicts. */
export interface ComparisonSubject {
  /** Tells it from a study. */
  readonly kind: "comparison";
  /** The verdicts. */
  readonly comparison: Comparison;
  /** One side: the first sample, without the blocks that confirmed an alarm. */
  readonly base: MeasuredArm;
  /** The other side, likewise. */
  readonly head: MeasuredArm;
}

/** What an exchange format shows. */
export type Subject = StudySubject | ComparisonSubject;
