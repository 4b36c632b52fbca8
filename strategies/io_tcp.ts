import { createFrameWriter, readFrames } from "./frames.ts";
import type { NumberParameter } from "./parameters.ts";
import { defineStrategy, type Endpoint, type Strategy } from "./strategy.ts";

/**
 * Readiness of a socket starts the task: a client sends a frame with the task's number over
 * loopback TCP, the body runs when the bytes arrive, and the number goes back as an ack.
 */
export const ioTcp: Strategy<{ readonly port: NumberParameter }> = defineStrategy({
  name: "io-tcp",
  family: "io",
  summary: "a frame arrives on a loopback TCP socket and starts the task; an ack goes back",
  placements: ["outside"],
  order: "fifo",
  parameters: {
    port: {
      kind: "number",
      default: 0,
      min: 0,
      max: 65_535,
      integer: true,
      about: "port to listen on; 0 takes a free one",
    },
  },
  discipline: () => ({ kind: "work-conserving" }),
  open(host, { port }) {
    const listener = Deno.listen({ hostname: "127.0.0.1", port });
    const serving = new Map<Deno.TcpConn, Promise<void>>();
    let open = true;

    async function accept(): Promise<void> {
      for await (const connection of listener) {
        connection.setNoDelay(true);
        // One that was accepted while the strategy closed.
        if (!open) connection.close();
        else serving.set(connection, serve(connection));
      }
    }

    async function serve(connection: Deno.TcpConn): Promise<void> {
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
      endpoint: { port: listener.addr.port },
      async close() {
        open = false;
        listener.close();
        const left = [...serving];
        serving.clear();
        for (const [connection] of left) connection.close();
        await Promise.all([accepting, ...left.map(([, served]) => served)]);
      },
    };
  },
  async connect(endpoint: Endpoint) {
    const { port } = endpoint as { port: number };
    const connection = await Deno.connect({ hostname: "127.0.0.1", port });
    connection.setNoDelay(true);
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
  },
});
