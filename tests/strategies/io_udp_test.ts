import { createSocket } from "node:dgram";
import { assert, assertEquals } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import { attachSendLog } from "../../strategies/_send_log.ts";
import { ioUdp } from "../../strategies/io_udp.ts";
import { type Bench, openBench } from "./_bench.ts";

const subject = { strategy: ioUdp, given: {}, producer: "outside" } as const;
const sequence = (length: number) => Array.from({ length }, (_, task) => task);

function endpointOf({ dispatcher }: Bench) {
  return dispatcher.endpoint as { port: number; memory: SharedArrayBuffer };
}

/** Gives the loop turns until something holds, without a timer. */
async function turnUntil(holds: () => boolean): Promise<void> {
  for (let turns = 0; !holds(); turns++) {
    assert(turns < 1_000_000, `in vain: ${holds}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** What a bench's client would have noted of so many datagrams, number = task. */
function noteAsSent(bench: Bench, datagrams: number): void {
  const log = attachSendLog(endpointOf(bench).memory);
  for (let number = 0; number < datagrams; number++) {
    log.begin(number);
    log.end("sent");
  }
}

/** Sends datagrams of whole numbers, byte for byte as told. */
async function sendRaw(bench: Bench, ...datagrams: number[][]): Promise<void> {
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  for (const words of datagrams) {
    const bytes = new Uint8Array(Int32Array.from(words).buffer);
    await new Promise<void>((resolve) =>
      socket.send(bytes, endpointOf(bench).port, "127.0.0.1", () => resolve())
    );
  }
  await new Promise<void>((resolve) => void socket.close(resolve));
}

Deno.test("datagrams that a blocked loop has no room for are dropped as lost, the last ones too", async () => {
  const tasks = 20_000;
  const bench: Bench = await openBench({ ...subject, producer: "thread" }, tasks + 1, {
    kind: "sync",
    run(task) {
      if (task !== 0) return;
      const log = attachSendLog(endpointOf(bench).memory);
      while (log.ended() < tasks) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    },
  });
  await bench.dispatch(...sequence(tasks));
  await bench.whenSettled(tasks);
  const outcomes = bench.outcomes().slice(0, tasks);
  assertEquals(bench.ran, sequence(tasks).filter((task) => outcomes[task] === "completed"));
  assertEquals(outcomes.filter((outcome) => outcome === "lost").length, tasks - bench.ran.length);
  assert(bench.ran.length < tasks);
  assertEquals(outcomes[tasks - 1], "lost");

  await bench.dispatch(tasks);
  await bench.whenSettled(tasks + 1);
  await bench.close();
  assertEquals(bench.outcomes()[tasks], "completed");
  assertEquals(bench.faults(), { repeats: 0, strangers: 0, firstFailure: null });
});

Deno.test("a datagram that comes late, twice, or from somewhere else does not run", async () => {
  const bench = await openBench(subject, 4);
  noteAsSent(bench, 4);
  await sendRaw(bench, [0, 0], [2, 2], [1, 1], [2, 2], [3, 1], [9, 9], [3], [3, 3, 3], [3, 3]);
  await bench.whenSettled(4);
  await bench.close();
  assertEquals(bench.ran, [0, 2, 3]);
  assertEquals(bench.outcomes(), ["completed", "lost", "completed", "completed"]);
  assertEquals(bench.faults().repeats, 0);
});

Deno.test("a datagram that failed to leave is dropped as lost although nothing arrives", async () => {
  const bench = await openBench(subject, 1);
  const log = attachSendLog(endpointOf(bench).memory);
  log.begin(0);
  log.end("failed");
  await bench.whenSettled(1);
  await bench.close();
  assertEquals(bench.outcomes(), ["lost"]);
});

Deno.test("the loop looks for losses only while something is outstanding", async () => {
  const bench = await openBench(subject, 3);
  const hasTimer = (time: FakeTime) => time.next();
  {
    using time = new FakeTime();
    assertEquals(hasTimer(time), false);
    noteAsSent(bench, 2);
    await sendRaw(bench, [0, 0]);
    await turnUntil(() => bench.ran.length === 1);
    // After the arrival, and because number 1 has not come.
    assertEquals([hasTimer(time), hasTimer(time)], [true, true]);
    await turnUntil(() => bench.outcomes()[1] === "lost");
    assertEquals([hasTimer(time), hasTimer(time)], [true, false]);
  }
  await bench.close();
  assertEquals(bench.outcomes(), ["completed", "lost", "pending"]);
});

Deno.test("close() of the client abandons what it has not sent yet", async () => {
  const tasks = 10_000;
  const bench = await openBench(subject, tasks);
  await bench.dispatch(...sequence(tasks));
  await bench.closeRemote();
  const log = attachSendLog(endpointOf(bench).memory);
  assertEquals([log.begun(), log.ended()], [1, 1]);
  await bench.close();
});

Deno.test("close() of the loop first leaves a client that goes on sending unharmed", async () => {
  const bench = await openBench(subject, 100);
  await bench.closeDispatcher();
  await bench.dispatch(...sequence(100));
  const log = attachSendLog(endpointOf(bench).memory);
  await turnUntil(() => log.ended() === 100);
  await bench.close();
  assertEquals(bench.ran, []);
});
