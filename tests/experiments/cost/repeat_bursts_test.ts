import { assert, assertEquals } from "@std/assert";
import { repeatBursts } from "../../../experiments/cost/repeat_bursts.ts";

/** Bursts that take as long as they are told; keeps their sizes. */
function fakeBursts(durationMs: (tasks: number, index: number) => number) {
  const sizes: number[] = [];
  return {
    sizes,
    burst(tasks: number) {
      sizes.push(tasks);
      const ms = durationMs(tasks, sizes.length - 1);
      return Promise.resolve({ ran: tasks, dropped: 0, durationMs: ms });
    },
  };
}

Deno.test("repeatBursts() warms up with growing bursts and measures nine quick ones", async () => {
  const { sizes, burst } = fakeBursts((tasks) => tasks * 1e-5);
  const { tasks, measured } = await repeatBursts({ tasks: 20_000, longestMs: 500 }, burst);
  assertEquals([tasks, measured.length], [20_000, 9]);
  assertEquals(sizes.slice(0, 7), [16, 64, 256, 1024, 4096, 16_384, 20_000]);
  assert(sizes.slice(7).every((size) => size === 20_000));
  // 21,840 tasks in the growing ones, fourteen more make 300,000.
  assertEquals(sizes.length, 6 + 14 + 9);
});

Deno.test("repeatBursts() warms up with thirty bursts at most, however small they are", async () => {
  const { sizes, burst } = fakeBursts((tasks) => tasks * 1e-5);
  const { measured } = await repeatBursts({ tasks: 2000, longestMs: null }, burst);
  assertEquals(sizes.length - measured.length, 30);
});

Deno.test("repeatBursts() makes bursts smaller that would take too long", async () => {
  // 1 ms a task: 500 ms hold 500 of them.
  const { sizes, burst } = fakeBursts((tasks) => tasks);
  const { tasks, measured } = await repeatBursts({ tasks: 20_000, longestMs: 500 }, burst);
  assertEquals(tasks, 500);
  assertEquals(measured.map(({ ran }) => ran), [500, 500]);
  assert(Math.max(...sizes) <= 500);
});

Deno.test("repeatBursts() makes bursts of one task where even that takes too long", async () => {
  const { burst } = fakeBursts((tasks) => tasks * 1000);
  const { tasks, measured } = await repeatBursts({ tasks: 20_000, longestMs: 500 }, burst);
  assertEquals([tasks, measured.length], [1, 1]);
});

Deno.test("repeatBursts() does not believe a single slow probe", async () => {
  const { burst } = fakeBursts((tasks, index) => index === 2 ? 400 : tasks * 1e-5);
  const { tasks } = await repeatBursts({ tasks: 20_000, longestMs: 500 }, burst);
  assertEquals(tasks, 20_000);
});

Deno.test("repeatBursts() keeps the size that it is told to keep", async () => {
  const { burst } = fakeBursts((tasks) => tasks);
  const { tasks, measured } = await repeatBursts({ tasks: 1500, longestMs: null }, burst);
  assertEquals([tasks, measured.length], [1500, 1]);
});
