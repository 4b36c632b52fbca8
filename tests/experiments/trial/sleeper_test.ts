import { assertAlmostEquals, assertEquals } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import { createSleeper } from "../../../experiments/trial/sleeper.ts";

Deno.test("sleep() wakes once the pause is over, and moments() tells how long pauses were", () => {
  using time = new FakeTime(0);
  const sleeper = createSleeper({ now: () => time.now });
  assertEquals(sleeper.moments(), null);
  const woken: number[] = [];
  sleeper.sleep(10, () => woken.push(time.now));
  time.tick(9);
  assertEquals([woken, sleeper.moments()], [[], null]);
  time.tick(1);
  sleeper.sleep(30, () => woken.push(time.now));
  time.tick(100);
  assertEquals(woken, [10, 40]);
  const { count, meanMs, secondMomentMs2, shortestMs } = sleeper.moments()!;
  assertEquals([count, shortestMs], [2, 10]);
  assertAlmostEquals(meanMs, 20);
  assertAlmostEquals(secondMomentMs2, (100 + 900) / 2);
});

Deno.test("sleep() can be cancelled, and then counts for nothing", () => {
  using time = new FakeTime(0);
  const sleeper = createSleeper({ now: () => time.now });
  const cancel = sleeper.sleep(10, () => {
    throw new Error("woken");
  });
  cancel();
  cancel();
  time.tick(100);
  assertEquals(sleeper.moments(), null);
});
