/**
 * The metrics that a comparison knows: what each is read from, which values are good, and the least
 * difference that matters; and which of them decide.
 *
 * @module
 */
import type { GatedMetric } from "../../experiments/gate_document.ts";
import {
  type CellIdentity,
  concurrencyOf,
  keepsServer,
  type MeasuredTrial,
  type Metric,
  serversOf,
} from "../../experiments/record.ts";
import { meanRatePerSecond, meanTimes, recallWorkload } from "../../experiments/workload/mod.ts";
import type { ComparedCell, MetricRole } from "./comparison.ts";
import type { JudgedMetric } from "./gate_rule.ts";

/** A metric of the table. */
export interface ComparableMetric {
  /** `dispatchOverheadMs.p99`, `throughputPerSecond`. */
  readonly metric: string;
  /** Unit of its values: `ms`, `/s`, `tasks`, or empty. */
  readonly unit: "ms" | "/s" | "tasks" | "";
  /** What it is there for unless somebody gates it. Of default gates, `gated` or `exact`. */
  readonly role: MetricRole;
  /** Which values are good. */
  readonly better: "lower" | "higher";
  /** The least share that matters; 0 for counts. */
  readonly delta: number;
  /** Whether it says what dispatching costs: what a comparison is about. @default false */
  readonly isCost?: boolean;
  /** The load at which it means something. */
  readonly load: ComparedCell["load"] | "any";
  /** What values are lifted to at least, so that ratios exist: what cannot be told from nothing. */
  readonly least: number;
  /** Its value in a trial; null if it has none. */
  readonly read: (trial: MeasuredTrial) => number | null;
}

/**
 * Times below count as this: the clock moves in steps of 80 to 100 ns, so the ratio of two smaller times
 * is a ratio of rounding errors. An overhead, a difference, may even be below zero.
 */
export const CLOCK_FLOOR_MS = 1e-4;

/** Rates and shares below are nothing: a task in a quarter of an hour, a ten-thousandth of a loop. */
const LEAST_RATE = 1e-3;
const LEAST_SHARE = 1e-4;

/**
 * Shares that matter, by figure. Medians of a block repeat within a few per cent; a mean is moved by the
 * host's own stops, and a 99th percentile is made of them: what is less than these is not worth a red
 * build, even if it is certain.
 */
const DELTAS = { p50: 0.1, mean: 0.15, p90: 0.2, p99: 0.25, p999: 0.4, max: 0.5 } as const;
/** What costs capacity: 5 % must be found. */
const CAPACITY_DELTA = 0.03;
const MEDIAN_COST_DELTA = 0.25;
const SHARE_DELTA = 0.05;

type Figure = keyof typeof DELTAS;
type Options =
  & Pick<ComparableMetric, "role">
  & Partial<Pick<ComparableMetric, "load" | "delta" | "isCost">>;

/** Figures of a distribution of times, of which less is better. */
function times(name: Metric, figures: readonly Figure[], options: Options): ComparableMetric[] {
  return figures.map((figure) => ({
    metric: `${name}.${figure}`,
    unit: "ms",
    better: "lower",
    delta: DELTAS[figure],
    load: "any",
    least: CLOCK_FLOOR_MS,
    read: ({ metrics }) => metrics[name][figure],
    ...options,
  }));
}

type Single = Omit<ComparableMetric, "load" | "role"> & Partial<ComparableMetric>;
const single = (metric: Single): ComparableMetric => ({ load: "any", role: "advisory", ...metric });

const GATED = { role: "gated" } as const;
const ADVISORY = { role: "advisory" } as const;
// Of a loop that is offered all it can carry, these say how long the trial was and nothing else.
const COST_BELOW = { role: "gated", load: "below-saturation", isCost: true } as const;
const DERIVED_BELOW = { role: "derived", load: "below-saturation" } as const;
const ADVISORY_BELOW = { role: "advisory", load: "below-saturation" } as const;

/** Every metric that two arms are compared by. */
export const COMPARED_METRICS: readonly ComparableMetric[] = [
  ...times("dispatchOverheadMs", ["mean"], COST_BELOW),
  // Ten µs on an idle loop, of which a tenth is less than two processes of the same code differ by.
  ...times("dispatchOverheadMs", ["p50"], { ...COST_BELOW, delta: MEDIAN_COST_DELTA }),
  ...times("dispatchOverheadMs", ["p99"], COST_BELOW),
  ...times("loopLagMs", ["p99"], GATED),
  // Of two processes it differs by a thousandth, host or no host: what bodies take is seen at once.
  ...times("serviceMs", ["p50"], { ...GATED, delta: CAPACITY_DELTA }),
  single({
    metric: "throughputPerSecond",
    unit: "/s",
    role: "gated",
    isCost: true,
    better: "higher",
    delta: CAPACITY_DELTA,
    // Below saturation it is the offered rate.
    load: "saturated",
    least: LEAST_RATE,
    read: ({ throughputPerSecond }) => throughputPerSecond,
  }),
  single({
    // Little's law, W = L ÷ X, by the median sojourn: what throughput says without the host's own stops,
    // which are in the mean sojourn. On two shared cores the log-ratio of two processes has an sd of 0.02,
    // that of throughput one of 0.05.
    metric: "timePerTaskMs.p50",
    unit: "ms",
    role: "gated",
    isCost: true,
    better: "lower",
    delta: CAPACITY_DELTA,
    load: "saturated",
    least: CLOCK_FLOOR_MS,
    read: ({ metrics, queueLength }) =>
      metrics.sojournMs.p50 === null || queueLength.mean === 0
        ? null
        : metrics.sojournMs.p50 / queueLength.mean,
  }),
  single({
    metric: "notCompleted",
    unit: "tasks",
    role: "exact",
    better: "lower",
    delta: 0,
    // Where it is not gated, a ratio is shown, and none must count for something.
    least: 0.5,
    read: ({ counts: { released, completed } }) => released - completed,
  }),
  ...times("waitMs", ["mean", "p50", "p99"], DERIVED_BELOW),
  ...times("sojournMs", ["mean", "p50", "p99"], DERIVED_BELOW),
  ...times("dispatchOverheadMs", ["p90", "p999"], ADVISORY_BELOW),
  ...times("dispatchCallMs", ["mean", "p50", "p99"], ADVISORY),
  ...times("serviceMs", ["mean", "p99"], ADVISORY),
  ...times("busyMs", ["mean"], ADVISORY),
  ...times("loopLagMs", ["mean", "p50"], ADVISORY),
  ...times("loopLagProbeMs", ["p99"], ADVISORY),
  ...times("latenessMs", ["p50", "p99"], ADVISORY),
  ...times("returnMs", ["p50", "p99"], ADVISORY),
  moments("wakeUpMs.mean", ({ wakeUp }) => wakeUp?.meanMs ?? null),
  moments("handOverMs.mean", ({ handOver }) => handOver?.meanMs ?? null),
  single({
    metric: "goodputPerSecond",
    unit: "/s",
    better: "higher",
    delta: SHARE_DELTA,
    least: LEAST_RATE,
    read: ({ goodputPerSecond }) => goodputPerSecond,
  }),
  share("utilization", ({ utilization }) => utilization),
  share("threadCpuUtilization", ({ threadCpuUtilization }) => threadCpuUtilization),
  {
    ...share("queueLength.mean", ({ queueLength }) => queueLength.mean),
    delta: DELTAS.mean,
    load: "below-saturation",
  },
];

function moments(metric: string, read: ComparableMetric["read"]): ComparableMetric {
  return single({
    metric,
    unit: "ms",
    better: "lower",
    delta: DELTAS.mean,
    least: CLOCK_FLOOR_MS,
    read,
  });
}

function share(metric: string, read: ComparableMetric["read"]): ComparableMetric {
  return single({
    metric,
    unit: "",
    better: "lower",
    delta: SHARE_DELTA,
    least: LEAST_SHARE,
    read,
  });
}

/**
 * How much a cell's server is asked to carry, as its name alone says it: what was measured must not
 * decide what is tested.
 *
 * @param identity The cell.
 * @returns `saturated` for users who never think, and for a schedule that asks for all that the loop, the
 *   strategy's threads or the bodies it lets run at once can do; what the name does not tell, a trace say,
 *   counts as below saturation.
 */
export function loadOf(identity: CellIdentity): ComparedCell["load"] {
  const workload = recallWorkload(identity.workload);
  if (workload === null) return "below-saturation";
  const { arrivals } = workload;
  if (arrivals.kind === "closed") {
    return arrivals.thinkMs === 0 ? "saturated" : "below-saturation";
  }
  const { loopMs, serviceMs } = meanTimes(workload);
  const { discipline } = identity;
  const serverMs = keepsServer(identity) ? serviceMs / (serversOf(discipline) ?? 1) : loopMs;
  const perTaskMs = Math.max(serverMs, serviceMs / concurrencyOf(discipline));
  // 2000 a second of 0.5 ms are 1, whatever the last bit of the product says.
  const isSaturated = meanRatePerSecond(arrivals) / 1000 * perTaskMs >= 1 - 1e-9;
  return isSaturated ? "saturated" : "below-saturation";
}

/**
 * Whether a metric means something at a load.
 *
 * @param metric The metric.
 * @param load The cell's.
 * @returns False for waits and overheads of a saturated cell, and for the throughput of any other.
 */
export function isMeaningfulAt(metric: ComparableMetric, load: ComparedCell["load"]): boolean {
  return metric.load === "any" || metric.load === load;
}

/**
 * What a metric tells, by which comparisons are judged.
 *
 * @param metric The metric.
 * @returns `cost` of what dispatching costs, `count` of tasks, `measure` of all others.
 */
export function tellsOf({ isCost = false, role }: ComparableMetric): JudgedMetric["tells"] {
  return role === "exact" ? "count" : isCost ? "cost" : "measure";
}

/**
 * Finds a metric of the table.
 *
 * @param name Its name.
 * @returns The metric; null if there is none of that name.
 */
export function comparableMetric(name: string): ComparableMetric | null {
  return COMPARED_METRICS.find(({ metric }) => metric === name) ?? null;
}

/**
 * The metrics that decide unless somebody says otherwise.
 *
 * @returns Their names with the least share that matters of each.
 */
export function defaultGatedMetrics(): readonly GatedMetric[] {
  return COMPARED_METRICS.filter(({ role }) => role === "gated" || role === "exact")
    .map(({ metric, delta }) => ({ metric, delta }));
}

/** A cell of both arms. */
export interface IdentityPair {
  /** The base's. */
  readonly base: CellIdentity;
  /** The head's. */
  readonly head: CellIdentity;
}

/**
 * The load of a cell of two arms.
 *
 * @param pair The cell in both.
 * @returns `saturated` if either is: where one arm is offered all that it can carry, waits say nothing about
 *   the other either.
 */
export function loadOfPair({ base, head }: IdentityPair): ComparedCell["load"] {
  return [base, head].some((cell) => loadOf(cell) === "saturated")
    ? "saturated"
    : "below-saturation";
}

/**
 * How many verdicts are drawn: what Holm adjusts for.
 *
 * @param pairs The cells of both arms.
 * @param metrics The metrics that decide.
 * @returns How many pairs of a cell and a metric that means something at its load.
 */
export function countHypotheses(
  pairs: readonly IdentityPair[],
  metrics: readonly GatedMetric[],
): number {
  const known = metrics.flatMap(({ metric }) => comparableMetric(metric) ?? []);
  return pairs.map(loadOfPair)
    .reduce(
      (total, load) => total + known.filter((metric) => isMeaningfulAt(metric, load)).length,
      0,
    );
}
