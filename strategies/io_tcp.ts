import { LOOPBACK, PORT } from "./_loopback.ts";
import { sendOnStream, serveStream } from "./_stream.ts";
import type { NumberParameter } from "./parameters.ts";
import { defineStrategy, type Strategy } from "./strategy.ts";

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
  parameters: { port: PORT },
  discipline: () => ({ kind: "work-conserving" }),
  open(host, { port }) {
    const listener = Deno.listen({ hostname: LOOPBACK, port });
    return serveStream(host, {
      listener,
      endpoint: { port: listener.addr.port },
      prepare: (connection) => connection.setNoDelay(true),
    });
  },
  async connect(endpoint) {
    const { port } = endpoint as { port: number };
    const connection = await Deno.connect({ hostname: LOOPBACK, port });
    connection.setNoDelay(true);
    return sendOnStream(connection);
  },
});
