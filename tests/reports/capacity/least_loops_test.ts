import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { leastLoops } from "../../../reports/capacity/least_loops.ts";

Deno.test("leastLoops() finds the threshold from wherever it begins, in few steps", () => {
  const cases = fc.record({
    from: fc.integer({ min: 1, max: 5000 }),
    above: fc.integer({ min: 0, max: 20_000 }),
    near: fc.integer({ min: 0, max: 20_000 }),
  });
  fc.assert(fc.property(cases, ({ from, above, near }) => {
    const threshold = from + above;
    let asked = 0;
    const meets = (loops: number) => {
      asked++;
      assert(loops >= from, `${loops} is below ${from}`);
      return loops >= threshold;
    };
    assertEquals(leastLoops(meets, from, from + near), threshold);
    assert(asked <= 40, `asked ${asked} times`);
  }));
});

Deno.test("leastLoops() gives up at the most", () => {
  const tried: number[] = [];
  const never = (loops: number) => {
    tried.push(loops);
    return false;
  };
  assertEquals(leastLoops(never, 1, 1, 50), null);
  assertEquals(tried.at(-1), 50);
  assertEquals(leastLoops(() => true, 51, 51, 50), null);
  assertEquals(leastLoops((loops) => loops >= 50, 1, 1, 50), 50);
});
