import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { shuffled } from "../../../experiments/workload/shuffled.ts";

Deno.test("shuffled() holds every number once, in the same order for the same seed", () => {
  const order = shuffled(100, 7);
  assertEquals(order.toSorted((a, b) => a - b), Array.from({ length: 100 }, (_, index) => index));
  assertEquals(shuffled(100, 7), order);
  assertNotEquals(shuffled(100, 8), order);
  assertEquals([shuffled(0, 1), shuffled(1, 1)], [[], [0]]);
});

Deno.test("shuffled() puts each number in each place about equally often", () => {
  const counts = new Map<string, number>();
  for (let seed = 0; seed < 4000; seed++) {
    shuffled(4, seed).forEach((value, place) => {
      const key = `${value} at ${place}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    });
  }
  assertEquals(counts.size, 16);
  // 1000 expected, standard deviation 27.
  for (const [key, count] of counts) assert(Math.abs(count - 1000) < 150, `${key}: ${count}`);
});
