/**
 * Loop lag as an arriving event meets it. Another thread posts heartbeats at exponential gaps and
 * stamps each; the loop stamps when it serves them. Poisson arrivals see time averages (Wolff 1982),
 * so a stall of d ms weighs d ms in the distribution, not one sample.
 *
 * @module
 */
import type { Clock } from "./clock.ts";
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

/** What the heartbeat's thread is asked. */
export interface HeartbeatRequest {
  /** {@link BEAT_COUNT} and {@link BEAT_STOP}. */
  readonly control: SharedArrayBuffer;
  /** Receives the stamp of each heartbeat. */
  readonly sent: SharedArrayBuffer;
  /** When heartbeats are due, in ms since the epoch. */
  readonly dueMs: Float64Array;
  /** The epoch in the thread's local time. */
  readonly epochMs: number;
}

/** Index of the number of heartbeats sent; the loop waits on it. */
export const BEAT_COUNT = 0;
/** Index of the flag that ends the thread's round; the thread sleeps on it. */
export const BEAT_STOP = 1;

/** How a heartbeat is started. */
export interface HeartbeatOptions {
  /** The loop's clock. */
  readonly clock: Clock;
  /** The clock's epoch in the loop's local time, in ms. */
  readonly epochMs: number;
  /** When heartbeats are due, in ms since the epoch, ascending. */
  readonly dueMs: Float64Array;
}

/**
 * Starts sampling.
 *
 * @param thread Runs `heartbeat_worker.ts`.
 * @param options When, and against which clock.
 * @returns The sampler.
 */
export function startHeartbeat(thread: Thread, options: HeartbeatOptions): LagSampler {
  const { clock, epochMs, dueMs } = options;
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
