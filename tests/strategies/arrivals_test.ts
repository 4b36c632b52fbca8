import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { createArrivals } from "../../strategies/_arrivals.ts";
import { createSendLog } from "../../strategies/_send_log.ts";

/** An account of datagrams 0, 1, 2 …, which carry tasks 10, 11, 12 …. */
function accountOf(sent: number) {
  const log = createSendLog(Math.max(1, sent));
  const lost: number[] = [];
  const arrivals = createArrivals(log, (task) => lost.push(task));
  for (let number = 0; number < sent; number++) {
    log.begin(10 + number);
    log.end("sent");
  }
  return { arrivals, lost, arrive: (number: number) => arrivals.accept(number, 10 + number) };
}

Deno.test("accept() takes datagrams in order and gives up those that are passed by", () => {
  const { arrivals, lost, arrive } = accountOf(6);
  assertEquals([arrive(0), arrive(1), arrive(4)], [true, true, true]);
  assertEquals(lost, [12, 13]);
  assertEquals(arrivals.areMissing(), true);
  assertEquals(arrive(5), true);
  assertEquals(arrivals.areMissing(), false);
});

Deno.test("accept() turns away what was given up, what came before and what was never sent", () => {
  const { arrivals, lost, arrive } = accountOf(3);
  assertEquals([arrive(1), arrive(0), arrive(1)], [true, false, false]);
  assertEquals([arrive(3), arrive(-1), arrivals.accept(2, 99)], [false, false, false]);
  assertEquals(lost, [10]);
  assertEquals(arrive(2), true);
});

Deno.test("giveUp() names those that are missing, once", () => {
  const { arrivals, lost, arrive } = accountOf(4);
  arrive(0);
  arrivals.giveUp(3);
  arrivals.giveUp(3);
  arrivals.giveUp(1);
  assertEquals(lost, [11, 12]);
  assertEquals(arrivals.areMissing(), true);
  assertEquals([arrive(2), arrive(3)], [false, true]);
});

Deno.test("a datagram is settled once, whatever is lost, doubled or out of order", () => {
  const deliveries = fc.array(fc.nat(19), { maxLength: 60 });
  fc.assert(fc.property(deliveries, (numbers) => {
    const { arrivals, lost, arrive } = accountOf(20);
    const ran = numbers.filter(arrive).map((number) => 10 + number);
    arrivals.giveUp(20);
    assertEquals(
      [...ran, ...lost].sort((a, b) => a - b),
      Array.from({ length: 20 }, (_, n) => 10 + n),
    );
    assertEquals(ran, ran.toSorted((a, b) => a - b));
    assertEquals(arrivals.areMissing(), false);
  }));
});

Deno.test("accept() and giveUp() survive the overrun of the numbers", () => {
  const log = createSendLog(2);
  // The counters of what was begun and has ended are the first words of two cache lines.
  const memory = new Int32Array(log.buffer);
  memory[0] = memory[16] = 2 ** 31 - 2;
  const lost: number[] = [];
  const arrivals = createArrivals(log, (task) => lost.push(task));
  for (const task of [0, 1, 0, 1, 0, 1]) {
    const number = log.begin(task);
    log.end("sent");
    if (task === 1) assertEquals(arrivals.accept(number, task), true);
    assertEquals(arrivals.areMissing(), task === 0);
  }
  assertEquals(lost, [0, 0, 0]);
  log.begin(0);
  log.end("failed");
  arrivals.giveUp(log.ended());
  assertEquals(lost, [0, 0, 0, 0]);
});
