import { createSocket, type Socket } from "node:dgram";
import { createArrivals } from "./_arrivals.ts";
import { LOOPBACK, PORT } from "./_loopback.ts";
import { createRing } from "./_ring.ts";
import { attachSendLog, createSendLog } from "./_send_log.ts";
import type { NumberParameter } from "./parameters.ts";
import { defineStrategy, type Strategy } from "./strategy.ts";

const DATAGRAM_BYTES = 8;
const SILENCE_MS = 50;

/**
 * A datagram on a loopback UDP socket starts the task; nothing goes back. While the loop is blocked
 * the kernel keeps a few hundred datagrams for it and throws away the rest: the loop finds the gaps
 * in their numbers and drops those tasks as `lost`.
 *
 * A gap at the very end shows when nothing has come for 50 ms although the client sent more. Then
 * the loop sends a datagram to itself. The kernel's queue is first in, first out: whatever left
 * before that one and has not come when it does is lost.
 */
export const ioUdp: Strategy<{ readonly port: NumberParameter }> = defineStrategy({
  name: "io-udp",
  family: "io",
  summary: "a datagram arrives on a loopback UDP socket and starts the task; losses are counted",
  placements: ["outside"],
  order: "fifo",
  parameters: { port: PORT },
  discipline: () => ({ kind: "work-conserving" }),
  async open(host, { port }) {
    const log = createSendLog(host.capacity);
    const arrivals = createArrivals(log, (task) => host.drop(task, "lost"));
    const socket = await bind(port);
    const bound = socket.address().port;
    let state: "silent" | "heard" | "closed" = "silent";
    let timer: ReturnType<typeof setTimeout> | undefined;

    socket.on("message", (bytes, sender) => {
      if (isClosed() || bytes.length !== DATAGRAM_BYTES) return;
      const [number, task] = [bytes.readInt32LE(0), bytes.readInt32LE(4)];
      // The loop's own, sent when it looked for losses.
      if (sender.port === bound) return arrivals.giveUp(number);
      state = "heard";
      watch();
      if (arrivals.accept(number, task)) void host.run(task);
    });

    function watch(): void {
      timer ??= setTimeout(look, SILENCE_MS);
    }

    function look(): void {
      timer = undefined;
      if (state === "silent") {
        if (!arrivals.areMissing()) return;
        void send(socket, bound, log.ended());
      }
      state = "silent";
      watch();
    }

    async function heedFailures(): Promise<void> {
      while (!isClosed()) {
        await log.whenFailed();
        // Otherwise only an arrival starts the watch, and there may be none.
        if (!isClosed()) watch();
      }
    }
    const heeding = heedFailures();

    function isClosed(): boolean {
      return state === "closed";
    }

    return {
      endpoint: { port: bound, memory: log.buffer },
      async close() {
        state = "closed";
        clearTimeout(timer);
        log.close();
        await Promise.all([heeding, release(socket)]);
      },
    };
  },
  async connect(endpoint, { capacity }) {
    const { port, memory } = endpoint as { port: number; memory: SharedArrayBuffer };
    const log = attachSendLog(memory);
    const waiting = createRing(capacity);
    const socket = await bind(0);
    let sending: Promise<void> | null = null;
    let open = true;

    // Note: tried to send without waiting for the one before; rejected because in Deno 2.9 datagrams
    // whose sending overlaps overtake each other, and a burst of 100,000 takes 300 MB.
    async function sendAll(): Promise<void> {
      while (open && waiting.size() > 0) {
        const task = waiting.shift();
        log.end(await send(socket, port, log.begin(task), task));
      }
      sending = null;
    }

    return {
      pacing: "yield",
      dispatch(task) {
        waiting.push(task);
        sending ??= sendAll();
      },
      async close() {
        open = false;
        await sending;
        await release(socket);
      },
    };
  },
});

function bind(port: number): Promise<Socket> {
  const socket = createSocket("udp4");
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(port, LOOPBACK, () => resolve(socket.off("error", reject)));
  });
}

function send(socket: Socket, port: number, number: number, task = 0): Promise<"sent" | "failed"> {
  const bytes = new Uint8Array(Int32Array.of(number, task).buffer);
  return new Promise((resolve) => {
    socket.send(bytes, port, LOOPBACK, (error) => resolve(error ? "failed" : "sent"));
  });
}

function release(socket: Socket): Promise<void> {
  return new Promise((resolve) => void socket.close(() => resolve()));
}
