import { assert, assertEquals } from "@std/assert";
import { Worker } from "node:worker_threads";
import { createBareHost } from "../../../experiments/cost/bare_host.ts";
import { createBareOffload } from "../../../experiments/cost/bare_offload.ts";
import { patiently } from "../../strategies/_bench.ts";

Deno.test("createBareHost() counts what runs and what is dropped, burst by burst", async () => {
  const { host, clock, expect } = createBareHost({ capacity: 4, scratchPath: "" });
  for (let burst = 0; burst < 2; burst++) {
    const beganMs = clock.now();
    const settled = expect(4);
    host.run(0);
    host.drop(1, "refused");
    host.run(2);
    host.run(3);
    const { ran, dropped, endMs } = await settled;
    assertEquals([ran, dropped], [3, 1]);
    assert(endMs >= beganMs && endMs <= clock.now());
  }
});

Deno.test("createBareHost() does not settle before the last task, run or dropped", async () => {
  const { host, expect } = createBareHost({ capacity: 2, scratchPath: "" });
  let isSettled = false;
  const settled = expect(2).then(() => isSettled = true);
  host.run(0);
  await Promise.resolve();
  assertEquals(isSettled, false);
  host.drop(1, "lost");
  assertEquals(await settled, true);
});

Deno.test("createBareHost() says how long ago a task was dispatched", () => {
  const { host, clock, releasedMs } = createBareHost({ capacity: 2, scratchPath: "" });
  releasedMs[1] = clock.now() - 5;
  assert(host.waitedMs(1) >= 5);
  // A stamp of another thread may be ahead by the error of the alignment.
  releasedMs[1] = clock.now() + 1e6;
  assertEquals(host.waitedMs(1), 0);
});

Deno.test("createBareOffload() waits for all threads of a pool to come up", async () => {
  const offload = createBareOffload(() => {});
  const start = () => new Worker(new URL(offload.module), { workerData: offload.data });
  const threads = [start(), start()];
  await patiently(offload.whenReady(2), "the threads");
  await Promise.all(threads.map((thread) => thread.terminate()));
});
