/**
 * From what a trial recorded to its record: a pure function, so that a study can be measured again
 * from kept columns.
 *
 * @module
 */
import { indexOfDispersion, moments, scv } from "../../reports/stats/moments.ts";
import { sortedCopy } from "../../reports/stats/quantiles.ts";
import { encodeHistogram } from "../histogram.ts";
import {
  type MeasuredTrial,
  type Metric,
  serversOf,
  shedShare,
  type TimeLine,
  type TrialIdentity,
  type Warning,
} from "../record.ts";
import { perSecond } from "../units.ts";
import {
  arrivalsInSystem,
  bodyInCallShare,
  countTasks,
  finite,
  lastLateness,
  longestStop,
  measuredWindow,
  unfinishedTime,
} from "./accounting.ts";
import type { Columns } from "./columns.ts";
import { describeSorted, orNull } from "./distribution.ts";
import { classFigures, countWithinSlo } from "./goodput.ts";
import { deriveLoopLag } from "./loop_lag.ts";
import { integrateQueueLength } from "./queue_length.ts";
import type { TrialResult } from "./run_trial.ts";
import { judgeStability } from "./stability.ts";
import { startCosts } from "./start_costs.ts";
import { judgeSteadiness } from "./steadiness.ts";
import { taskTimes } from "./task_times.ts";

const TIME_LINE_BINS = 50;
const RATE_TOLERANCE = 0.01;
const IDC_WINDOW_GAPS = 10;
const STOPPED_PRODUCER_MS = 20;
// Reading and aligning clocks errs by less than this.
const NEGATIVE_OVERHEAD_TOLERANCE_MS = 0.002;

/** Metrics whose histograms are kept, as quantiles over blocks need them; a report shows no other. */
const HISTOGRAMS = [
  "waitMs",
  "serviceMs",
  "sojournMs",
  "dispatchOverheadMs",
  "dispatchCallMs",
  "latenessMs",
  "loopLagMs",
  "loopLagProbeMs",
  "idealWaitMs",
  "returnMs",
] as const satisfies readonly Metric[];

/**
 * Measures a trial.
 *
 * @param result What the trial recorded.
 * @param plannedMs Length of its schedule as planned, in ms; a closed loop says itself how long it was.
 * @param identity Whose record it becomes.
 * @returns The record.
 */
export function measure(
  result: TrialResult,
  plannedMs: number,
  identity: TrialIdentity,
): MeasuredTrial {
  const { columns, facts } = result;
  const { intended, started, ended } = columns;
  const horizonMs = facts.closedLoop?.horizonMs ?? plannedMs;
  const servers = serversOf(identity.cell.discipline);
  const counts = countTasks(columns, facts.released);
  const windowMs = measuredWindow(columns, counts, horizonMs, facts.observedMs);
  const { cell } = identity;
  const times = taskTimes(columns, windowMs, cell.discipline);
  const lag = deriveLoopLag(result.lag, windowMs);

  const values: Record<Metric, Float64Array> = {
    ...mapMetrics(times, finite),
    loopLagMs: lag.heartbeatMs,
    loopLagProbeMs: lag.probeMs,
  };
  const sorted = mapMetrics(values, sortedCopy);
  const metrics = mapMetrics(sorted, describeSorted);

  const isOpen = cell.loop === "open";
  const arrivalMs = horizonMs + lastLateness(columns, counts.released);
  const arrivalRatePerSecond = perSecond(counts.released, arrivalMs);
  // Nobody offers a closed loop anything but what its users send.
  const offeredRatePerSecond = isOpen ? perSecond(counts.offered, horizonMs) : arrivalRatePerSecond;
  const busyMs = sum(values.busyMs) / (servers ?? 1);
  const offeredLoad = isOpen
    ? offeredRatePerSecond / 1000 * (metrics.busyMs.mean ?? 0) / (servers ?? 1)
    : busyMs / windowMs;
  const queue = integrateQueueLength(
    arrivalsInSystem(columns, counts.released),
    sortedCopy(finite(ended)),
    windowMs,
    TIME_LINE_BINS,
  );
  const withinSlo = countWithinSlo(columns, cell.sloMs);
  const stability = judgeStability({
    loop: cell.loop,
    offeredLoad,
    shedShare: shedShare(counts),
    unfinished: counts.unfinished,
    waiting: counts.released - counts.dropped - counts.cancelled - values.waitMs.length,
    intendedMs: intended.filter((_, task) => !Number.isNaN(started[task])),
    waitMs: values.waitMs,
  });
  const littleResidual = residual(
    queue.mean,
    (sum(values.sojournMs) + unfinishedTime(columns, counts.released, windowMs)) / windowMs,
  );
  const arrivalGaps = finite(intended.subarray(1).map((ms, task) => ms - intended[task]));
  const meanGapMs = horizonMs / counts.offered;

  return {
    ...identity,
    state: "measured",
    counts,
    horizonMs,
    windowMs,
    offeredRatePerSecond,
    arrivalRatePerSecond,
    throughputPerSecond: perSecond(counts.completed, windowMs),
    withinSlo,
    // Over the schedule, as the offered rate: the grace time of a strategy that lets tasks hang, or the
    // time that one takes to serve all it was given, must not count against what came in time.
    goodputPerSecond: perSecond(withinSlo, horizonMs),
    utilization: busyMs / windowMs,
    threadCpuUtilization: facts.threadCpuMs / facts.observedMs,
    offeredLoad,
    arrivalScv: orNull(scv(moments(arrivalGaps))),
    arrivalIdc: orNull(indexOfDispersion(intended, IDC_WINDOW_GAPS * meanGapMs, horizonMs)),
    serviceScv: orNull(scv(moments(values.serviceMs))),
    metrics,
    bodyInCallShare: orNull(bodyInCallShare(columns, cell)),
    classes: classFigures(columns, counts.released, cell.classes),
    queueLength: { mean: queue.mean, max: queue.max },
    littleResidual,
    sleep: facts.sleep,
    ...startCosts(columns, windowMs, {
      discipline: cell.discipline,
      shortestSleepMs: facts.sleep?.shortestMs ?? null,
    }),
    lateBeyondIdealMs: orNull(moments(lateBeyondIdeal(columns, times.idealWaitMs)).mean),
    stability,
    ...judgeSteadiness(values.waitMs, cell),
    histograms: Object.fromEntries(
      // Bodies that never await hold the loop as long as their service takes.
      [...HISTOGRAMS, ...(cell.body === "cpu" ? [] : ["busyMs" as const])]
        .map((metric) => [metric, encodeHistogram(sorted[metric])]),
    ),
    timeLine: timeLine(queue.bins, result, windowMs, lag.heartbeatIdleMs),
    calibration: {
      heartbeatIdleMs: lag.heartbeatIdleMs,
      probeIdleMs: lag.probeIdleMs,
      clockErrorMs: facts.clockErrorMs,
    },
    phasesMs: facts.phasesMs,
    firstFailure: facts.firstFailure,
    warnings: findWarnings(),
  };

  function findWarnings(): Warning[] {
    const warnings: Warning[] = [];
    const warn = (code: string, message: string) => warnings.push({ code, message });
    const missed = arrivalRatePerSecond / offeredRatePerSecond - 1;
    if (Math.abs(missed) > RATE_TOLERANCE) {
      warn(
        "offered-rate-missed",
        `tasks were released at ${arrivalRatePerSecond.toFixed(1)}/s instead of ` +
          `${offeredRatePerSecond.toFixed(1)}/s (${(missed * 100).toFixed(1)} %)`,
      );
    }
    const { end } = facts.closedLoop ?? { end: "planned" };
    if (end !== "planned") {
      const why = end === "out-of-rows"
        ? "more tasks came than there was room for"
        : "fewer tasks came in five times the time that they should take";
      warn(
        "ended-early",
        `users came for ${horizonMs.toFixed(1)} ms only and sent ${counts.released} tasks: ${why}`,
      );
    }
    if (counts.released < counts.offered) {
      warn(
        "cut-short",
        `${counts.offered - counts.released} of ${counts.offered} tasks were never released: ` +
          "the producer had fallen behind when the grace time ended",
      );
    }
    const stoppedMs = identity.cell.placement === "outside" ? longestStop(columns) : 0;
    if (stoppedMs > STOPPED_PRODUCER_MS) {
      warn(
        "producer-stopped",
        `the producer, alone on its thread and with nothing else to do, released a task ` +
          `${
            stoppedMs.toFixed(1)
          } ms late: the machine was busy elsewhere, and the loop may have ` +
          "been stopped as well",
      );
    }
    if (facts.repeats > 0) {
      warn("task-repeated", `the strategy ran ${facts.repeats} tasks more than once`);
    }
    if (facts.strangers > 0) {
      warn(
        "task-unknown",
        `the strategy ran ${facts.strangers} tasks that it had never been given`,
      );
    }
    if (counts.failed > 0) {
      warn("tasks-failed", `${counts.failed} bodies threw, the first with "${facts.firstFailure}"`);
    }
    const meanOverhead = metrics.dispatchOverheadMs.mean ?? 0;
    if (stability.state === "stable" && meanOverhead < -NEGATIVE_OVERHEAD_TOLERANCE_MS) {
      warn(
        "negative-overhead",
        `the mean dispatch overhead is ${(meanOverhead * 1000).toFixed(1)} µs: tasks were not ` +
          "served in order of arrival, or the stamps are wrong",
      );
    }
    if (!facts.closed) warn("close-hung", "the strategy did not close within 2 s");
    return warnings;
  }
}

function timeLine(
  inSystem: readonly number[],
  { lag }: TrialResult,
  windowMs: number,
  idleMs: number,
): TimeLine {
  const binMs = windowMs / TIME_LINE_BINS;
  const loopLagMaxMs: (number | null)[] = Array(TIME_LINE_BINS).fill(null);
  lag.heartbeatAt.forEach((atMs, beat) => {
    const bin = Math.floor(atMs / binMs);
    if (bin < 0 || bin >= TIME_LINE_BINS) return;
    const lagMs = Math.max(0, lag.heartbeatLag[beat] - idleMs);
    loopLagMaxMs[bin] = round(Math.max(loopLagMaxMs[bin] ?? 0, lagMs));
  });
  return { binMs, inSystem: inSystem.map(round), loopLagMaxMs };
}

/** By how much each task that started was released later than an ideal server would have come to it. */
function lateBeyondIdeal({ released, intended }: Columns, idealWaitMs: Float64Array): Float64Array {
  return finite(
    idealWaitMs.map((idealMs, task) => Math.max(0, released[task] - intended[task] - idealMs)),
  );
}

function residual(length: number, expected: number): number {
  return length === 0 ? 0 : Math.abs(length - expected) / length;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}

function mapMetrics<Name extends Metric, From, To>(
  record: Readonly<Record<Name, From>>,
  map: (value: From) => To,
): Record<Name, To> {
  return Object.fromEntries(
    Object.entries(record).map(([metric, value]) => [metric, map(value as From)]),
  ) as Record<Name, To>;
}
