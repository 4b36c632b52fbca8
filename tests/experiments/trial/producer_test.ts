import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { createColumns } from "../../../experiments/trial/columns.ts";
import {
  produceBySpinning,
  produceOnLoop,
  type Production,
} from "../../../experiments/trial/producer.ts";
import { tickingClock } from "./_ticking_clock.ts";

const producers: Readonly<Record<string, (production: Production) => number | Promise<number>>> = {
  produceBySpinning,
  produceOnLoop,
};

/** Gaps are below what either producer sleeps for, so that only the given clock counts. */
const GAP_MS = 0.5;

function setUp(tasks: number, options: { cutoffMs?: number; dispatchMs?: number } = {}) {
  const columns = createColumns(tasks, 1);
  columns.intended.forEach((_, task) => columns.intended[task] = task * GAP_MS);
  const clock = tickingClock(0.01);
  const dispatched: number[] = [];
  const production: Production = {
    columns,
    clock,
    cutoffMs: options.cutoffMs ?? Infinity,
    dispatch(task) {
      dispatched.push(task);
      clock.pass(options.dispatchMs ?? 0);
    },
  };
  return { columns, production, dispatched };
}

for (const [name, produce] of Object.entries(producers)) {
  Deno.test(`${name}() releases every task in order, none early, and stamps both sides`, async () => {
    const { columns, production, dispatched } = setUp(20);
    assertEquals(await produce(production), 20);
    assertEquals(dispatched, [...dispatched.keys()]);
    assertEquals(dispatched.length, 20);
    const { intended, released, accepted } = columns;
    for (let task = 0; task < 20; task++) {
      assert(released[task] >= intended[task]);
      assert(accepted[task] > released[task]);
      if (task > 0) assert(released[task] >= accepted[task - 1]);
    }
  });

  Deno.test(`${name}() keeps to the schedule, however far a slow dispatch sets it back`, async () => {
    const { columns, production } = setUp(10, { dispatchMs: 4 });
    assertEquals(await produce(production), 10);
    const { intended, released, accepted } = columns;
    assertEquals([...intended], [...Array(10).keys()].map((task) => task * GAP_MS));
    for (let task = 0; task < 10; task++) {
      assert(accepted[task] - released[task] >= 4);
      // Each is as late as all before it have made it.
      assert(released[task] >= 4 * task && released[task] < 4 * task + 1, `${released[task]}`);
    }
  });

  Deno.test(`${name}() releases nothing after the cutoff`, async () => {
    const cases: [cutoffMs: number, dispatchMs: number, released: number][] = [
      [5.25, 0, 11],
      [0, 0, 0],
      [-1, 0, 0],
      // The second call ends after the cutoff: what has fallen due meanwhile stays where it is.
      [5, 4, 2],
    ];
    for (const [cutoffMs, dispatchMs, expected] of cases) {
      const { columns, production, dispatched } = setUp(30, { cutoffMs, dispatchMs });
      assertEquals([await produce(production), dispatched.length], [expected, expected]);
      columns.released.forEach((releasedMs, task) => {
        assert(task < expected ? releasedMs < cutoffMs : Number.isNaN(releasedMs));
      });
    }
  });

  Deno.test(`${name}() has nothing to do without tasks`, async () => {
    assertEquals(await produce(setUp(0).production), 0);
  });
}

Deno.test("producers fail if dispatch does", async () => {
  const production: Production = {
    ...setUp(3).production,
    dispatch() {
      throw new RangeError("ring of 2 full");
    },
  };
  assertThrows(() => produceBySpinning(production), RangeError, "full");
  await assertRejects(() => produceOnLoop(production), RangeError, "full");
});

Deno.test("produceOnLoop() leaves the loop turns between two releases", async () => {
  const { production, dispatched } = setUp(5);
  const seen: number[] = [];
  const watch = () => {
    seen.push(dispatched.length);
    if (dispatched.length < 5) setImmediate(watch);
  };
  setImmediate(watch);
  await produceOnLoop(production);
  assert(new Set(seen).size > 2, `${seen}`);
});
