/**
 * Task numbers as frames of four bytes on a stream socket.
 *
 * @module
 */
const FRAME_BYTES = 4;

/** Sends frames in order without making the caller wait. */
export interface FrameWriter {
  /** Queues a frame; it leaves at once unless an earlier write is still under way. */
  write(task: number): void;
  /** Resolves when all frames have left or the connection is gone. */
  finish(): Promise<void>;
}

/**
 * Makes a writer. Frames that come while a write is under way leave together with the next one, as
 * on any buffered socket stream.
 *
 * @param connection Where to; whoever opened it closes it.
 * @returns The writer.
 */
export function createFrameWriter(connection: Deno.Conn): FrameWriter {
  let queued: number[] = [];
  let sending: Promise<void> | null = null;

  async function send(): Promise<void> {
    try {
      while (queued.length > 0) {
        const bytes = new Uint8Array(Int32Array.from(queued).buffer);
        queued = [];
        for (let sent = 0; sent < bytes.length;) {
          sent += await connection.write(bytes.subarray(sent));
        }
      }
    } catch (error) {
      if (!isClosed(error)) throw error;
    } finally {
      sending = null;
    }
  }

  return {
    write(task) {
      queued.push(task);
      sending ??= send();
    },
    finish: async () => void await sending,
  };
}

/**
 * Reads frames until the stream ends or the connection is closed on either side.
 *
 * @param connection Where from.
 * @param take Called once a frame, in order.
 */
export async function readFrames(
  connection: Deno.Conn,
  take: (task: number) => void,
): Promise<void> {
  const buffer = new Uint8Array(64 * 1024);
  const view = new DataView(buffer.buffer);
  let filled = 0;
  try {
    while (true) {
      const read = await connection.read(buffer.subarray(filled));
      if (read === null) return;
      filled += read;
      const whole = filled - filled % FRAME_BYTES;
      for (let at = 0; at < whole; at += FRAME_BYTES) take(view.getInt32(at, true));
      buffer.copyWithin(0, whole, filled);
      filled -= whole;
    }
  } catch (error) {
    if (!isClosed(error)) throw error;
  }
}

function isClosed(error: unknown): boolean {
  return error instanceof Deno.errors.BadResource || error instanceof Deno.errors.Interrupted ||
    error instanceof Deno.errors.ConnectionReset || error instanceof Deno.errors.BrokenPipe;
}
