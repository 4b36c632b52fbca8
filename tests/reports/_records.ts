/** Studies made by hand, for tests of what reports make of them. */
import { encodeHistogram } from "../../experiments/histogram.ts";
import type {
  CellIdentity,
  ClassFigures,
  Distribution,
  FailedTrial,
  MeasuredTrial,
  TaskCounts,
  TrialRecord,
} from "../../experiments/record.ts";
import { METRICS } from "../../experiments/record.ts";
import type { Environment, StoredStudy } from "../../experiments/study_document.ts";

/** No task at all. */
const NONE: TaskCounts = {
  offered: 0,
  released: 0,
  completed: 0,
  failed: 0,
  dropped: 0,
  cancelled: 0,
  unfinished: 0,
  rejected: 0,
  lost: 0,
};

/** A cell; a strategy's name decides nothing. */
export function cell(strategy: string, more: Partial<CellIdentity> = {}): CellIdentity {
  return {
    strategy,
    workload: "steady",
    placement: "inside",
    params: {},
    family: "loop",
    discipline: { kind: "work-conserving" },
    arrivals: "steady",
    body: "cpu",
    loop: "open",
    classes: ["all"],
    sloMs: 50,
    ...more,
  };
}

/** A distribution whose quantiles are multiples of its median. */
export function around(p50: number, count = 100): Distribution {
  return {
    count,
    mean: p50 * 1.25,
    sd: p50 / 2,
    p50,
    p90: p50 * 2,
    p99: p50 * 4,
    p999: p50 * 5,
    max: p50 * 6,
  };
}

/** A histogram of a thousand values with the quantiles of {@link around}. */
export function histogramAround(p50: number): string {
  const knots = [[0, 0.5], [0.5, 1], [0.9, 2], [0.99, 4], [0.999, 5], [1, 6]];
  const values = Float64Array.from({ length: 1000 }, (_, rank) => {
    const p = (rank + 0.5) / 1000;
    const next = knots.findIndex(([to]) => p <= to);
    const [[from, low], [to, high]] = [knots[next - 1], knots[next]];
    return p50 * (low + (p - from) / (to - from) * (high - low));
  });
  return encodeHistogram(values);
}

/** A measured trial in which 100 tasks completed, each metric around 1 ms unless said otherwise. */
export function measured(
  identity: CellIdentity,
  block: number,
  p50s: Partial<Record<keyof MeasuredTrial["metrics"], number>> = {},
  more: Partial<MeasuredTrial> = {},
): MeasuredTrial {
  const metrics = Object.fromEntries(METRICS.map((name) => [name, around(p50s[name] ?? 1)]));
  return {
    schema: "dispatch-lab/trial@1",
    cell: identity,
    block,
    order: block,
    wallMs: 1000,
    state: "measured",
    counts: { ...NONE, offered: 100, released: 100, completed: 100 },
    horizonMs: 500,
    windowMs: 500,
    offeredRatePerSecond: 200,
    arrivalRatePerSecond: 200,
    throughputPerSecond: 200,
    withinSlo: 90,
    goodputPerSecond: 180,
    utilization: 0.25,
    threadCpuUtilization: 0.5,
    offeredLoad: 0.25,
    arrivalScv: 1,
    arrivalIdc: 1,
    serviceScv: 0.25,
    metrics: metrics as MeasuredTrial["metrics"],
    bodyInCallShare: 0,
    classes: [],
    queueLength: { mean: 0.5, max: 3 },
    littleResidual: 0,
    sleep: null,
    wakeUp: null,
    handOver: null,
    twinWaitMs: null,
    stability: { state: "stable" },
    waitBatchMeansMs: [],
    waitLag1Autocorrelation: null,
    transient: { state: "not-applicable" },
    histograms: { waitMs: histogramAround(p50s.waitMs ?? 1) },
    timeLine: { binMs: 10, inSystem: [], loopLagMaxMs: [] },
    calibration: { heartbeatIdleMs: 0.1, probeIdleMs: 2.1, clockErrorMs: 0.001 },
    phasesMs: { setup: 50, warmup: 100, calibration: 100, measured: 700 },
    firstFailure: null,
    warnings: [],
    ...more,
  };
}

/** A class of tasks with waits around a median; tasks that are not named did not occur. */
export function classOf(name: string, counts: Partial<TaskCounts>, waitMs: number): ClassFigures {
  return {
    name,
    counts: { ...NONE, offered: counts.released ?? 0, ...counts },
    waitMs: around(waitMs),
    sojournMs: around(waitMs + 1),
    histograms: { waitMs: histogramAround(waitMs), sojournMs: histogramAround(waitMs + 1) },
  };
}

/** A failed trial. */
export function failed(
  identity: CellIdentity,
  block: number,
  reason: FailedTrial["reason"],
  message: string,
): FailedTrial {
  return {
    schema: "dispatch-lab/trial@1",
    cell: identity,
    block,
    order: block,
    wallMs: 1000,
    state: "failed",
    reason,
    message,
  };
}

/** Machine and software of studies made by hand. */
export const ENVIRONMENT: Environment = {
  cpu: "Imaginary 9000",
  cores: 4,
  memoryGiB: 16,
  os: "linux 6.0 x86_64",
  runtime: { deno: "2.9.6", v8: "15.0", typescript: "6.0.3" },
  loadAverage: [0.1, 0.2, 0.3],
  clockResolutionNs: 80,
  gitCommit: "0123456789abcdef0123456789abcdef01234567",
  gitDirty: false,
};

/** A study of these trials on a fixed machine. */
export function study(
  trials: readonly TrialRecord[],
  more: Partial<StoredStudy["document"]> = {},
): StoredStudy {
  const cells = new Map(trials.map(({ cell }) => [JSON.stringify(cell), cell]));
  return {
    trials,
    document: {
      schema: "dispatch-lab/study@1",
      createdAt: "2026-01-02T03:04:05.000Z",
      fingerprint: "0".repeat(64),
      config: { profile: "quick" },
      seed: 1,
      blocks: Math.max(1, ...trials.map(({ block }) => block + 1)),
      cells: [...cells.values()],
      skipped: [],
      environment: ENVIRONMENT,
      ...more,
    },
  };
}
