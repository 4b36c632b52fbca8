import { clockCostNs, clockResolutionNs, createClock, localTimeMs } from "../trial/clock.ts";
import { startThread } from "../trial/thread.ts";
import { measureHandOvers } from "./hand_over.ts";
import type { HostMeasurements } from "./host_report.ts";
import { measureLag } from "./lag.ts";
import { measureLateness } from "./lateness.ts";
import { measureNoise } from "./noise.ts";
import { measureTimers } from "./timers.ts";

/** How thoroughly a host is examined. */
export interface ExamineOptions {
  /** Multiplies the number of samples; all of them take about 5 s. @default 1 */
  readonly scale?: number;
}

/**
 * Measures the calling thread's event loop and the threads around it, one thing after the other.
 *
 * @param options How thoroughly.
 * @returns What was measured.
 */
export async function examineHost(options: ExamineOptions = {}): Promise<HostMeasurements> {
  const { scale = 1 } = options;
  const epochMs = localTimeMs();
  const examination = {
    clock: createClock(epochMs),
    epochMs,
    sized: (usual: number) => Math.max(10, Math.round(usual * scale)),
  };
  using heartbeat = await startThread(new URL("../trial/heartbeat_worker.ts", import.meta.url));
  return {
    clock: {
      resolutionNs: clockResolutionNs(),
      costNs: clockCostNs(),
      alignmentErrorNs: heartbeat.alignment.errorMs * 1e6,
    },
    timers: await measureTimers(examination),
    handOverMs: await measureHandOvers(examination, heartbeat),
    latenessMs: await measureLateness(examination),
    noise: measureNoise(examination),
    lag: await measureLag(examination, heartbeat),
  };
}
