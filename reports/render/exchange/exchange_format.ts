/**
 * The contract of the exchange formats: text that programs of other people read.
 *
 * @module
 */
import type { ComparisonSubject, StudySubject } from "./subject.ts";

/** An exchange format. Renderers are pure, and their text ends with a line feed. */
export interface ExchangeFormat {
  /** What it is and who reads it, in a few words. */
  readonly about: string;
  /** Shows a study; null if the format has no way to. */
  readonly renderStudy: ((subject: StudySubject) => string) | null;
  /** Shows a comparison; null if the format has no way to. */
  readonly renderComparison: ((subject: ComparisonSubject) => string) | null;
}
