/**
 * Blocks the loop on purpose and asks every instrument what it saw.
 *
 * @module
 */
import { monitorEventLoopDelay, performance as nodePerformance } from "node:perf_hooks";
import { median } from "../../reports/stats/quantiles.ts";
import { type LagSampling, startLagSampling } from "../trial/lag_sampling.ts";
import { deriveLoopLag } from "../trial/loop_lag.ts";
import type { Thread } from "../trial/thread.ts";
import { type Examination, pause } from "./_samples.ts";
import type { LagFinding } from "./host_report.ts";

const BLOCKS = 3;
const BLOCK_MS = 50;
const PAUSE_MS = 100;
const IDLE_MS = 300;
// Far more than it takes; heartbeat and probe are planned for so long.
const MOST_MS = 10_000;
const HEARTBEAT_GAP_MS = 2;
const MONITOR_RESOLUTION_MS = 10;

/**
 * Compares the instruments for loop lag with the truth, block by block: a machine that stalls the
 * whole process at some other moment must not be held against either.
 *
 * @param examination Clock and sizes.
 * @param heartbeat Runs `heartbeat_worker.ts`.
 * @returns What each of them saw.
 */
export async function measureLag(
  examination: Examination,
  heartbeat: Thread,
): Promise<LagFinding> {
  const { clock } = examination;
  const idle = await sampleLag(examination, heartbeat, () => pause(IDLE_MS));
  const monitor = monitorEventLoopDelay({ resolution: MONITOR_RESOLUTION_MS });
  const { result, beats, firedMs } = await sampleLag(examination, heartbeat, async () => {
    const beganMs = clock.now();
    const before = nodePerformance.eventLoopUtilization();
    const blocks: Block[] = [];
    monitor.enable();
    await pause(PAUSE_MS);
    for (let index = 0; index < BLOCKS; index++) {
      monitor.reset();
      const { startMs, lengthMs } = spin(clock.now);
      await pause(PAUSE_MS);
      blocks.push({ startMs, lengthMs, monitorMs: monitor.max / 1e6 });
    }
    monitor.disable();
    const { utilization } = nodePerformance.eventLoopUtilization(before);
    return { blocks, utilization, windowMs: clock.now() - beganMs };
  });
  const { blocks, utilization, windowMs } = result;
  return {
    blocks: BLOCKS,
    trueStallMs: median(blocks.map(({ lengthMs }) => lengthMs)),
    trueUtilization: blocks.reduce((sum, { lengthMs }) => sum + lengthMs, 0) / windowMs,
    heartbeatStallMs: median(blocks.map(heartbeatStallMs)),
    monitorStallMs: median(blocks.map(({ monitorMs }) => monitorMs)),
    reportedUtilization: utilization,
  };

  /** As a trial derives it, with the block as its window. */
  function heartbeatStallMs({ startMs, lengthMs }: Block): number {
    const since = (times: Float64Array) => times.map((ms) => ms - startMs);
    const { heartbeatMs } = deriveLoopLag({
      heartbeatAt: since(beats.atMs),
      heartbeatLag: beats.lagMs,
      probeFired: since(firedMs),
      idleLag: idle.beats.lagMs,
      idleFired: idle.firedMs,
    }, lengthMs);
    return heartbeatMs.at(-1) ?? 0;
  }
}

interface Block {
  readonly startMs: number;
  readonly lengthMs: number;
  readonly monitorMs: number;
}

/** What both of our samplers saw beside something else. */
async function sampleLag<Result>(
  { clock, epochMs }: Examination,
  heartbeat: Thread,
  during: () => Promise<Result>,
): Promise<LagSampling & { readonly result: Result }> {
  const stop = startLagSampling(heartbeat, {
    clock,
    epochMs,
    meanGapMs: HEARTBEAT_GAP_MS,
    durationMs: MOST_MS,
    seed: 1,
  });
  const result = await during();
  return { result, ...await stop() };
}

function spin(now: () => number): { startMs: number; lengthMs: number } {
  const startMs = now();
  let nowMs = startMs;
  while (nowMs - startMs < BLOCK_MS) nowMs = now();
  return { startMs, lengthMs: nowMs - startMs };
}
