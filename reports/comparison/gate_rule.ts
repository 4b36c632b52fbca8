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

/**
 * Level below which a change for the worse that is no regression is suspicious all the same, over all
 * metrics: of ten comparisons of the same code one may be suspected.
 */
const SUSPICION = 0.1;

/** What the verdict of all metrics together goes by. */
export interface JudgedMetric {
  /** Its own verdict. */
  readonly verdict: Verdict;
  /** What it tells: what dispatching costs, something else that is measured, or how many tasks were lost. */
  readonly tells: "cost" | "measure" | "count";
  /** Whether its 90 % interval ends below what would be worse by as much as matters. */
  readonly isNotWorse: boolean;
  /** What speaks against calling all the same; null if nothing does. */
  readonly doubt: "suspected" | "unmeasured" | null;
}

/** What is known of a metric that decides, by the fresh run where there is one. */
export interface DecidedMetric extends Pick<JudgedMetric, "verdict" | "tells"> {
  /** How likely the blocks of the first sample are if the head is not worse, by Holm. */
  readonly adjustedWorse: number;
  /** By what factor the head is worse, of a count by how many tasks; NaN without a value. */
  readonly worsening: number;
  /** Where the 90 % interval of that ends; null without one. */
  readonly atWorst: number | null;
  /** The least share that matters. */
  readonly delta: number;
  /** Of a count, whether the head has lost more in all blocks together. */
  readonly hasLostMore: boolean;
}

/**
 * What a metric adds to the verdict of all.
 *
 * It is suspected to have regressed if it looks worse, by as much as matters, than a tenth of all
 * comparisons without a difference would show. A count is exact: it need only look worse.
 *
 * @param decided What is known of it.
 * @returns Its part.
 */
export function judgeMetric(decided: DecidedMetric): JudgedMetric {
  const { verdict, tells, adjustedWorse, worsening, atWorst, delta, hasLostMore } = decided;
  const part = (isNotWorse: boolean, doubt: JudgedMetric["doubt"]): JudgedMetric => ({
    ...{ verdict, tells, isNotWorse, doubt },
  });
  if (Number.isNaN(worsening)) return part(false, "unmeasured");
  if (tells === "count") {
    return part(false, worsening > 0 || hasLostMore ? "suspected" : null);
  }
  return part(
    atWorst !== null && atWorst < 1 + delta,
    worsening >= 1 + delta && adjustedWorse < SUSPICION ? "suspected" : null,
  );
}

/**
 * The verdict of all metrics together.
 *
 * A single metric that cannot be judged does not make all inconclusive: on a shared host a 99th percentile
 * scatters by a factor of three from process to process, and no job that anybody waits for shows it to be
 * within 25 %. What is asked is that of each cell some cost of dispatching is shown not to be worse, and that nothing is
 * suspected to be.
 *
 * Note: tried the gravest verdict of all metrics; of a thousand simulated gates of the same code not one was
 * then anything but inconclusive.
 *
 * @param cells The metrics that decide, by cell.
 * @returns `regressed` if a metric is; `inconclusive` if one is suspected to be or has no value, if a cell has
 *   no cost that was shown not to be worse (where none decides, other measures stand in, and then counts), or if nothing decides; `improved` if a metric
 *   is; otherwise `equivalent`.
 */
export function verdictOfAll(cells: Iterable<readonly JudgedMetric[]>): Verdict {
  const deciding = [...cells].filter((metrics) => metrics.length > 0);
  const all = deciding.flat();
  if (all.some(({ verdict }) => verdict === "regressed")) return "regressed";
  const isDoubtful = all.some(({ verdict, doubt }) => verdict === "inconclusive" && doubt !== null);
  if (isDoubtful || !deciding.every(isJudged) || all.length === 0) return "inconclusive";
  return all.some(({ verdict }) => verdict === "improved") ? "improved" : "equivalent";
}

function isJudged(metrics: readonly JudgedMetric[]): boolean {
  const [asked] = (["cost", "measure", "count"] as const)
    .map((kind) => metrics.filter(({ tells }) => tells === kind))
    .filter((alike) => alike.length > 0);
  return asked.some(({ verdict, isNotWorse }) => verdict !== "inconclusive" || isNotWorse);
}
