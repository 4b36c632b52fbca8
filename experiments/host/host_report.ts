/**
 * What `doctor` found on a host: plain data with the unit in every name.
 *
 * @module
 */
import type { Distribution } from "../record.ts";
import type { Environment } from "../study_document.ts";

/** Ways to hand something to an event loop, the quickest first. */
export const HAND_OVERS = [
  "microtask",
  "immediate",
  "message-channel",
  "tcp-echo",
  "shared-memory",
  "worker-message",
  "tcp-reply",
] as const;

/**
 * One of {@link HAND_OVERS}. The first four stay on one thread, and `tcp-echo` is a round trip; the
 * last three come from another thread and wake a loop that sleeps.
 */
export type HandOver = typeof HAND_OVERS[number];

/** How late a timer fires. */
export interface TimerFinding {
  /** The delay asked for, in ms. */
  readonly askedMs: number;
  /** The delay received, in ms. */
  readonly actualMs: Distribution;
}

/** What each instrument says about a loop that was blocked on purpose. */
export interface LagFinding {
  /** How often it was blocked. */
  readonly blocks: number;
  /** Length of a block by the clock, in ms: the truth. This and what follows are medians. */
  readonly trueStallMs: number;
  /** Share of the time in which the loop was blocked: a lower bound of its utilization. */
  readonly trueUtilization: number;
  /** Longest loop lag within a block, as a trial derives it from heartbeat and probe, in ms. */
  readonly heartbeatStallMs: number;
  /** Maximum of `monitorEventLoopDelay` over a block and the pause after it, in ms. */
  readonly monitorStallMs: number;
  /** What `eventLoopUtilization` says. */
  readonly reportedUtilization: number;
}

/** What was measured in a child process that is confined as a trial's is. */
export interface HostMeasurements {
  /** The clock of the loop's thread. */
  readonly clock: {
    /** Smallest step that was seen, in ns. */
    readonly resolutionNs: number;
    /** Cost of a reading, in ns. */
    readonly costNs: number;
    /** Bound of the error of a stamp taken on another thread, in ns. */
    readonly alignmentErrorNs: number;
  };
  /** Timers of several delays. */
  readonly timers: readonly TimerFinding[];
  /** From handing over to arrival, in ms. */
  readonly handOverMs: Readonly<Record<HandOver, Distribution>>;
  /** How late a trial's producers release, in ms. */
  readonly latenessMs: {
    /** On a thread of its own, spinning, 10,000 a second. */
    readonly spinning: Distribution;
    /** On the loop, by timers and immediates, at exponential gaps of 2.5 ms on average. */
    readonly onLoop: Distribution;
  };
  /** What a loop that never rests is robbed of. */
  readonly noise: {
    /** How long it was watched, in ms. */
    readonly watchedMs: number;
    /** Longest gap between two readings of the clock, in ms. */
    readonly longestGapMs: number;
    /** Share of the time in gaps of more than 50 µs. */
    readonly stolenShare: number;
  };
  /** Our loop lag and the runtime's own. */
  readonly lag: LagFinding;
}

/** Everything that `doctor` knows of a host. */
export interface HostReport extends HostMeasurements {
  /** Version of this report. */
  readonly schema: "dispatch-lab/host@1";
  /** Machine and software. */
  readonly environment: Environment;
}
