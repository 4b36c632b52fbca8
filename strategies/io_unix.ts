import { sendOnStream, serveStream } from "./_stream.ts";
import { defineStrategy, type Strategy } from "./strategy.ts";

/**
 * As over TCP, without the network's layers: a client sends a frame with the task's number over a
 * Unix stream socket, the body runs when the bytes arrive, and the number goes back as an ack.
 *
 * The socket's file is at the host's scratch path; closing the listener removes it.
 */
export const ioUnix: Strategy<Record<never, never>> = defineStrategy({
  name: "io-unix",
  family: "io",
  summary: "a frame arrives on a Unix stream socket and starts the task; an ack goes back",
  placements: ["outside"],
  order: "fifo",
  parameters: {},
  discipline: () => ({ kind: "work-conserving" }),
  open(host) {
    const path = host.scratchPath;
    const listener = Deno.listen({ transport: "unix", path });
    return serveStream(host, { listener, endpoint: { path } });
  },
  async connect(endpoint) {
    const { path } = endpoint as { path: string };
    return sendOnStream(await Deno.connect({ transport: "unix", path }));
  },
});
