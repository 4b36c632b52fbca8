/**
 * Dispatch over a stream socket, whatever carries it: the producer writes a frame a task, the loop
 * runs the body when the bytes arrive, and the frame goes back as an ack.
 *
 * @module
 */
import { createFrameWriter, readFrames } from "./frames.ts";
import type { Dispatcher, Endpoint, Host, Remote } from "./strategy.ts";

/** Where the loop listens. */
export interface StreamSource<Connection extends Deno.Conn> {
  /** Takes connections; closed with the dispatcher. */
  readonly listener: AsyncIterable<Connection> & Pick<Deno.Listener, "close">;
  /** What the producer's half needs to connect. */
  readonly endpoint: Endpoint;
  /** Called with each new connection. @default nothing */
  prepare?(connection: Connection): void;
}

/**
 * Opens the loop's half.
 *
 * @param host Runs the tasks.
 * @param source Where the loop listens.
 * @returns The dispatcher.
 */
export function serveStream<Connection extends Deno.Conn>(
  host: Host,
  { listener, endpoint, prepare }: StreamSource<Connection>,
): Dispatcher {
  const serving = new Map<Connection, Promise<void>>();
  let open = true;

  async function accept(): Promise<void> {
    for await (const connection of listener) {
      prepare?.(connection);
      // One that was accepted while the strategy closed.
      if (!open) connection.close();
      else serving.set(connection, serve(connection));
    }
  }

  async function serve(connection: Connection): Promise<void> {
    const acks = createFrameWriter(connection);
    await readFrames(connection, (task) => {
      if (!open) return;
      void host.run(task);
      acks.write(task);
    });
    await acks.finish();
    // The client has gone; unless it was close() that ended the connection, this is its end.
    if (serving.delete(connection)) connection.close();
  }
  const accepting = accept();

  return {
    endpoint,
    async close() {
      open = false;
      listener.close();
      const left = [...serving];
      serving.clear();
      for (const [connection] of left) connection.close();
      await Promise.all([accepting, ...left.map(([, served]) => served)]);
    },
  };
}

/**
 * Opens the producer's half.
 *
 * @param connection A fresh connection to the loop's half; closed with the remote.
 * @returns The remote.
 */
export function sendOnStream(connection: Deno.Conn): Remote {
  const frames = createFrameWriter(connection);
  const acks = readFrames(connection, () => {});
  return {
    pacing: "yield",
    dispatch: frames.write,
    async close() {
      await frames.finish();
      connection.close();
      await acks;
    },
  };
}
