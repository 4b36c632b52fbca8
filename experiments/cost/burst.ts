import { median } from "../../reports/stats/quantiles.ts";
import { loadStrategy } from "../trial/load_strategy.ts";
import { type BareHost, createBareHost } from "./bare_host.ts";
import type { BurstResult, CostRequest } from "./cost_record.ts";
import { type Burst, type Bursts, repeatBursts } from "./repeat_bursts.ts";

/**
 * Dispatches bursts of tasks that do nothing from the calling thread's event loop. Where dispatch
 * returns a promise, the burst goes on when it settles.
 *
 * @param request Whom to measure.
 * @param scratchPath Path at which the strategy may make one file or socket.
 * @returns What a task costs.
 */
export async function measureBurst(
  { strategy: spec, size }: Extract<CostRequest, { kind: "burst" }>,
  scratchPath: string,
): Promise<BurstResult> {
  const { strategy, values } = await loadStrategy(spec);
  const bare = createBareHost({ capacity: size.tasks, scratchPath });
  const dispatcher = await strategy.open(bare.host, values);
  const dispatch = strategy.usesWait === true
    ? stamped(dispatcher.dispatch!, bare)
    : dispatcher.dispatch!;

  async function burst(tasks: number): Promise<Burst> {
    const settled = bare.expect(tasks);
    const beganMs = bare.clock.now();
    for (let next = 0; next < tasks;) {
      const { accepted, held } = dispatchFrom(dispatch, next, tasks);
      if (held !== null) await held;
      next = accepted;
    }
    const { ran, dropped, endMs } = await settled;
    await rest();
    return { ran, dropped, durationMs: endMs - beganMs };
  }

  const bursts = await repeatBursts(size, burst);
  await dispatcher.close();
  return describeBursts("burst", bursts);
}

/**
 * Sums bursts up.
 *
 * @param kind What the bursts were of.
 * @param bursts At least one.
 * @returns The median burst.
 */
export function describeBursts(
  kind: BurstResult["kind"],
  { tasks, measured }: Bursts,
): BurstResult {
  return {
    kind,
    tasks,
    dropped: measured.reduce((sum, { dropped }) => sum + dropped, 0) / measured.length,
    bursts: measured.length,
    nsPerTask: median(measured.map(({ durationMs }) => durationMs * 1e6 / tasks)),
  };
}

/** A turn or two of the loop, in which what a burst left behind is cleared away. */
export function rest(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

type Dispatch = (task: number) => void | Promise<void>;

/** What a strategy that asks for waits pays for: a stamp a task. */
function stamped(dispatch: Dispatch, { clock: { now }, releasedMs }: BareHost): Dispatch {
  return (task) => {
    releasedMs[task] = now();
    return dispatch(task);
  };
}

/** Not in an async function, so that the loop over tasks is as plain as a user's. */
function dispatchFrom(
  dispatch: Dispatch,
  first: number,
  end: number,
): { accepted: number; held: Promise<void> | null } {
  for (let task = first; task < end; task++) {
    const held = dispatch(task);
    if (held !== undefined) return { accepted: task + 1, held };
  }
  return { accepted: end, held: null };
}
