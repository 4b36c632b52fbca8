/**
 * Slow-downs of known size, put into trials of a real machine.
 *
 * @module
 */
import { hashModule } from "../study/hash_module.ts";
import type { TrialSpec } from "../trial/spec.ts";
import type { Demand } from "../workload/demand.ts";

/** Changes what a trial is told. */
export type AlterTrial = (spec: TrialSpec) => TrialSpec;

/**
 * Tasks that take longer.
 *
 * @param factor By which every demand is multiplied, above 0.
 * @returns Alters trials of any workload; bodies of a user's own are free to ignore it.
 */
export function slowService(factor: number): AlterTrial {
  return (spec) => ({
    ...spec,
    workload: { ...spec.workload, demand: scaled(spec.workload.demand, factor) },
  });
}

function scaled(demand: Demand, factor: number): Demand {
  return demand.kind === "replay"
    ? { ...demand, demandMs: demand.demandMs.map((value) => value * factor) }
    : { ...demand, meanMs: demand.meanMs * factor };
}

/**
 * A loop that takes 50 µs longer to wake up.
 *
 * @param signal Ends the preparation.
 * @returns Alters trials of `queue-notified` with its producer inside.
 * @throws {RangeError} If the strategy that does it cannot be read; one line.
 */
export async function slowWakeUp(signal?: AbortSignal): Promise<AlterTrial> {
  const url = new URL("./slow_waking_queue.ts", import.meta.url);
  const sha256 = await hashModule(url, signal);
  const strategy = {
    name: "queue-notified-slow-waking",
    values: {},
    module: { url: url.href, sha256 },
  };
  return (spec) => ({ ...spec, strategy });
}
