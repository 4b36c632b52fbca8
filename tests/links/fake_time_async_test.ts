import { assert, assertEquals, assertRejects } from "@std/assert";
import { FakeTime, TimeError } from "@std/testing/time";

const realSetTimeout = setTimeout;

/** A place to note what happened at which fake time. */
function journal(): { entries: string[]; note: (what: string) => () => void } {
  const entries: string[] = [];
  return { entries, note: (what) => () => entries.push(`${Date.now()} ${what}`) };
}

const ASYNC: Record<string, [run: (time: FakeTime) => Promise<unknown>, result: unknown]> = {
  "tickAsync()": [(time) => time.tickAsync(10), undefined],
  "nextAsync()": [(time) => time.nextAsync(), true],
  "runAllAsync()": [(time) => time.runAllAsync(), undefined],
};

for (const [name, [run, result]] of Object.entries(ASYNC)) {
  Deno.test(`FakeTime.${name} lets microtasks run before the timers`, async () => {
    using time = new FakeTime(0);
    const { entries, note } = journal();
    setTimeout(note("timeout"), 10);
    Promise.resolve().then(() => {}).then(note("microtask"));
    assertEquals(await run(time), result);
    assertEquals(entries, ["0 microtask", "10 timeout"]);
  });
}

Deno.test("FakeTime.nextAsync() says that no timer is left", async () => {
  using time = new FakeTime(0);
  assertEquals(await time.nextAsync(), false);
});

Deno.test("FakeTime.runMicrotasks() and delay() leave the fake clock alone", async () => {
  using time = new FakeTime(0);
  const { entries, note } = journal();
  Promise.resolve().then(note("microtask"));
  await time.runMicrotasks();
  await time.delay(1);
  assertEquals([entries, time.now], [["0 microtask"], 0]);
});

Deno.test("FakeTime.delay() ends early by its signal", async () => {
  using time = new FakeTime(0);
  const controller = new AbortController();
  const delay = time.delay(60_000, { signal: controller.signal });
  await time.runMicrotasks(); // the original can stop its timer only from the next microtask on
  controller.abort();
  const { name } = await assertRejects(() => delay, DOMException);
  assertEquals(name, "AbortError");
  await assertRejects(() => time.delay(1, { signal: controller.signal }), DOMException);
});

Deno.test("FakeTime.restoreFor() restores time for one call", async () => {
  using time = new FakeTime(0);
  assert(await FakeTime.restoreFor((offset: number) => Date.now() + offset, 1) > 1);
  assertEquals(await FakeTime.restoreFor(() => Promise.resolve(setTimeout)), realSetTimeout);
  await assertRejects(() =>
    FakeTime.restoreFor(() => {
      throw new RangeError();
    }), RangeError);
  assertEquals(Date.now(), 0);
  time.restore();
  await assertRejects(() => FakeTime.restoreFor(() => {}), TimeError);
  new FakeTime(); // for `using` to restore
});

Deno.test("FakeTime() with advanceRate moves by itself", async () => {
  using time = new FakeTime(0, { advanceRate: 1_000, advanceFrequency: 1 });
  const { entries, note } = journal();
  setTimeout(note("timeout"), 1_000);
  while (entries.length === 0) await time.delay(1);
  assertEquals(entries, ["1000 timeout"]);
  assertEquals(time.now % 1_000, 0);
});
