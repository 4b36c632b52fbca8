import { serversOf } from "../record.ts";
import { describe } from "../trial/distribution.ts";
import { loadStrategy } from "../trial/load_strategy.ts";
import { runTrial } from "../trial/run_trial.ts";
import type { TrialSpec } from "../trial/spec.ts";
import { type CostRequest, isAligned, type WakeFigures, type WakeResult } from "./cost_record.ts";

// Shorter times than this are not told from none by the clock, and none would have no logarithm.
const SHORTEST_MS = 1e-5;

/**
 * Runs a trial at each pace, one after the other in this process.
 *
 * @param request The trials.
 * @param scratchPath Path at which the strategy may make one file or socket.
 * @returns How long tasks waited for their start.
 * @throws {Error} If no task started.
 */
export async function measureWake(
  { trials }: Extract<CostRequest, { kind: "wake" }>,
  scratchPath: string,
): Promise<WakeResult> {
  return {
    kind: "wake",
    paces: {
      busy: await measurePace(trials.busy, scratchPath),
      idle: await measurePace(trials.idle, scratchPath),
    },
  };
}

/** Once more where two threads' clocks could not be aligned well enough: the machine was busy. */
async function measurePace(spec: TrialSpec, scratchPath: string): Promise<WakeFigures> {
  const figures = await figuresOf(spec, scratchPath);
  return isAligned(figures) ? figures : await figuresOf(spec, scratchPath);
}

async function figuresOf(spec: TrialSpec, scratchPath: string): Promise<WakeFigures> {
  const file = new URL("../../LICENSE", import.meta.url);
  const { strategy, values } = await loadStrategy(spec.strategy);
  const { columns: { started, released }, facts } = await runTrial(spec, file, scratchPath);
  const waitsMs = started.map((ms, task) => ms - released[task]).filter(Number.isFinite);
  const { count, p50, p99 } = describe(waitsMs);
  if (p50 === null || p99 === null) throw new Error("no task started");
  const isOneThread = spec.placement === "inside" &&
    serversOf(strategy.discipline(values)) === null;
  return {
    started: count,
    p50Ms: Math.max(SHORTEST_MS, p50),
    p99Ms: Math.max(SHORTEST_MS, p99),
    clockErrorMs: isOneThread ? 0 : facts.clockErrorMs,
  };
}
