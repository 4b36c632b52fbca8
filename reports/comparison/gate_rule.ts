/**
 * The rule of a gate: verdicts of the metrics that decide, the confirmation of alarms, and the verdict of
 * all together. Real gates go by it, and simulated ones that show how often it errs.
 *
 * @module
 */
import { decide, type Decision, type Hypothesis, type Verdict } from "./decide.ts";

/** A metric that decides. */
export interface DecidingMetric extends Hypothesis {
  /** Of a count, whether it is the same as far as it can be; false for all others. */
  readonly isSameCount: boolean;
}

/** What became of an alarm. */
export interface ConfirmedAlarm {
  /** What the fresh run says. */
  readonly decision: Decision;
  /** `regressed` if the fresh run says so too; `inconclusive` if it does not, for then they disagree. */
  readonly verdict: Extract<Verdict, "regressed" | "inconclusive">;
}

/**
 * Draws the verdicts of metrics that decide, counts included.
 *
 * @param metrics All of them, over all cells.
 * @returns A decision for each, in the same order.
 */
export function decideMetrics(metrics: readonly DecidingMetric[]): Decision[] {
  return decide(metrics).map((decision, at) =>
    decision.verdict === "inconclusive" && metrics[at].isSameCount
      ? { ...decision, verdict: "equivalent" }
      : decision
  );
}

/**
 * Decides on alarms anew, by a fresh run alone: the first sample is neither extended nor counted again.
 * Holm adjusts for the alarms only, of which nothing but these were asked.
 *
 * @param fresh What the fresh run says of each metric that regressed in the first sample.
 * @returns What became of each, in the same order.
 */
export function confirmAlarms(fresh: readonly DecidingMetric[]): ConfirmedAlarm[] {
  return decideMetrics(fresh).map((decision) => ({
    decision,
    verdict: decision.verdict === "regressed" ? "regressed" : "inconclusive",
  }));
}

/** The gravest first. */
const GRAVITY: readonly Verdict[] = ["regressed", "inconclusive", "improved", "equivalent"];

/**
 * The verdict of all metrics together.
 *
 * @param verdicts Those of the metrics that decide.
 * @returns The gravest: regressed, then inconclusive, then improved if one is, then equivalent. Inconclusive
 *   if nothing decides.
 */
export function gravestVerdict(verdicts: Iterable<Verdict>): Verdict {
  const given = new Set(verdicts);
  return GRAVITY.find((verdict) => given.has(verdict)) ?? "inconclusive";
}
