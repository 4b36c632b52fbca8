import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { attachRing, createRing, ringBytes } from "../../strategies/_ring.ts";
import { patiently } from "./_bench.ts";

// Note: a wait on shared memory does not keep Deno's loop alive, so a bare `await` of one would end
// the test run; patiently() holds a timer meanwhile.

Deno.test("createRing() makes a queue that keeps order, and is empty before and after", () => {
  const ring = createRing(4);
  assertEquals([ring.size(), ring.shift()], [0, -1]);
  for (const task of [7, 0, 7]) ring.push(task);
  assertEquals(ring.size(), 3);
  assertEquals([ring.shift(), ring.shift(), ring.shift(), ring.shift()], [7, 0, 7, -1]);
});

Deno.test("createRing() holds as many tasks as it was made for", () => {
  for (const capacity of [0, 1, 2, 3, 4, 5, 1000]) {
    const ring = createRing(capacity);
    for (let task = 0; task < capacity; task++) ring.push(task);
    assertEquals(ring.size(), capacity);
  }
  const ring = createRing(4);
  for (let task = 0; task < 4; task++) ring.push(task);
  assertThrows(() => ring.push(4), RangeError, "ring of 4 full");
  ring.shift();
  ring.push(4);
  assertEquals(ring.size(), 4);
});

/** How many tasks to push and then to take, over and over: many times around a small ring. */
const traffic = fc.array(fc.tuple(fc.nat(8), fc.nat(10)), { minLength: 1, maxLength: 60 });

Deno.test("a ring agrees with a plain queue, however often it wraps around", () => {
  fc.assert(fc.property(traffic, (rounds) => {
    const producer = createRing(8);
    const consumer = attachRing(producer.buffer);
    const model: number[] = [];
    let task = 0;
    for (const [pushes, shifts] of rounds) {
      for (let left = pushes; left > 0 && model.length < 8; left--) {
        producer.push(task);
        model.push(task++);
      }
      for (let left = shifts; left > 0; left--) assertEquals(consumer.shift(), model.shift() ?? -1);
      assertEquals([producer.size(), consumer.size()], [model.length, model.length]);
    }
  }));
});

Deno.test("attachRing() leaves the memory before its offset alone", () => {
  const buffer = new SharedArrayBuffer(64 + ringBytes(3));
  const before = new Int32Array(buffer, 0, 16).fill(7);
  const [producer, consumer] = [attachRing(buffer, 64), attachRing(buffer, 64)];
  for (let task = 0; task < 4; task++) producer.push(task);
  assertThrows(() => producer.push(4), RangeError, "ring of 4 full");
  assertEquals([consumer.size(), consumer.shift(), consumer.shift()], [4, 0, 1]);
  assertEquals([...before], Array(16).fill(7));
});

Deno.test("a ring keeps order when attachments take turns on either side", () => {
  // Each remembers what it last saw of the other side, which the next one on its own side makes stale.
  const first = createRing(4);
  const attachments = [first, attachRing(first.buffer), attachRing(first.buffer)];
  const model: number[] = [];
  for (let task = 0; task < 300; task++) {
    if (model.length < 4) {
      attachments[task % 3].push(task);
      model.push(task);
    } else {
      for (const { push } of attachments) assertThrows(() => push(task), RangeError, "full");
    }
    if (task % 5 === 0) continue;
    const { shift } = attachments[task % 2 + 1];
    assertEquals(shift(), model.shift() ?? -1);
    if (task % 7 === 0) {
      assertEquals(shift(), model.shift() ?? -1);
      assertEquals(attachments.map(({ size }) => size()), Array(3).fill(model.length));
    }
  }
});

Deno.test("a ring keeps order while its counters run over", () => {
  const buffer = createRing(4).buffer;
  // Just before the counters leave the integers of 32 bits: head at 0, tail a cache line further.
  const counters = new Int32Array(buffer);
  counters[0] = counters[16] = 2 ** 31 - 6;
  const [producer, consumer] = [attachRing(buffer), attachRing(buffer)];
  for (let task = 0; task < 40; task += 4) {
    for (let next = task; next < task + 4; next++) producer.push(next);
    assertThrows(() => producer.push(99), RangeError, "full");
    assertEquals(producer.size(), 4);
    for (let next = task; next < task + 4; next++) assertEquals(consumer.shift(), next);
    assertEquals([consumer.shift(), consumer.size()], [-1, 0]);
  }
});

Deno.test("whenPushed() resolves at once when something is queued already", async () => {
  const ring = createRing(4);
  ring.push(1);
  assertEquals(await ring.whenPushed(), "at-once");
  assertEquals(ring.shift(), 1);
});

Deno.test("wake() after a push releases a consumer that waits, time and again", async () => {
  const consumer = createRing(4);
  const producer = attachRing(consumer.buffer);
  for (let task = 0; task < 10; task++) {
    const pushed = consumer.whenPushed();
    producer.push(task);
    producer.wake();
    assertEquals(await patiently(pushed, `task ${task}`), "woken");
    assertEquals([consumer.shift(), consumer.shift()], [task, -1]);
  }
});

Deno.test("wake() with nobody waiting does nothing", () => {
  const ring = createRing(4);
  ring.wake();
  assertEquals(ring.size(), 0);
});

Deno.test("end() releases a consumer that waits, and every later one", async () => {
  const ring = createRing(4);
  const pushed = ring.whenPushed();
  ring.end();
  await patiently(pushed, "the end");
  await ring.whenPushed();
  assertEquals(ring.shift(), -1);
});
