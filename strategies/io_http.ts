import { createLoopbackClient, LOOPBACK, PORT } from "./_loopback.ts";
import { createRing } from "./_ring.ts";
import type { NumberParameter } from "./parameters.ts";
import { defineStrategy, type Strategy } from "./strategy.ts";

/**
 * Each task is a request to a service: a client posts it, the handler runs the body and answers when
 * the body has ended. The client is a pool of kept-alive HTTP/1.1 connections; what finds them all
 * busy waits in the client, as in any pool, so that a burst does not open a socket a task.
 */
export const ioHttp: Strategy<{
  readonly port: NumberParameter;
  readonly connections: NumberParameter;
}> = defineStrategy({
  name: "io-http",
  family: "io",
  summary: "a request on a pooled connection starts the task; the response follows its end",
  placements: ["outside"],
  order: "unordered",
  parameters: {
    port: PORT,
    connections: {
      kind: "number",
      default: 32,
      min: 1,
      max: 1000,
      integer: true,
      about: "most requests in flight at once; the rest wait in the client",
    },
  },
  discipline: ({ connections }) => ({ kind: "work-conserving", concurrency: connections }),
  open(host, { port, connections }) {
    const unanswered = new Set<(response: Response) => void>();
    let open = true;

    function handle(request: Request): Response | Promise<Response> {
      if (request.method !== "POST") return new Response(null, { status: 405 });
      if (!open) return closing();
      const running = host.run(taskOf(request));
      if (running === undefined) return ended();
      // The body itself may have closed the strategy, and may be waiting for that.
      if (!open) return closing();
      return new Promise((resolve) => {
        unanswered.add(resolve);
        void running.then(() => {
          unanswered.delete(resolve);
          resolve(ended());
        });
      });
    }
    const server = Deno.serve({ hostname: LOOPBACK, port, onListen() {} }, handle);

    return {
      endpoint: { port: server.addr.port, connections },
      async close() {
        open = false;
        // A body that never ends would keep the server from shutting down.
        for (const answer of unanswered) answer(closing());
        unanswered.clear();
        await server.shutdown();
      },
    };
  },
  async connect(endpoint, { capacity }) {
    const { port, connections } = endpoint as { port: number; connections: number };
    const origin = `http://${LOOPBACK}:${port}`;
    const client = createLoopbackClient(port, connections);
    // Whoever cannot reach the loop learns it here, as with a plain socket, and not task by task.
    try {
      await fetch(origin, { method: "HEAD", client });
    } catch (error) {
      client.close();
      throw error;
    }
    const waiting = createRing(capacity);
    const closed = new AbortController();
    const allFree = Promise.withResolvers<void>();
    let busy = 0;

    async function keepRequesting(): Promise<void> {
      const options = { method: "POST", client, signal: closed.signal };
      while (waiting.size() > 0 && !closed.signal.aborted) {
        try {
          const response = await fetch(`${origin}/${waiting.shift()}`, options);
          // A connection is free for the next request only when the body has been dealt with.
          await response.body?.cancel();
        } catch (error) {
          // The loop's half has closed, which fetch reports as a TypeError, or this one has.
          if (!(error instanceof TypeError) && !closed.signal.aborted) throw error;
        }
      }
      if (--busy === 0 && closed.signal.aborted) allFree.resolve();
    }

    return {
      pacing: "yield",
      dispatch(task) {
        waiting.push(task);
        if (busy === connections) return;
        busy++;
        void keepRequesting();
      },
      async close() {
        closed.abort();
        if (busy > 0) await allFree.promise;
        client.close();
      },
    };
  },
});

function taskOf({ url }: Request): number {
  return Number(url.slice(url.lastIndexOf("/") + 1));
}

function ended(): Response {
  return new Response(null, { status: 204 });
}

function closing(): Response {
  return new Response(null, { status: 503 });
}
