/** What may decide between two studies that somebody names: they need not have run the same tasks. */
import type { Warning } from "../../experiments/record.ts";
import { median } from "../stats/mod.ts";
import type { CellSample } from "./_sample.ts";
import type { CastMetric } from "./_weigh.ts";
import { comparedCellName } from "./cell_name.ts";

/** What a cell is compared by. */
export interface DecidingMetrics {
  /** The metrics, with the parts that they play. */
  readonly casts: readonly CastMetric[];
  /** What decides nothing, and why. */
  readonly warnings: readonly Warning[];
}

/**
 * Takes from the metrics that decide what says nothing of a cell: numbers of tasks where one arm was offered
 * more tasks than the other, and with them overheads where most trials of an arm had no steady state, which
 * grow for as long as the trial lasts. Of the same tasks both are compared as ever.
 *
 * @param casts The metrics.
 * @param sample The cell's trials.
 * @returns Counts that are no counts of the same left out, and overheads of unstable cells as hints.
 */
export function decidingBetweenStudies(
  casts: readonly CastMetric[],
  sample: CellSample,
): DecidingMetrics {
  const { pair: { base, head } } = sample;
  const name = comparedCellName({
    ...{ baseStrategy: base.strategy, headStrategy: head.strategy },
    ...{ workload: base.workload, placement: base.placement },
  });
  const offered = ([sample.base, sample.head] as const).map(({ measured }) =>
    measured.length === 0 ? null : median(measured.map(({ counts }) => counts.offered))
  );
  const warnings: Warning[] = [];
  let kept = casts;
  if (isSameOffer(sample)) return { casts, warnings };
  if (casts.some(({ role }) => role === "exact")) {
    kept = kept.filter(({ role }) => role !== "exact");
    warnings.push({
      code: "other-task-counts",
      message:
        `${name} was offered ${offered[0]} tasks a trial in the base and ${offered[1]} in the ` +
        "head: numbers of tasks are not comparable and decide nothing",
    });
  }
  if (isMostlyUnstable(sample) && kept.some(isGatedOverhead)) {
    kept = kept.map((cast) => isGatedOverhead(cast) ? { ...cast, role: "advisory" } : cast);
    warnings.push({
      code: "unstable-overheads",
      message: `most trials of ${name} had no steady state in the base or the head: overheads ` +
        "grow with the trial there and decide nothing",
    });
  }
  return { casts: kept, warnings };
}

/** Whether trials were offered equally many tasks, but for what chance does to arrivals. */
function isSameOffer({ base, head }: CellSample): boolean {
  const offers = [base, head].map(({ measured }) =>
    measured.map(({ counts }) => counts.offered).sort((a, b) => a - b)
  );
  if (offers.some(({ length }) => length === 0)) return true;
  const [least, most] = [
    Math.min(...offers.map((own) => own[0])),
    Math.max(...offers.map((own) => own.at(-1)!)),
  ];
  // Seeds give other numbers of arrivals in the same time: of those the tests themselves tell chance.
  const [low, high] = offers.map(median).sort((a, b) => a - b);
  return least === most || high <= low * MOST_OFFER;
}

/** Arrivals that come by chance differ less over the same time. */
const MOST_OFFER = 1.05;

function isMostlyUnstable({ base, head }: CellSample): boolean {
  return [base, head].some(({ measured }) =>
    measured.filter(({ stability }) => stability.state === "unstable").length * 2 > measured.length
  );
}

function isGatedOverhead({ role, metric }: CastMetric): boolean {
  return role === "gated" && metric.metric.startsWith("dispatchOverheadMs.");
}
