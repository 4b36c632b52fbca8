/** Trial results made by hand, for tests of what is derived from them. */
import { createColumns, OUTCOME_CODE } from "../../../experiments/trial/columns.ts";
import type { LagSeries, TrialFacts, TrialResult } from "../../../experiments/trial/run_trial.ts";

const STAMPS = ["intended", "released", "accepted", "started", "ended", "returned"] as const;

/** A task's stamps, in ms; what is left out did not happen. */
export interface Row {
  readonly intended: number;
  readonly released?: number;
  readonly accepted?: number;
  readonly started?: number;
  readonly ended?: number;
  readonly returned?: number;
  /** A code of `OUTCOME_CODE`. @default completed if it ended, otherwise pending */
  readonly outcome?: number;
}

/** A result in which everything went well, except where it is told otherwise. */
export function trialResult(
  rows: readonly Row[],
  facts: Partial<TrialFacts> = {},
  lag: Partial<Record<LagSeries, readonly number[]>> = {},
): TrialResult {
  const columns = createColumns(rows.length, 1);
  rows.forEach((row, task) => {
    for (const name of STAMPS) columns[name][task] = row[name] ?? NaN;
    columns.outcome[task] = row.outcome ??
      (row.ended === undefined ? OUTCOME_CODE.pending : OUTCOME_CODE.completed);
  });
  const series = (name: LagSeries) => Float64Array.from(lag[name] ?? []);
  return {
    columns,
    facts: {
      released: rows.filter(({ released }) => released !== undefined).length,
      closedLoop: null,
      repeats: 0,
      strangers: 0,
      firstFailure: null,
      observedMs: 100,
      threadCpuMs: 50,
      sleep: null,
      clockErrorMs: 0,
      closed: true,
      phasesMs: { setup: 1, warmup: 2, calibration: 3, measured: 4 },
      ...facts,
    },
    lag: {
      heartbeatAt: series("heartbeatAt"),
      heartbeatLag: series("heartbeatLag"),
      probeFired: series("probeFired"),
      idleLag: series("idleLag"),
      idleFired: series("idleFired"),
    },
  };
}
