/**
 * The thread that posts heartbeats; see `heartbeat.ts`.
 *
 * @module
 */
import { createClock } from "./clock.ts";
import { BEAT_COUNT, BEAT_STOP, type HeartbeatRequest } from "./heartbeat.ts";
import { serveThread } from "./thread.ts";

serveThread((request: HeartbeatRequest) => {
  const control = new Int32Array(request.control);
  const sent = new Float64Array(request.sent);
  const { now } = createClock(request.epochMs);
  request.dueMs.forEach((dueMs, beat) => {
    const pauseMs = dueMs - now();
    if (pauseMs > 0) Atomics.wait(control, BEAT_STOP, 0, pauseMs);
    if (Atomics.load(control, BEAT_STOP) === 1) return;
    sent[beat] = now();
    Atomics.store(control, BEAT_COUNT, beat + 1);
    Atomics.notify(control, BEAT_COUNT);
  });
  return null;
});
