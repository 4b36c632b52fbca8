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

/** What is known of a metric that was not shown to have regressed. */
export interface Suspicion {
  /** Whether it is a count. */
  readonly isCount: boolean;
  /** Whether it got worse by as much as matters, proven or not: in the fresh run, if there was one. */
  readonly looksWorse: boolean;
  /** How likely such blocks are if the head is not worse, by Holm: those of the first sample. */
  readonly adjustedWorse: number;
}

/**
 * Whether a metric is suspected to have regressed.
 *
 * @param suspicion What is known of it.
 * @returns True if it looks worse by more than a tenth of all comparisons without a difference do. A count
 *   is exact: it need only look worse.
 */
export function isSuspected({ isCount, looksWorse, adjustedWorse }: Suspicion): boolean {
  return looksWorse && (isCount || adjustedWorse < SUSPICION);
}

/**
 * The verdict of all metrics together.
 *
 * A single metric that cannot be judged does not make all inconclusive: on a shared host a 99th percentile
 * scatters by a factor of three from process to process, and no job that anybody waits for shows it to be
 * within 25 %. What is asked is that of each cell some cost of dispatching is shown not to be worse, and that nothing looks
 * worse.
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
