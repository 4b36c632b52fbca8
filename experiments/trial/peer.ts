/**
 * The loopback peer of workloads that do I/O: a TCP server on another thread that answers each
 * request after the delay that the schedule demands, and stamps when it did.
 *
 * @module
 */
import { createFrameWriter, readFrames } from "../../strategies/frames.ts";
import type { Thread } from "./thread.ts";

/** The loop's connection to the peer. */
export interface PeerClient {
  /**
   * Sends a request; its delay is the task's demand.
   *
   * @param task Number of the task.
   * @returns Resolves when the reply has been read.
   */
  request(task: number): Promise<void>;
  /** When the peer sent each reply, in ms since the epoch: the moment the I/O completed. */
  readonly repliedMs: Float64Array;
  /** Closes the connection and the peer's server. */
  close(): Promise<void>;
}

/** What the peer's thread is asked. */
export type PeerRequest =
  | {
    readonly kind: "listen";
    /** Delay of each reply, in ms. */
    readonly delayMs: Float64Array;
    /** Receives the stamp of each reply. */
    readonly replied: SharedArrayBuffer;
    /** The epoch in the thread's local time. */
    readonly epochMs: number;
  }
  | { readonly kind: "close" };

/**
 * Starts the server on its thread and connects to it.
 *
 * @param thread Runs `peer_worker.ts`.
 * @param delayMs Delay of each task's reply, in ms.
 * @param epochMs The trial's epoch in the loop's local time.
 * @returns The connection.
 */
export async function connectPeer(
  thread: Thread,
  delayMs: Float64Array,
  epochMs: number,
): Promise<PeerClient> {
  const repliedMs = new Float64Array(new SharedArrayBuffer(8 * Math.max(1, delayMs.length)));
  const port = await thread.call<number>(
    {
      kind: "listen",
      delayMs,
      replied: repliedMs.buffer as SharedArrayBuffer,
      epochMs: epochMs + thread.alignment.offsetMs,
    } satisfies PeerRequest,
  );
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  connection.setNoDelay(true);
  const requests = createFrameWriter(connection);
  const waiting = new Map<number, () => void>();
  const reading = readFrames(connection, (task) => {
    waiting.get(task)?.();
    waiting.delete(task);
  });
  return {
    repliedMs,
    request: (task) =>
      new Promise((resolve) => {
        waiting.set(task, resolve);
        requests.write(task);
      }),
    async close() {
      connection.close();
      await reading;
      await thread.call({ kind: "close" } satisfies PeerRequest);
    },
  };
}
