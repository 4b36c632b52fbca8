/**
 * The thread of the loopback peer; see `peer.ts`.
 *
 * @module
 */
import { createFrameWriter, readFrames } from "../../strategies/frames.ts";
import { createClock } from "./clock.ts";
import type { PeerRequest } from "./peer.ts";
import { serveThread } from "./thread.ts";

let listener: Deno.TcpListener | null = null;

serveThread((request: PeerRequest) => {
  if (request.kind === "close") {
    listener?.close();
    return null;
  }
  listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  serve(listener, request);
  return listener.addr.port;
});

async function serve(
  server: Deno.TcpListener,
  { delayMs, replied, epochMs }: PeerRequest & { kind: "listen" },
): Promise<void> {
  const repliedMs = new Float64Array(replied);
  const { now } = createClock(epochMs);
  for await (const connection of server) {
    connection.setNoDelay(true);
    const replies = createFrameWriter(connection);
    readFrames(connection, (task) => {
      setTimeout(() => {
        repliedMs[task] = now();
        replies.write(task);
      }, delayMs[task]);
    }).finally(() => connection.close());
  }
}
