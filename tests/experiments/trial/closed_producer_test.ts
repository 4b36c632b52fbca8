import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import {
  type ClosedProduction,
  describeEnd,
  produceClosedBySpinning,
  produceClosedOnLoop,
} from "../../../experiments/trial/closed_producer.ts";
import { createColumns } from "../../../experiments/trial/columns.ts";
import { createSettledLog } from "../../../experiments/trial/settled_log.ts";
import { createUsers } from "../../../experiments/trial/users.ts";
import { createRandom } from "../../../experiments/workload/mod.ts";
import { tickingClock } from "./_ticking_clock.ts";

interface Model {
  readonly users: number;
  /** Thinks, in the order in which they begin. Below what a producer on a loop sleeps for. */
  readonly thinkMs: (think: number) => number;
  /** What becomes of a task, served one after the other: its service, or never anything. */
  readonly serviceMs: (task: number) => number | "dropped" | "hangs";
  readonly tasks?: number;
  readonly endMs: number;
  readonly cutoffMs?: number;
  readonly tickMs?: number;
}

/** A server that ends its tasks as the clock goes by: a closed system without a loop. */
function setUp({ users, thinkMs, serviceMs, tasks = 2000, endMs, ...rest }: Model) {
  const columns = createColumns(tasks, 1);
  const settled = createSettledLog(tasks);
  const ticking = tickingClock(rest.tickMs ?? 0.01);
  const running: { task: number; endMs: number }[] = [];
  let freeMs = 0;

  function now(): number {
    const nowMs = ticking.now();
    while (running.length > 0 && running[0].endMs <= nowMs) {
      const { task, endMs } = running.shift()!;
      columns.ended[task] = endMs;
      settled.append(task);
    }
    return nowMs;
  }

  const thinks = Float64Array.from({ length: tasks + users }, (_, think) => thinkMs(think));
  const production: ClosedProduction = {
    columns,
    clock: { now },
    users: createUsers({ users, thinkMs: thinks }, columns.intended, 0),
    settled,
    endMs,
    cutoffMs: rest.cutoffMs ?? Infinity,
    dispatch(task) {
      const service = serviceMs(task);
      if (service === "dropped") return settled.append(task);
      if (service === "hangs") return;
      freeMs = Math.max(freeMs, columns.released[task]) + service;
      running.push({ task, endMs: freeMs });
    },
  };
  return { columns, settled, production, now };
}

type SetUp = ReturnType<typeof setUp>;

const producers: Readonly<Record<string, (setUp: SetUp) => Promise<number>>> = {
  produceClosedBySpinning: ({ production }) => Promise.resolve(produceClosedBySpinning(production)),
  "produceClosedOnLoop (told)": ({ production, settled, now }) =>
    whileTimePasses(now, produceClosedOnLoop({ ...production, listen: settled.listen })),
  "produceClosedOnLoop (looking)": ({ production, now }) =>
    whileTimePasses(now, produceClosedOnLoop(production)),
};

/** Lets the clock go on, as other events of a loop would, while a producer sleeps. */
async function whileTimePasses(now: () => number, production: Promise<number>): Promise<number> {
  let isOver = false;
  const over = production.finally(() => isOver = true);
  while (!isOver) {
    now();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return await over;
}

const mean = (values: Float64Array) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

for (const [name, produce] of Object.entries(producers)) {
  Deno.test(`${name} keeps to the bounds of a closed system and to the response time law`, async () => {
    const durationMs = 300;
    // Users, think time and service; what they allow at most, which even times come close to.
    for (const [users, thinkMs, serviceMs] of [[1, 2, 1], [2, 2, 1], [3, 2, 1], [6, 2, 1]]) {
      const system = setUp({
        users,
        thinkMs: () => thinkMs,
        serviceMs: () => serviceMs,
        endMs: durationMs,
      });
      const released = await produce(system);
      const { intended, ended } = system.columns;
      const done = ended.slice(0, released).filter((ms) => ms <= durationMs).length;
      const perMs = done / durationMs;
      const bound = Math.min(users / (thinkMs + serviceMs), 1 / serviceMs);
      assert(perMs <= bound, `${perMs} of ${bound}`);
      assertAlmostEquals(perMs / bound, 1, 0.03, `${users} users`);
      const sojourns = ended.slice(0, done).map((ms, task) => ms - intended[task]);
      // N = X · (W + Z), less the first think.
      assertAlmostEquals(perMs * (mean(sojourns) + thinkMs) / users, 1, 0.03, `${users} users`);
    }
  });

  Deno.test(`${name} lets each user come a think after the outcome of the task before`, async () => {
    const system = setUp({
      users: 1,
      thinkMs: (think) => 0.5 + think % 3 * 0.5,
      serviceMs: (task) => 0.2 + task % 2,
      endMs: 60,
    });
    const released = await produce(system);
    const { intended, released: releasedMs, accepted, ended } = system.columns;
    assert(released > 20);
    assertEquals(intended[0], 0.5);
    for (let task = 0; task < released; task++) {
      if (task > 0) assertEquals(intended[task], ended[task - 1] + 0.5 + task % 3 * 0.5);
      assert(releasedMs[task] >= intended[task] && releasedMs[task] < intended[task] + 0.5);
      assert(accepted[task] > releasedMs[task] && intended[task] < 60);
    }
  });

  Deno.test(`${name} takes a task that never ran for over when it learns of it`, async () => {
    const system = setUp({
      users: 2,
      thinkMs: () => 1,
      serviceMs: (task) => task % 2 === 0 ? "dropped" : 0.3,
      endMs: 20,
    });
    const released = await produce(system);
    assert(released > 20, `${released} came`);
    const { intended } = system.columns;
    for (let task = 1; task < released; task++) assert(intended[task] >= intended[task - 1]);
  });

  Deno.test(`${name} goes on without the users whose tasks never end`, async () => {
    const all = setUp({ users: 4, thinkMs: () => 1, serviceMs: () => "hangs", endMs: 12 });
    assertEquals(await produce(all), 4);
    const one = setUp({
      users: 4,
      thinkMs: () => 1,
      serviceMs: (task) => task === 0 ? "hangs" : 0.1,
      endMs: 12,
    });
    assert(await produce(one) > 20);
  });

  Deno.test(`${name} stops after the last task that there is room for`, async () => {
    const system = setUp({
      users: 3,
      thinkMs: () => 1,
      serviceMs: () => 0.1,
      tasks: 7,
      endMs: Infinity,
    });
    assertEquals(await produce(system), 7);
    assert(system.columns.accepted.every((ms) => !Number.isNaN(ms)));
  });

  Deno.test(`${name} lets nobody come from its end on, however late it is`, async () => {
    // The third user is due at 2 and the fourth at 3, when it all ends.
    const model = {
      users: 4,
      thinkMs: (think: number) => think < 4 ? think : 1.5,
      serviceMs: () => "hangs" as const,
      endMs: 3,
    };
    assertEquals(await produce(setUp(model)), 3);
    assertEquals(await produce(setUp({ ...model, tickMs: 50 })), 3);
    assertEquals(await produce(setUp({ ...model, cutoffMs: 1.5 })), 2);
  });
}

Deno.test("produceClosedBySpinning() is as fast as theory says of random times (M/M/1//N)", () => {
  const [users, thinkMs, serviceMs, durationMs] = [5, 2, 1, 20_000];
  const random = createRandom(21);
  const services = createRandom(22);
  const { production, columns } = setUp({
    users,
    thinkMs: () => random.exponential(thinkMs),
    serviceMs: () => services.exponential(serviceMs),
    tasks: 30_000,
    endMs: durationMs,
    tickMs: 0.02,
  });
  const released = produceClosedBySpinning(production);
  const done = columns.ended.slice(0, released).filter((ms) => ms <= durationMs).length;
  // The server is idle with probability p: 1 ÷ p = Σ N! ÷ (N − k)! · (S ÷ Z)^k (the machine repairman).
  let [sum, term] = [0, 1];
  for (let k = 0; k <= users; k++) {
    sum += term;
    term *= (users - k) * serviceMs / thinkMs;
  }
  assertAlmostEquals(done / durationMs * serviceMs / (1 - 1 / sum), 1, 0.03);
});

Deno.test("produceClosedOnLoop() gives the loop turns although its users never think and never wait", async () => {
  const system = setUp({ users: 3, thinkMs: () => 0, serviceMs: () => "dropped", endMs: 20 });
  const { production, settled } = system;
  let turns = 0;
  const watch = () => {
    turns++;
    timer = setImmediate(watch);
  };
  let timer = setImmediate(watch);
  const released = await produceClosedOnLoop({ ...production, listen: settled.listen });
  clearImmediate(timer);
  assert(released > 100, `${released}`);
  assert(turns >= released / 3 - 1, `${turns} turns for ${released} tasks`);
});

Deno.test("produceClosedOnLoop() holds everybody back while a dispatch does", async () => {
  const system = setUp({ users: 4, thinkMs: () => 1, serviceMs: () => 0.5, tasks: 20, endMs: 200 });
  const { columns, settled, now } = system;
  // As a strategy with one place: dispatch returns when the task has ended.
  const dispatch = async (task: number) => {
    void system.production.dispatch(task);
    while (Number.isNaN(columns.ended[task])) await new Promise((next) => setImmediate(next));
  };
  const production = { ...system.production, dispatch, listen: settled.listen };
  assertEquals(await whileTimePasses(now, produceClosedOnLoop(production)), 20);
  for (let task = 0; task < 20; task++) {
    assert(columns.accepted[task] >= columns.ended[task]);
    if (task > 0) assert(columns.released[task] >= columns.accepted[task - 1]);
  }
});

Deno.test("produceClosedOnLoop() does not wait beyond the cutoff for a dispatch that never returns", async () => {
  const { production, columns } = setUp({
    users: 2,
    thinkMs: () => 0.1,
    serviceMs: () => "hangs",
    endMs: 5,
    cutoffMs: 10,
  });
  const dispatch = () => new Promise<void>(() => {});
  assertEquals(await produceClosedOnLoop({ ...production, dispatch }), 1);
  assertEquals([columns.released[0] > 0, columns.accepted[0]], [true, NaN]);
});

Deno.test("produceClosedOnLoop() fails if dispatch does, at once or later", async () => {
  const { production } = setUp({ users: 1, thinkMs: () => 0, serviceMs: () => 1, endMs: 5 });
  const failures: (() => void | Promise<void>)[] = [
    () => {
      throw new RangeError("ring of 2 full");
    },
    () => Promise.reject(new RangeError("ring of 2 full")),
  ];
  for (const dispatch of failures) {
    const users = createUsers(
      { users: 1, thinkMs: new Float64Array(9) },
      new Float64Array(9),
      0,
    );
    await assertRejects(
      () => produceClosedOnLoop({ ...production, users, dispatch }),
      RangeError,
      "full",
    );
  }
});

Deno.test("describeEnd() tells whether a closed loop ended as it was meant to", () => {
  const intended = Float64Array.of(102, 105, 109, NaN);
  const cases: [limit: "tasks" | "duration", released: number, ReturnType<typeof describeEnd>][] = [
    ["tasks", 3, { horizonMs: 9, end: "planned" }],
    ["tasks", 2, { horizonMs: 50, end: "out-of-time" }],
    ["duration", 2, { horizonMs: 50, end: "planned" }],
    ["duration", 0, { horizonMs: 50, end: "planned" }],
    ["duration", 3, { horizonMs: 9, end: "out-of-rows" }],
  ];
  for (const [limit, released, end] of cases) {
    assertEquals(describeEnd({ tasks: 3, limit, horizonMs: 50 }, intended, released, 100), end);
  }
});
