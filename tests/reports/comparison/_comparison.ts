/** A comparison made by hand in which everything occurs, for tests of what is made of comparisons. */
import type {
  ComparedArm,
  ComparedCell,
  ComparedMetric,
  Comparison,
  MetricEvidence,
} from "../../../reports/comparison/comparison.ts";
import { ENVIRONMENT } from "../_records.ts";

/** An arm. */
export function anArm(label: string, overrides: Partial<ComparedArm> = {}): ComparedArm {
  const digit = label === "main" ? "a" : "b";
  return {
    label,
    commit: digit.repeat(40),
    createdAt: "2026-01-02T03:04:05.000Z",
    environment: ENVIRONMENT,
    ...overrides,
  };
}

/** What blocks say in which the head is this multiple of the base, within a share of `spread`. */
export function evidence(
  base: number,
  ratio: number,
  spread = 0.02,
  overrides: Partial<MetricEvidence> = {},
): MetricEvidence {
  const count = overrides.count ?? 13;
  const wobble = (block: number) => 1 + spread * ((block % 5) - 2) / 4;
  const baseValues = Array.from({ length: count }, (_, block) => base * wobble(block));
  const isSure = Math.abs(Math.log(ratio)) > spread;
  return {
    count,
    base,
    head: base * ratio,
    baseValues,
    headValues: baseValues.map((value, block) => value * ratio * wobble(block + 2)),
    ratio,
    ci90: [ratio * (1 - spread), ratio * (1 + spread)],
    ci95: [ratio * (1 - 1.2 * spread), ratio * (1 + 1.2 * spread)],
    pWorse: isSure ? (ratio > 1 ? 0.0002 : 0.9999) : 0.4,
    pBetter: isSure ? (ratio < 1 ? 0.0002 : 0.9999) : 0.6,
    adjustedPWorse: isSure && ratio > 1 ? 0.002 : 1,
    adjustedPBetter: isSure && ratio < 1 ? 0.002 : 1,
    ...overrides,
  };
}

/** A metric; a gated time that stayed as it was, unless said otherwise. */
export function aMetric(metric: string, overrides: Partial<ComparedMetric> = {}): ComparedMetric {
  return {
    metric,
    unit: "ms",
    role: "gated",
    better: "lower",
    delta: 0.1,
    ...evidence(0.05, 1),
    confirmation: null,
    verdict: "equivalent",
    ...overrides,
  };
}

/** A cell without metrics, unless said otherwise. */
export function aCell(strategy: string, overrides: Partial<ComparedCell> = {}): ComparedCell {
  return {
    baseStrategy: strategy,
    headStrategy: strategy,
    workload: "steady",
    placement: "outside",
    load: "below-saturation",
    failedTrials: { base: 0, head: 0 },
    metrics: [],
    ...overrides,
  };
}

const COUNT_EVIDENCE: MetricEvidence = {
  ...evidence(4, 1),
  base: 4,
  head: 5,
  baseValues: Array(13).fill(4),
  headValues: [7, 3, 5, 4, 6, 5, 4, 6, 3, 5, 4, 7, 5],
  ratio: 1,
  ci90: [0, 2],
  ci95: [0, 2],
  pWorse: 0.02,
  pBetter: 0.98,
  adjustedPWorse: 0.08,
  adjustedPBetter: 1,
};

/** Every verdict in every role. */
function everyCell(): ComparedCell[] {
  return [
    aCell("queue-notified", {
      metrics: [
        aMetric("dispatchOverheadMs.p50", {
          ...evidence(0.0621, 1.42, 0.05),
          confirmation: evidence(0.0618, 1.39, 0.03, { count: 30 }),
          verdict: "regressed",
        }),
        aMetric("dispatchOverheadMs.p99", {
          ...evidence(0.81, 1.6, 0.2),
          delta: 0.25,
          confirmation: evidence(0.9, 1.05, 0.3, { count: 30 }),
          verdict: "inconclusive",
        }),
        aMetric("loopLagMs.p99", { ...evidence(0.4, 1.003), delta: 0.25 }),
        aMetric("dispatchOverheadMs.mean", {
          ...evidence(0.07, 0.7, 0.05),
          verdict: "improved",
        }),
        aMetric("notCompleted", {
          ...COUNT_EVIDENCE,
          unit: "tasks",
          role: "exact",
          delta: 0,
          verdict: "inconclusive",
        }),
        aMetric("waitMs.p99", {
          ...evidence(2.1, 1.3, 0.05),
          role: "derived",
          verdict: "regressed",
        }),
        aMetric("serviceMs.mean", { ...evidence(0.5, 1.001), role: "advisory" }),
        aMetric("goodputPerSecond", {
          ...evidence(450, 0.9, 0.01),
          unit: "/s",
          role: "advisory",
          better: "higher",
          verdict: "regressed",
        }),
      ],
    }),
    aCell("queue-polled", {
      headStrategy: "./src/mine.ts:batch=4",
      workload: "poisson:ratePerSecond=9000",
      load: "saturated",
      failedTrials: { base: 0, head: 1 },
      metrics: [
        aMetric("throughputPerSecond", {
          ...evidence(8000, 1.005, 0.01),
          unit: "/s",
          better: "higher",
        }),
        aMetric("dispatchOverheadMs.p99", {
          ...evidence(1, 1, 0.5),
          count: 0,
          base: null,
          head: null,
          baseValues: [],
          headValues: [],
          ratio: null,
          ci90: null,
          ci95: null,
          pWorse: 1,
          pBetter: 1,
          adjustedPWorse: 1,
          adjustedPBetter: 1,
          verdict: "inconclusive",
        }),
      ],
    }),
  ];
}

/**
 * A regressed comparison with every verdict in it: a regression that a fresh run confirmed, an alarm that
 * it did not, an improvement, equivalence, a count, derived and advisory metrics, a metric without values,
 * a failed trial, a cell that one side lacks, and a warning.
 */
export function aComparison(overrides: Partial<Comparison> = {}): Comparison {
  return {
    schema: "dispatch-lab/comparison@1",
    base: anArm("main"),
    head: anArm("HEAD"),
    pairing: "interleaved",
    verdict: "regressed",
    alpha: 0.01,
    hypotheses: 7,
    blocks: 13,
    confirmationBlocks: 30,
    seed: 42,
    host: {
      before: { verdict: "limited", reasons: ["2 cores: a producer outside shares them"] },
      after: { verdict: "fit", reasons: [] },
    },
    cells: everyCell(),
    unmatched: ["only the head has io-tcp under steady (outside)"],
    warnings: [{
      code: "clock-coarse",
      message: "the clock steps by 1 ms, so 1 of 2 metrics <is> it",
    }],
    repeatCommand: "deno task gate --base main --head HEAD --seed 42",
    ...overrides,
  };
}

/** The same cells with only those metrics that decide and have this verdict. */
export function onlyVerdict(verdict: ComparedMetric["verdict"]): Comparison {
  const cells = everyCell().map((cell) => ({
    ...cell,
    failedTrials: { base: 0, head: 0 },
    metrics: cell.metrics.filter((metric) =>
      metric.verdict === verdict && (metric.role === "gated" || metric.role === "exact")
    ),
  })).filter(({ metrics }) => metrics.length > 0);
  return aComparison({ verdict, cells });
}
