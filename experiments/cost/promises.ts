import { localTimeMs } from "../trial/clock.ts";
import { describeBursts, rest } from "./burst.ts";
import type { BurstResult, CostRequest } from "./cost_record.ts";
import { openPromiseApi, type PromiseApi } from "./promise_apis.ts";
import { type Burst, repeatBursts } from "./repeat_bursts.ts";

/**
 * Hands bursts of functions over and waits until the last promise has settled. All APIs serve in order,
 * so the last promise is that of the last function; that all have run is checked.
 *
 * @param request Whom to measure.
 * @returns What a function costs.
 * @throws {Error} If a function had not run when the last promise settled.
 */
export async function measurePromises(
  { api: spec, tasks }: Extract<CostRequest, { kind: "promises" }>,
): Promise<BurstResult> {
  const api = await openPromiseApi(spec, tasks);

  async function burst(count: number): Promise<Burst> {
    const counter = { ran: 0 };
    const beganMs = localTimeMs();
    await submitAll(api, count, counter);
    const durationMs = localTimeMs() - beganMs;
    if (counter.ran !== count) {
      throw new Error(`the last promise settled when ${counter.ran} of ${count} had run`);
    }
    await rest();
    return { ran: count, dropped: 0, durationMs };
  }

  const bursts = await repeatBursts({ tasks, longestMs: null }, burst);
  await api.close();
  return describeBursts("promises", bursts);
}

function submitAll(
  api: PromiseApi,
  count: number,
  counter: { ran: number },
): Promise<unknown> {
  let last: Promise<unknown> = Promise.resolve();
  for (let left = count; left > 0; left--) {
    // A function a task, as users write it, and as much for the collector as they give it.
    last = api.submit(() => {
      counter.ran++;
    });
  }
  return last;
}
