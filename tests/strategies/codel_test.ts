import { assertEquals } from "@std/assert";
import { type Codel, createCodel } from "../../strategies/_codel.ts";

// Expected times are worked out by hand from RFC 8289, sections 4 and 5: shedding begins when waits have
// been at or above the target for an interval, and drop n follows after interval / √n.

/**
 * Takes one task a millisecond, and another whenever one is shed.
 *
 * @returns When tasks were shed, once a task.
 */
function shedTimes(codel: Codel, fromMs: number, toMs: number, waitedMs: number, behind = 50) {
  const times: number[] = [];
  for (let nowMs = fromMs; nowMs <= toMs; nowMs++) {
    while (codel.judge(nowMs, waitedMs, behind) === "shed") times.push(nowMs);
  }
  return times;
}

const codel = () => createCodel({ targetMs: 5, intervalMs: 100 });

Deno.test("judge() sheds nothing while waits are below the target, however long", () => {
  assertEquals(shedTimes(codel(), 0, 5000, 4.999), []);
});

Deno.test("judge() sheds nothing before waits have been at the target for an interval", () => {
  const judge = codel();
  assertEquals(shedTimes(judge, 0, 99, 5), []);
  assertEquals(shedTimes(judge, 100, 100, 5), [100]);
});

Deno.test("judge() sheds faster and faster: after 1, 1/√2, 1/√3 … of an interval", () => {
  // 100, then 200, 270.71, 328.45, 378.45, 423.17, 463.99, 501.79, each at the next millisecond.
  assertEquals(shedTimes(codel(), 0, 510, 10), [100, 200, 271, 329, 379, 424, 464, 502]);
});

Deno.test("judge() sheds several at once when it comes late to the next", () => {
  const judge = codel();
  assertEquals(shedTimes(judge, 0, 100, 10), [100]);
  // Due at 200, 270.71, 328.45 and 378.45; the one after at 423.17.
  assertEquals(shedTimes(judge, 400, 424, 10), [400, 400, 400, 400, 424]);
});

Deno.test("judge() stops as soon as one wait is below the target", () => {
  const judge = codel();
  shedTimes(judge, 0, 300, 10);
  assertEquals(judge.judge(301, 4, 50), "serve");
  assertEquals(shedTimes(judge, 302, 401, 10), []);
  assertEquals(shedTimes(judge, 402, 402, 10), [402]);
});

Deno.test("judge() never sheds the last tasks of a queue, and takes them for its end", () => {
  assertEquals(shedTimes(codel(), 0, 1000, 10, 1), []);
  const judge = codel();
  assertEquals(shedTimes(judge, 0, 99, 10, 2), []);
  assertEquals(judge.judge(100, 10, 1), "serve");
  assertEquals(shedTimes(judge, 101, 201, 10, 2), [201]);
});

Deno.test("judge() goes on at the pace that it had when the queue stands again soon", () => {
  const judge = codel();
  // Six tasks, five more than it began with.
  assertEquals(shedTimes(judge, 0, 430, 10).length, 6);
  assertEquals(judge.judge(431, 1, 50), "serve");
  // Begins at 532 with a count of 5: the next 100/√5 = 44.72 later, then 100/√6 = 40.82.
  assertEquals(shedTimes(judge, 432, 620, 10), [532, 577, 618]);
  assertEquals(judge.judge(621, 1, 50), "serve");
  // Begins at 722 with the two that the last round added: 100/√2, then 100/√3.
  assertEquals(shedTimes(judge, 622, 860, 10), [722, 793, 851]);
  assertEquals(judge.judge(861, 1, 50), "serve");
  // Begins at 962 with two again, and adds none: the round after begins with one.
  assertEquals(shedTimes(judge, 862, 1000, 10), [962]);
  assertEquals(judge.judge(1001, 1, 50), "serve");
  assertEquals(shedTimes(judge, 1002, 1250, 10), [1102, 1202]);
});

Deno.test("judge() begins slowly again when the last round added one task only", () => {
  const judge = codel();
  assertEquals(shedTimes(judge, 0, 250, 10), [100, 200]);
  assertEquals(judge.judge(251, 1, 50), "serve");
  assertEquals(shedTimes(judge, 252, 500, 10), [352, 452]);
});

Deno.test("judge() forgets its pace sixteen intervals after the next task would have been shed", () => {
  for (const [beginsMs, secondMs] of [[2063, 2063 + 45], [2064, 2064 + 100]]) {
    const judge = codel();
    // Six tasks, the last at 424; the seventh would have been shed at 463.99.
    assertEquals(shedTimes(judge, 0, 430, 10).length, 6);
    assertEquals(judge.judge(beginsMs - 101, 1, 50), "serve");
    assertEquals(
      shedTimes(judge, beginsMs - 100, beginsMs + 100, 10).slice(0, 2),
      [beginsMs, secondMs],
    );
  }
});

Deno.test("judge() works on a clock that begins anywhere", () => {
  assertEquals(shedTimes(codel(), -1000, -790, 10), [-900, -800]);
});
