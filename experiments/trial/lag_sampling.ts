import { type HeartbeatOptions, type LagSamples, startHeartbeat } from "./heartbeat.ts";
import { startProbe } from "./probe.ts";
import type { Thread } from "./thread.ts";

/** What both ways of sampling loop lag saw. Times are ms since the clock's epoch. */
export interface LagSampling {
  /** What heartbeats met. */
  readonly beats: LagSamples;
  /** When the in-loop probe fired, ascending. */
  readonly firedMs: Float64Array;
}

// A timer that fires each ms, and a stretch to spare for an end that comes late.
const PROBE_RESERVE = 1000;

/**
 * Starts heartbeats and the in-loop probe beside each other.
 *
 * @param thread Runs `heartbeat_worker.ts`.
 * @param options Of the heartbeats; the probe runs as long.
 * @returns Ends both and returns what they saw.
 */
export function startLagSampling(
  thread: Thread,
  options: HeartbeatOptions,
): () => Promise<LagSampling> {
  const beats = startHeartbeat(thread, options);
  const probe = startProbe(options.clock, Math.ceil(options.durationMs) + PROBE_RESERVE);
  return async () => ({ beats: await beats.stop(), firedMs: probe.stop() });
}
