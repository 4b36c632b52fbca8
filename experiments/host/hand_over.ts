/**
 * Hand-over latencies: from handing something to the loop until the loop has it. No tasks, no
 * queueing; what remains is the floor under every strategy of that kind.
 *
 * @module
 */
import { createFrameWriter, readFrames } from "../../strategies/frames.ts";
import type { Distribution } from "../record.ts";
import { startHeartbeat } from "../trial/heartbeat.ts";
import { connectPeer } from "../trial/peer.ts";
import { startThread, type Thread } from "../trial/thread.ts";
import { describeSettled, type Examination, pause } from "./_samples.ts";
import type { HandOver } from "./host_report.ts";
import type { StampRequest } from "./stamp_worker.ts";

const LOCAL_ROUNDS = 5000;
const ECHO_ROUNDS = 2000;
const THREAD_ROUNDS = 400;
const PAUSE_MS = 1;

/**
 * Measures every kind of hand-over.
 *
 * @param examination Clock and sizes.
 * @param heartbeat Runs `heartbeat_worker.ts`.
 * @returns Latencies in ms.
 */
export async function measureHandOvers(
  examination: Examination,
  heartbeat: Thread,
): Promise<Readonly<Record<HandOver, Distribution>>> {
  const { sized } = examination;
  const local = (ask: (arrive: () => void) => void, rounds = LOCAL_ROUNDS) =>
    measureRounds(examination, sized(rounds), ask);
  const channel = new MessageChannel();
  return {
    "microtask": await local((arrive) => queueMicrotask(arrive)),
    "immediate": await local((arrive) => setImmediate(arrive)),
    "message-channel": await local((arrive) => {
      channel.port2.onmessage = arrive;
      channel.port1.postMessage(null);
    }).finally(() => {
      channel.port1.close();
      channel.port2.close();
    }),
    "tcp-echo": await measureEcho(local),
    "shared-memory": await measureSharedMemory(examination, heartbeat),
    "worker-message": await measureWorkerMessage(examination),
    "tcp-reply": await measureReply(examination),
  };
}

/** Hands over again as soon as the last one has arrived. */
function measureRounds(
  { clock }: Examination,
  rounds: number,
  ask: (arrive: () => void) => void,
): Promise<Distribution> {
  const latencyMs = new Float64Array(rounds);
  return new Promise((resolve) => {
    let round = 0;
    let askedMs = 0;
    function next(): void {
      askedMs = clock.now();
      ask(arrive);
    }
    function arrive(): void {
      latencyMs[round++] = clock.now() - askedMs;
      if (round < rounds) next();
      else resolve(describeSettled(latencyMs));
    }
    next();
  });
}

async function measureEcho(
  local: (ask: (arrive: () => void) => void, rounds: number) => Promise<Distribution>,
): Promise<Distribution> {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const [server, client] = await Promise.all([
    listener.accept(),
    Deno.connect({ hostname: "127.0.0.1", port: listener.addr.port }),
  ]);
  server.setNoDelay(true);
  client.setNoDelay(true);
  const requests = createFrameWriter(client);
  const replies = createFrameWriter(server);
  let arrive = () => {};
  const serving = readFrames(server, replies.write);
  const reading = readFrames(client, () => arrive());
  const latency = await local((arrival) => {
    arrive = arrival;
    requests.write(0);
  }, ECHO_ROUNDS);
  client.close();
  await Promise.all([serving, reading]);
  server.close();
  return latency;
}

/** The heartbeat's own path, on a loop that does nothing else. */
async function measureSharedMemory(
  { clock, epochMs, sized }: Examination,
  heartbeat: Thread,
): Promise<Distribution> {
  const durationMs = sized(THREAD_ROUNDS) * PAUSE_MS;
  const beats = startHeartbeat(heartbeat, {
    clock,
    epochMs,
    meanGapMs: PAUSE_MS,
    durationMs,
    seed: 1,
  });
  await pause(durationMs);
  return describeSettled((await beats.stop()).lagMs);
}

async function measureWorkerMessage(
  { clock, epochMs, sized }: Examination,
): Promise<Distribution> {
  using thread = await startThread(new URL("./stamp_worker.ts", import.meta.url));
  const request: StampRequest = {
    pauseMs: PAUSE_MS,
    epochMs: epochMs + thread.alignment.offsetMs,
  };
  const latencyMs = new Float64Array(sized(THREAD_ROUNDS));
  for (let round = 0; round < latencyMs.length; round++) {
    const sentMs = await thread.call<number>(request);
    latencyMs[round] = clock.now() - sentMs;
  }
  return describeSettled(latencyMs);
}

/** From the peer's reply to its arrival: what an `io` body meets. */
async function measureReply({ clock, epochMs, sized }: Examination): Promise<Distribution> {
  using thread = await startThread(new URL("../trial/peer_worker.ts", import.meta.url));
  const latencyMs = new Float64Array(sized(THREAD_ROUNDS / 2));
  const peer = await connectPeer(thread, new Float64Array(latencyMs.length), epochMs);
  for (let round = 0; round < latencyMs.length; round++) {
    await peer.request(round);
    latencyMs[round] = clock.now() - peer.repliedMs[round];
  }
  await peer.close();
  return describeSettled(latencyMs);
}
