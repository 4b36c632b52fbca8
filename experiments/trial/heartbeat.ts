/**
 * Loop lag as an arriving event meets it. Another thread posts heartbeats at exponential gaps and
 * stamps each; the loop stamps when it serves them. Poisson arrivals see time averages (Wolff 1982),
 * so a stall of d ms weighs d ms in the distribution, not one sample.
 *
 * @module
 */
import { planArrivals } from "../workload/arrivals.ts";
import { createRandom } from "../workload/random.ts";
import type { Clock } from "./clock.ts";
import { BEAT_COUNT, BEAT_STOP, type HeartbeatRequest } from "./heartbeat_request.ts";
import type { Thread } from "./thread.ts";

/** Samples of loop lag. */
export interface LagSamples {
  /** When the event came, in ms since the epoch. */
  readonly atMs: Float64Array;
  /** How much later the loop served it, in ms, the idle loop's own share included. */
  readonly lagMs: Float64Array;
}

/** A running sampler. */
export interface LagSampler {
  /** Ends sampling. An event that the loop still owes is served before this resolves. */
  stop(): Promise<LagSamples>;
}

/** How a heartbeat is started. */
export interface HeartbeatOptions {
  /** The loop's clock. */
  readonly clock: Clock;
  /** The clock's epoch in the loop's local time, in ms. */
  readonly epochMs: number;
  /** Mean gap between two heartbeats, in ms. */
  readonly meanGapMs: number;
  /** For how long there are heartbeats at the most, from now on, in ms. */
  readonly durationMs: number;
  /** Seeds the gaps. */
  readonly seed: number;
}

/**
 * Starts sampling.
 *
 * @param thread Runs `heartbeat_worker.ts`.
 * @param options When, and against which clock.
 * @returns The sampler.
 */
export function startHeartbeat(thread: Thread, options: HeartbeatOptions): LagSampler {
  const { clock, epochMs, meanGapMs, durationMs, seed } = options;
  const { intendedMs } = planArrivals(
    { kind: "poisson", ratePerSecond: 1000 / meanGapMs },
    { kind: "duration", durationMs },
    createRandom(seed),
  );
  const startMs = clock.now();
  const dueMs = intendedMs.map((ms) => startMs + ms);
  const control = new Int32Array(new SharedArrayBuffer(8));
  const sent = new Float64Array(new SharedArrayBuffer(8 * Math.max(1, dueMs.length)));
  const lag = new Float64Array(dueMs.length);
  let served = 0;

  async function listen(): Promise<void> {
    while (true) {
      const count = Atomics.load(control, BEAT_COUNT);
      const now = clock.now();
      for (; served < count; served++) lag[served] = now - sent[served];
      if (Atomics.load(control, BEAT_STOP) === 1) return;
      const wait = Atomics.waitAsync(control, BEAT_COUNT, count);
      if (wait.async) await wait.value;
    }
  }
  const listening = listen();
  const sending = thread.call<null>(
    {
      control: control.buffer,
      sent: sent.buffer,
      dueMs,
      epochMs: epochMs + thread.alignment.offsetMs,
    } satisfies HeartbeatRequest,
  );

  return {
    async stop() {
      Atomics.store(control, BEAT_STOP, 1);
      Atomics.notify(control, BEAT_STOP);
      await sending;
      Atomics.notify(control, BEAT_COUNT);
      await listening;
      return { atMs: sent.slice(0, served), lagMs: lag.slice(0, served) };
    },
  };
}
