import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import {
  alignClock,
  clockResolutionNs,
  createAlignmentBuffer,
  createClock,
  localTimeMs,
  threadCpuMs,
} from "../../../experiments/trial/clock.ts";
import { startThread } from "../../../experiments/trial/thread.ts";

Deno.test("createClock() counts from its epoch, before it in negative numbers", () => {
  const before = localTimeMs();
  const past = createClock(before - 1000).now();
  const future = createClock(before + 1e6).now();
  const after = localTimeMs();
  assert(past >= 1000 && past <= after - before + 1000);
  assert(future >= -1e6 && future <= after - before - 1e6);
});

Deno.test("createClock() never runs backwards", () => {
  const { now } = createClock(localTimeMs());
  for (let before = now(), left = 10_000; left > 0; left--) {
    const after = now();
    assert(after >= before);
    before = after;
  }
});

Deno.test("threadCpuMs() and clockResolutionNs() are positive and finite", () => {
  const cpuMs = threadCpuMs();
  assert(cpuMs >= 0 && cpuMs < Infinity);
  const stepNs = clockResolutionNs();
  assert(stepNs > 0 && stepNs < Infinity);
});

Deno.test("alignClock() puts another thread's time between our readings around it", async () => {
  using thread = await startThread(new URL("./_clock_worker.ts", import.meta.url));
  const { offsetMs, errorMs } = thread.alignment;
  assert(errorMs > 0 && errorMs < Infinity);
  for (let round = 0; round < 50; round++) {
    const askedMs = localTimeMs();
    const theirsMs = await thread.call<number>("time") - offsetMs;
    const answeredMs = localTimeMs();
    assert(theirsMs >= askedMs - errorMs, `${askedMs - theirsMs} before asked, ± ${errorMs}`);
    assert(theirsMs <= answeredMs + errorMs, `${theirsMs - answeredMs} too late, ± ${errorMs}`);
  }
});

Deno.test("alignClock() finds within its error by how much a clock was set ahead", async () => {
  const worker = new Worker(new URL("./_clock_set_worker.ts", import.meta.url), { type: "module" });
  await new Promise((resolve) => worker.onmessage = resolve);
  const buffers = [createAlignmentBuffer(), createAlignmentBuffer()];
  worker.postMessage(buffers);
  const [before, after] = buffers.map(alignClock);
  worker.terminate();
  assertAlmostEquals(after.offsetMs - before.offsetMs, 5000, before.errorMs + after.errorMs);
});

Deno.test("Thread.call() passes on what its handler throws, and goes on", async () => {
  using thread = await startThread(new URL("./_clock_worker.ts", import.meta.url));
  await assertRejects(() => thread.call("fail"), Error, "as asked");
  assertEquals(typeof await thread.call("time"), "number");
});

Deno.test("startThread() rejects for a thread that does not come up", async () => {
  const module = new URL("./_broken_worker.ts", import.meta.url);
  await assertRejects(() => startThread(module), Error, "broken on purpose");
});
