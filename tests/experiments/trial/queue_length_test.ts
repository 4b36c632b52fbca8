import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { integrateQueueLength } from "../../../experiments/trial/queue_length.ts";

const of = (...values: number[]) => Float64Array.from(values);

Deno.test("integrateQueueLength() follows an example by hand", () => {
  // One from 0 to 4, a second one from 2 to 6; nobody until 8, and one who stays.
  const found = integrateQueueLength(of(0, 2, 8), of(4, 6), 10, 5);
  assertEquals(found, { mean: 1, max: 2, bins: [1, 2, 1, 0, 1] });
});

Deno.test("integrateQueueLength() is 0 throughout for nobody and for no time", () => {
  assertEquals(integrateQueueLength(of(), of(), 10, 2), { mean: 0, max: 0, bins: [0, 0] });
  assertEquals(integrateQueueLength(of(0), of(0), 0, 2), { mean: 0, max: 1, bins: [0, 0] });
});

Deno.test("integrateQueueLength() counts one that leaves as it comes, for no time", () => {
  assertEquals(integrateQueueLength(of(3), of(3), 10, 1), { mean: 0, max: 1, bins: [0] });
});

Deno.test("integrateQueueLength() does not look beyond the window", () => {
  assertEquals(integrateQueueLength(of(1, 20), of(30), 10, 1), { mean: 0.9, max: 1, bins: [0.9] });
});

/** Visits in whole ms, so that ties are common; some never end. */
const visits = fc.array(
  fc.record({ atMs: fc.nat(40), forMs: fc.option(fc.nat(30), { freq: 5 }) }),
  { maxLength: 25 },
);

Deno.test("integrateQueueLength() agrees with counting heads every half millisecond", () => {
  const shapes = fc.record({
    windowMs: fc.integer({ min: 1, max: 60 }),
    bins: fc.integer({ min: 1, max: 7 }),
  });
  fc.assert(fc.property(visits, shapes, (guests, { windowMs, bins }) => {
    const inOrder = (values: number[]) => Float64Array.from(values).sort();
    const entered = inOrder(guests.map(({ atMs }) => atMs));
    const left = inOrder(
      guests.filter(({ forMs }) => forMs !== null).map(({ atMs, forMs }) => atMs + forMs!),
    );
    const found = integrateQueueLength(entered, left, windowMs, bins);
    const heads = (timeMs: number) =>
      guests.filter(({ atMs, forMs }) =>
        atMs <= timeMs && (forMs === null || atMs + forMs > timeMs)
      ).length;
    let area = 0;
    let most = 0;
    for (let timeMs = 0; timeMs < windowMs; timeMs++) {
      area += heads(timeMs + 0.5);
      most = Math.max(most, heads(timeMs + 0.5));
    }
    assertAlmostEquals(found.mean, area / windowMs, 1e-9);
    // Those who leave as they come are counted as well, so it may be more.
    assert(found.max >= most && found.max <= guests.length);
    assertAlmostEquals(found.bins.reduce((sum, bin) => sum + bin, 0) / bins, found.mean, 1e-9);
    assert(found.bins.every((bin) => bin >= -1e-9 && bin <= found.max + 1e-9));
  }));
});
