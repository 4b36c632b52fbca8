/**
 * A calibration as text: what was simulated, each interval's coverage, and the verdict.
 *
 * @module
 */
import {
  type Calibration,
  type CalibrationLoad,
  type CalibrationRow,
  LOOP_SERVICE_MS,
  LOOP_WAKE_UP_MS,
  type LoopSeries,
} from "../experiments/calibration/mod.ts";
import { formatMs } from "../reports/format.ts";
import { proportionInterval } from "../reports/stats/proportion.ts";
import { textTable } from "./text_table.ts";

/** Between these shares a 95 % interval counts as one. */
const BAR = [0.93, 0.97] as const;

/** With fewer the share that was covered is known to no better than the bar is wide. */
const FEWEST_STUDIES = 1000;

/** What the verdict is about. */
const JUDGED: LoopSeries = "waitMs";

const SERIES_WORDS: Readonly<Record<LoopSeries, string>> = {
  waitMs: "wait, ideal wait",
  classWaitMs: "wait of one class",
  serviceMs: "service",
  sojournMs: "sojourn",
  wokenWaitMs: "wait, waking up",
  overheadMs: "dispatch overhead",
};

/**
 * The intervals of the wait that do not hold what they promise.
 *
 * @param calibration What came out.
 * @returns Rows whose coverage is not from 93 to 97 %.
 */
export function rowsOffBar({ plan, rows }: Calibration): CalibrationRow[] {
  return rows.filter(({ series, covered }) => {
    const share = covered / plan.studies;
    return series === JUDGED && !(share >= BAR[0] && share <= BAR[1]);
  });
}

/** What a calibration says of the intervals. */
export type CalibrationVerdict = "holds" | "off-bar" | "too-few-studies";

/**
 * Judges the intervals of the wait by the shares in which they covered the truth.
 *
 * @param calibration What came out.
 * @returns `too-few-studies` under 1000 studies a load, whatever they covered; else whether all hold.
 */
export function calibrationVerdict(calibration: Calibration): CalibrationVerdict {
  if (calibration.plan.studies < FEWEST_STUDIES) return "too-few-studies";
  return rowsOffBar(calibration).length === 0 ? "holds" : "off-bar";
}

/**
 * A calibration for a terminal.
 *
 * @param calibration What came out.
 * @returns Several lines.
 */
export function calibrationText(calibration: Calibration): string {
  const { plan: { studies, blocks, seed }, loads, rows } = calibration;
  const about = [
    `${studies} studies a load, ${blocks} blocks each, seed ${seed}. M/M/1 from empty, service ` +
    `${formatMs(LOOP_SERVICE_MS)}; “waking up” adds`,
    `${formatMs(LOOP_WAKE_UP_MS)} for who finds the loop idle. How often 95 % intervals hold the ` +
    "steady state:",
  ].join("\n");
  const header = [
    ...["ρ", "tasks", "of", "", "truth", "covered", "95 %", "too low", "too high", "± / truth"],
    ...["unwarned", "naive"],
  ];
  const nameOf = ({ utilization, tasks }: CalibrationLoad) => `ρ = ${utilization}, ${tasks} tasks`;
  const unwarned = new Map(loads.map((load) => [nameOf(load), studies - load.warned]));
  const table = textTable([
    header,
    ...rows.map((row) => [
      String(row.utilization),
      String(row.tasks),
      SERIES_WORDS[row.series],
      row.statistic,
      formatMs(row.truthMs),
      percent(row.covered, studies),
      intervalText(row.covered, studies),
      percent(row.below, studies),
      percent(row.above, studies),
      row.truthMs === 0 ? "–" : `${(row.meanHalfWidthMs / row.truthMs * 100).toFixed(1)} %`,
      percent(row.unwarnedCovered, unwarned.get(nameOf(row))!),
      row.naive === null ? "–" : percent(row.naive.covered, studies),
    ]),
  ], 4);
  const warned = loads.map((load) => {
    const codes = Object.entries(load.warnings).map(([code, count]) =>
      `${code} ${percent(count, studies)}`
    );
    return `${nameOf(load)} a trial: ${percent(load.warned, studies)} of the ` +
      `studies warned that trials are short${codes.length === 0 ? "" : ` (${codes.join(", ")})`}`;
  });
  return [about, "", table, "", ...warned, "", verdict(calibration)].join("\n");
}

function verdict(calibration: Calibration): string {
  const off = rowsOffBar(calibration).map(({ utilization, statistic, covered }) =>
    `${statistic} at ρ = ${utilization} (${percent(covered, calibration.plan.studies)})`
  );
  const bar = `${BAR[0] * 100} to ${BAR[1] * 100} %`;
  switch (calibrationVerdict(calibration)) {
    case "holds":
      return `Every 95 % interval of the wait covers the truth in ${bar} of the studies.`;
    case "off-bar":
      return `Not within ${bar}: the 95 % interval of the wait's ${off.join(", ")}.`;
    case "too-few-studies":
      return `Too few studies to conclude: whether an interval covers in ${bar} takes ` +
        `${FEWEST_STUDIES} of them, --studies ${FEWEST_STUDIES}.`;
  }
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "–" : `${(part / whole * 100).toFixed(1)} %`;
}

function intervalText(hits: number, trials: number): string {
  const interval = proportionInterval(hits, trials);
  if (interval === null) return "–";
  return `[${interval.map((limit) => (limit * 100).toFixed(1)).join(", ")}]`;
}
