import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  calibrate,
  type Calibration,
  type CalibrationPlan,
  type IntervalMaker,
} from "../../../experiments/calibration/calibrate.ts";
import { naiveIntervals } from "../../../experiments/calibration/naive_intervals.ts";
import { proportionInterval } from "../../../reports/stats/proportion.ts";
import { summarizeMetric } from "../../../reports/summarize_metric.ts";
import { warnShortTrials } from "../../../reports/warn_short_trials.ts";

const PLAN: CalibrationPlan = {
  studies: 120,
  blocks: 4,
  loads: [{ utilization: 0.5, tasks: 1500 }],
  longRunTasks: 300_000,
  seed: 5,
};

function run(summarize: IntervalMaker, plan = PLAN): Calibration {
  return calibrate(plan, { summarize, warn: warnShortTrials, naive: naiveIntervals });
}

/** Rows whose coverage is less than 95 % beyond doubt. */
function doubtful({ rows, plan }: Calibration): string[] {
  return rows
    .filter(({ covered }) => proportionInterval(covered, plan.studies, 0.999)![1] < 0.95)
    .map(({ series, statistic }) => `${series} ${statistic}`);
}

Deno.test("calibrate() finds no fault with a report's intervals where trials are long", () => {
  const { rows, loads, plan } = run(summarizeMetric);
  assertEquals(doubtful({ rows, loads, plan }), []);
  assertEquals(rows.length, 6 * 3);
  for (const { covered, above, below, naive, series, meanHalfWidthMs } of rows) {
    assertEquals(covered + above + below, plan.studies);
    assertEquals(naive !== null, series === "waitMs");
    assert(meanHalfWidthMs > 0);
  }
});

Deno.test("calibrate() finds fault with intervals that take waits for independent", () => {
  const found = doubtful(run(naiveIntervals));
  for (const row of ["waitMs mean", "waitMs p99", "sojournMs mean", "wokenWaitMs mean"]) {
    assert(found.includes(row), `${row} of ${found}`);
  }
  // Service times are independent.
  assert(!found.some((row) => row.startsWith("serviceMs")));
});

Deno.test("calibrate() counts an interval that does not exist as one that covers nothing", () => {
  const none: IntervalMaker = () => ({ ci95: { mean: null, p50: null, p99: null } });
  const { rows } = run(none, { ...PLAN, studies: 2 });
  assert(rows.every(({ covered, below }) => covered === 0 && below === 2));
});

Deno.test("calibrate() is told by a report when trials are short, and counts what was not", () => {
  const short = { utilization: 0.9, tasks: 1000 };
  const { loads, rows } = run(summarizeMetric, { ...PLAN, studies: 20, loads: [short] });
  assert(loads[0].warned >= 18, `${loads[0].warned} warned`);
  assert(loads[0].warnings["trials-too-short"] >= 15);
  for (const { unwarnedCovered } of rows) assert(unwarnedCovered <= 20 - loads[0].warned);
});

Deno.test("calibrate() gives the same for the same seed only, and tells how far it is", () => {
  const small = { ...PLAN, studies: 3 };
  const steps: [number, number][] = [];
  const report = { summarize: summarizeMetric, warn: warnShortTrials, naive: naiveIntervals };
  const first = calibrate(small, report, (done, of) => steps.push([done, of]));
  assertEquals(steps, [[1, 3], [2, 3], [3, 3]]);
  assertEquals(run(summarizeMetric, small), first);
  const widths = (of: Calibration) => of.rows.map(({ meanHalfWidthMs }) => meanHalfWidthMs);
  assert(widths(run(summarizeMetric, { ...small, seed: 6 }))[0] !== widths(first)[0]);
});

Deno.test("calibrate() refuses plans without intervals or without a steady state", () => {
  assertThrows(() => run(summarizeMetric, { ...PLAN, blocks: 1 }), RangeError, "'blocks'");
  const overloaded = { ...PLAN, loads: [{ utilization: 1, tasks: 9 }] };
  assertThrows(() => run(summarizeMetric, overloaded), RangeError, "'utilization'");
});
