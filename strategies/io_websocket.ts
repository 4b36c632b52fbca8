import { createLoopbackClient, LOOPBACK, PORT } from "./_loopback.ts";
import type { NumberParameter } from "./parameters.ts";
import { defineStrategy, type Strategy } from "./strategy.ts";

/**
 * A binary message of four bytes on one WebSocket starts the task; the message goes back as an ack.
 *
 * A client's close is a message behind all others. One byte of shared memory says at once that the
 * client is leaving, so that what is still in front of it is passed over rather than run: otherwise
 * an overloaded loop would keep the client waiting for the whole backlog.
 */
export const ioWebsocket: Strategy<{ readonly port: NumberParameter }> = defineStrategy({
  name: "io-websocket",
  family: "io",
  summary: "a binary message on a WebSocket starts the task; an ack goes back",
  placements: ["outside"],
  order: "fifo",
  parameters: { port: PORT },
  discipline: () => ({ kind: "work-conserving" }),
  open(host, { port }) {
    const memory = new SharedArrayBuffer(1);
    const clientHasLeft = new Uint8Array(memory);
    const serving = new Map<WebSocket, Promise<void>>();
    let open = true;

    function serve(socket: WebSocket): void {
      socket.binaryType = "arraybuffer";
      // Whoever connected while the strategy closed.
      socket.onopen = () => {
        if (!open) socket.close();
      };
      socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
        if (!open || Atomics.load(clientHasLeft, 0) === 1) return;
        void host.run(new Int32Array(data)[0]);
        socket.send(data);
      };
      serving.set(socket, whenClosed(socket).then(() => void serving.delete(socket)));
    }

    const server = Deno.serve({ hostname: LOOPBACK, port, onListen() {} }, (request) => {
      // The loop may be blocked for longer than any idle timeout.
      const { socket, response } = Deno.upgradeWebSocket(request, { idleTimeout: 0 });
      serve(socket);
      return response;
    });

    return {
      endpoint: { port: server.addr.port, memory },
      async close() {
        open = false;
        for (const socket of serving.keys()) socket.close();
        await Promise.all(serving.values());
        await server.shutdown();
      },
    };
  },
  async connect(endpoint) {
    const { port, memory } = endpoint as { port: number; memory: SharedArrayBuffer };
    const hasLeft = new Uint8Array(memory);
    Atomics.store(hasLeft, 0, 0);
    const client = createLoopbackClient(port, 1);
    // The types of browsers, which pages of reports need, know nothing of this option of Deno's.
    const options = { client } as never;
    const socket = new WebSocket(`ws://${LOOPBACK}:${port}`, options);
    socket.binaryType = "arraybuffer";
    const closed = whenClosed(socket);
    try {
      await whenOpen(socket);
    } catch (error) {
      client.close();
      throw error;
    }
    return {
      pacing: "yield",
      dispatch: (task) => socket.send(Int32Array.of(task)),
      async close() {
        Atomics.store(hasLeft, 0, 1);
        socket.close();
        await closed;
        client.close();
      },
    };
  },
});

function whenOpen(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.onopen = () => resolve();
    socket.onerror = () => reject(new Error(`no WebSocket at ${socket.url}`));
  });
}

function whenClosed(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => socket.onclose = () => resolve());
}
