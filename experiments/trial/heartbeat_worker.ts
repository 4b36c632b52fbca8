/**
 * The thread that posts heartbeats; see `heartbeat.ts`. It also ends the process when whoever started
 * it has gone: a body that never returns would hold the loop, and a core, for good.
 *
 * @module
 */
import { createClock } from "./clock.ts";
import { BEAT_COUNT, BEAT_STOP, type HeartbeatRequest } from "./heartbeat_request.ts";
import { serveThread } from "./thread.ts";

const LOOK_MS = 500;
const parent = Deno.ppid;
let lookedMs = 0;

serveThread((request: HeartbeatRequest) => {
  const control = new Int32Array(request.control);
  const sent = new Float64Array(request.sent);
  const { now } = createClock(request.epochMs);
  lookedMs = now();
  for (const [beat, dueMs] of request.dueMs.entries()) {
    const pauseMs = dueMs - now();
    if (pauseMs > 0) Atomics.wait(control, BEAT_STOP, 0, pauseMs);
    if (Atomics.load(control, BEAT_STOP) === 1) return null;
    sent[beat] = now();
    Atomics.store(control, BEAT_COUNT, beat + 1);
    Atomics.notify(control, BEAT_COUNT);
    endWithParent(sent[beat]);
  }
  while (Atomics.wait(control, BEAT_STOP, 0, LOOK_MS) === "timed-out") endWithParent(now());
  return null;
});

function endWithParent(nowMs: number): void {
  if (nowMs - lookedMs < LOOK_MS) return;
  lookedMs = nowMs;
  if (Deno.ppid !== parent) Deno.kill(Deno.pid, "SIGKILL");
}
