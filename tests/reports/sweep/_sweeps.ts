/** Sweeps made by hand, for tests of what reports make of them. */
import type { CellIdentity, MeasuredTrial, TrialRecord } from "../../../experiments/record.ts";
import type { StoredStudy } from "../../../experiments/study_document.ts";
import type {
  CurveDocument,
  KneeProbe,
  SweepDocument,
} from "../../../experiments/sweep_document.ts";
import { cell, measured, study } from "../_records.ts";

/** One curve with what its trials give at each value. */
export interface CurveOf {
  /** What its cells are called at a value. */
  readonly identityAt: (value: number) => CellIdentity;
  /** Values of the grid. */
  readonly values: readonly number[];
  /** The trial at a value. */
  readonly trialAt: (identity: CellIdentity, block: number, value: number) => TrialRecord;
  /** Whether its knee is sought. @default "not-sought" */
  readonly knee?: CurveDocument["knee"];
  /** Value of the second parameter. @default none */
  readonly fixed?: number;
}

/** A sweep whose grid has run. */
export function sweepOf(
  curves: readonly CurveOf[],
  blocks: number,
  more: Partial<SweepDocument> = {},
): StoredStudy {
  const cells = curves.flatMap(({ values, identityAt }) => values.map(identityAt));
  const trials = Array.from(
    { length: blocks },
    (_, block) =>
      curves.flatMap(({ values, identityAt, trialAt }) =>
        values.map((value) => trialAt(identityAt(value), block, value))
      ),
  ).flat();
  let first = 0;
  const documents = curves.map(({ values, identityAt, knee = "not-sought", fixed = null }) => {
    const { strategy, placement } = identityAt(values[0]);
    const points = values.map((value, index) => ({ value, cell: first + index }));
    first += values.length;
    return { strategy, workload: "poisson", placement, fixed, knee, points };
  });
  return study(trials, {
    cells,
    blocks,
    sweep: {
      config: { profile: "quick", strategies: ["queue-notified"], workloads: ["poisson"], seed: 1 },
      over: ["ratePerSecond=100..1000:log:4"],
      x: { scope: "workload", parameter: "ratePerSecond" },
      second: null,
      slo: null,
      precision: 0.02,
      curves: documents,
      ...more,
    },
  });
}

/** A cell under Poisson arrivals at a rate. */
export function poissonAt(rate: number, more: Partial<CellIdentity> = {}): CellIdentity {
  return cell("queue-notified", {
    workload: `poisson:ratePerSecond=${rate}`,
    arrivals: "poisson",
    ...more,
  });
}

/** A trial at a rate of M/M/1 with 1.25 ms of service, so that its p99 sojourn is known: unstable from 800/s on. */
export function mm1Trial(
  identity: CellIdentity,
  block: number,
  rate: number,
  more: Partial<MeasuredTrial> = {},
): MeasuredTrial {
  const sojournMs = 1000 / (800 - rate);
  const jitter = 1 + (block - 1) / 100;
  const rates = {
    offeredRatePerSecond: rate,
    arrivalRatePerSecond: rate,
    throughputPerSecond: Math.min(rate, 790 * jitter),
  };
  if (rate >= 800) {
    return measured(identity, block, { serviceMs: 1, busyMs: 1 }, {
      ...rates,
      offeredLoad: rate / 800,
      stability: { state: "unstable", reason: "overload", growthMsPerSecond: 100 },
      ...more,
    });
  }
  const waitMs = sojournMs - 1.25;
  return measured(identity, block, {
    serviceMs: 1,
    busyMs: 1,
    waitMs: waitMs / 1.25 * jitter,
    sojournMs: sojournMs / 1.25 * jitter,
    idealWaitMs: waitMs / 1.25,
  }, { ...rates, ...more });
}

/** Probes of a round, a block each. */
export function probesAt(
  study: StoredStudy,
  round: number,
  curve: number,
  ratePerSecond: number,
  trialAt: (block: number) => TrialRecord,
): KneeProbe[] {
  return Array.from({ length: study.document.blocks }, (_, block) => ({
    schema: "dispatch-lab/knee-probe@1",
    round,
    curve,
    ratePerSecond,
    trial: trialAt(block),
  }));
}
