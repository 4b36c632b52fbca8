/**
 * What a host must be able to do, as a table: each row says what is looked at, what it should be and
 * why. `doctor` prints it, `judgeHost` draws the verdict from it.
 *
 * @module
 */
import type { HostReport } from "./host_report.ts";

/** How much a missed limit weighs, the lightest first. `note` does not touch the verdict. */
export type CheckLevel = "ok" | "note" | "limited" | "unfit";

/**
 * Whose figures a check concerns: those of every trial, or only of trials whose producer is on another
 * thread (`outside`) or on the loop (`inside`).
 */
export type CheckScope = "every-trial" | "outside" | "inside";

/** One thing that is looked at. */
export interface HostCheck {
  /** Stable name: `clock-resolution`. */
  readonly code: string;
  /** Whose figures it concerns. */
  readonly concerns: CheckScope;
  /** What it is, for people. */
  readonly what: string;
  /** The unit of value and limits; empty for plain numbers. */
  readonly unit: "" | "ns" | "µs" | "ms" | "%";
  /** Whether the limits are the most or the least that is allowed. */
  readonly bound: "at most" | "at least";
  /** The limit of each level that the check can reach. */
  readonly limits: Readonly<Partial<Record<Exclude<CheckLevel, "ok">, number>>>;
  /** What a missed limit means for a measurement. */
  readonly because: string;
  /** Finds the value in a report; null if nothing could be measured, which misses every limit. */
  readonly read: (report: HostReport) => number | null;
}

/** The rows, in the order in which they are printed. */
export const HOST_CHECKS: readonly HostCheck[] = [
  {
    code: "cores",
    concerns: "every-trial",
    what: "cores",
    unit: "",
    bound: "at least",
    limits: { unfit: 2 },
    because: "an outside producer and the heartbeat need a core beside the loop's",
    read: ({ environment }) => environment.cores,
  },
  {
    code: "load-average",
    concerns: "every-trial",
    what: "load of the last minute, per core",
    unit: "",
    bound: "at most",
    // Two busy threads on two cores leave no room. An average lags behind, so it never makes unfit.
    limits: { limited: 0.5 },
    because: "something else is running; end it, or wait a minute and look again",
    read: ({ environment }) => (environment.loadAverage[0] ?? 0) / environment.cores,
  },
  {
    code: "clock-resolution",
    concerns: "every-trial",
    what: "clock resolution",
    unit: "ns",
    bound: "at most",
    // The quickest hand-over takes 0.2 µs, the next one 1 to 2 µs.
    limits: { unfit: 1000 },
    because: "the quick strategies differ by less than one step of the clock",
    read: ({ clock }) => clock.resolutionNs,
  },
  {
    code: "clock-cost",
    concerns: "every-trial",
    what: "cost of reading the clock",
    unit: "ns",
    bound: "at most",
    // Five stamps a task: 2.5 µs, as much as a whole hand-over by setImmediate.
    limits: { limited: 500 },
    because: "a task is stamped five times, and the stamps would weigh more than the dispatch",
    read: ({ clock }) => clock.costNs,
  },
  {
    code: "clock-alignment",
    concerns: "outside",
    what: "error between two threads' clocks",
    unit: "µs",
    bound: "at most",
    // A hand-over between threads takes some 50 µs: a tenth of it, and twice as much as it.
    limits: { limited: 5, unfit: 100 },
    because: "waits between threads are uncertain by as much",
    read: ({ clock }) => clock.alignmentErrorNs / 1000,
  },
  {
    code: "timer-overshoot",
    concerns: "inside",
    what: "setTimeout(10) fires late by, p50",
    unit: "ms",
    bound: "at most",
    // TIMER_SLACK_MS of the in-loop producer.
    limits: { limited: 3 },
    because: "the in-loop producer wakes 3 ms before a deadline and would miss it",
    read: ({ timers }) => {
      const timer = timers.find(({ askedMs }) => askedMs === 10);
      return timer === undefined ? null : less(timer.actualMs.p50, timer.askedMs);
    },
  },
  {
    code: "wake-up",
    concerns: "every-trial",
    what: "hand-over through shared memory, p50",
    unit: "µs",
    bound: "at most",
    limits: { limited: 1000 },
    because: "waking the loop takes so long that heartbeats cannot see shorter stalls",
    read: ({ handOverMs }) => inMicroseconds(handOverMs["shared-memory"].p50),
  },
  {
    code: "spinning-lateness-p50",
    concerns: "outside",
    what: "spinning producer's lateness, p50",
    unit: "µs",
    bound: "at most",
    // A spinning thread that has its core to itself is late by half a reading of the clock.
    limits: { limited: 1 },
    because: "the outside producer does not have a core to itself",
    read: ({ latenessMs }) => inMicroseconds(latenessMs.spinning.p50),
  },
  {
    code: "spinning-lateness-p99",
    concerns: "outside",
    what: "spinning producer's lateness, p99",
    unit: "µs",
    bound: "at most",
    // 100 µs is one gap at 10,000 a second; 1 ms is what a scheduler's time slice looks like.
    limits: { limited: 100, unfit: 1000 },
    because: "the outside producer is stopped now and then, and tail waits include that",
    read: ({ latenessMs }) => inMicroseconds(latenessMs.spinning.p99),
  },
  {
    code: "loop-lateness-p50",
    concerns: "inside",
    what: "in-loop producer's lateness, p50",
    unit: "µs",
    bound: "at most",
    // Ten turns of an idle loop.
    limits: { limited: 20 },
    because: "an idle loop should turn every few µs",
    read: ({ latenessMs }) => inMicroseconds(latenessMs.onLoop.p50),
  },
  {
    code: "loop-lateness-p99",
    concerns: "inside",
    what: "in-loop producer's lateness, p99",
    unit: "µs",
    bound: "at most",
    limits: { limited: 1000 },
    because: "the loop's thread is stopped now and then, and tail waits include that",
    read: ({ latenessMs }) => inMicroseconds(latenessMs.onLoop.p99),
  },
  {
    code: "stolen-time",
    concerns: "every-trial",
    what: "time stolen from a spinning loop",
    unit: "%",
    bound: "at most",
    // Service times grow by this share, and utilization with them.
    limits: { limited: 5, unfit: 20 },
    because: "service times are inflated by other work on this machine",
    read: ({ noise }) => noise.stolenShare * 100,
  },
  {
    code: "longest-gap",
    concerns: "every-trial",
    what: "longest gap in a spinning loop",
    unit: "ms",
    bound: "at most",
    limits: { limited: 10 },
    because: "maxima show this machine's scheduler, not the strategies",
    read: ({ noise }) => noise.longestGapMs,
  },
  {
    code: "heartbeat-error",
    concerns: "every-trial",
    what: "error of our loop lag",
    unit: "%",
    bound: "at most",
    // The probe bounds a stall to one period of the shortest timer, 4 % of these blocks.
    limits: { limited: 20 },
    because: "loop lag is not to be trusted here",
    read: ({ lag }) => errorPercent(lag.heartbeatStallMs, lag.trueStallMs),
  },
  {
    code: "monitor-error",
    concerns: "every-trial",
    what: "error of monitorEventLoopDelay",
    unit: "%",
    bound: "at most",
    limits: { note: 20 },
    because: "the runtime's own figure is wrong; dispatch-lab does not use it, nor should you",
    read: ({ lag }) => errorPercent(lag.monitorStallMs, lag.trueStallMs),
  },
  {
    code: "utilization-error",
    concerns: "every-trial",
    what: "missing in eventLoopUtilization",
    unit: "%",
    bound: "at most",
    // Only what is missing is an error: the loop also did other things than being blocked.
    limits: { note: 20 },
    because: "the runtime's own figure is wrong; dispatch-lab does not use it, nor should you",
    read: ({ lag }) =>
      Math.max(0, lag.trueUtilization - lag.reportedUtilization) / lag.trueUtilization * 100,
  },
];

/** A check with what it found. */
export interface CheckResult {
  /** The row of the table. */
  readonly check: HostCheck;
  /** What was measured, in the check's unit; null if nothing could be. */
  readonly value: number | null;
  /** The gravest level whose limit is missed. */
  readonly level: CheckLevel;
  /** The limit that was missed; if none was, the strictest. */
  readonly limit: number;
}

/**
 * Holds a report against the table.
 *
 * @param report What was measured.
 * @returns A result for each of {@link HOST_CHECKS}.
 */
export function checkHost(report: HostReport): readonly CheckResult[] {
  return HOST_CHECKS.map((check) => {
    const value = check.read(report);
    const misses = (limit: number) =>
      value === null || (check.bound === "at most" ? !(value <= limit) : !(value >= limit));
    const given = LEVELS.flatMap((level) => {
      const limit = check.limits[level];
      return limit === undefined ? [] : [{ level, limit }];
    });
    const missed = given.find(({ limit }) => misses(limit));
    return { check, value, ...(missed ?? { level: "ok", limit: given.at(-1)!.limit }) };
  });
}

const LEVELS = ["unfit", "limited", "note"] as const;

function less(value: number | null, subtrahend: number): number | null {
  return value === null ? null : value - subtrahend;
}

function inMicroseconds(ms: number | null): number | null {
  return ms === null ? null : ms * 1000;
}

function errorPercent(value: number, truth: number): number {
  return Math.abs(value - truth) / truth * 100;
}
