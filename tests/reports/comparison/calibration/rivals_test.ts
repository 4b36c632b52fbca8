import { assertEquals } from "@std/assert";
import {
  alarmingRivals,
  type RivalName,
} from "../../../../reports/comparison/calibration/rivals.ts";

const BASE = [10, 10.1, 9.9, 10.2, 9.8, 10, 10.1, 9.9, 10.2, 9.8, 10, 10.1, 10];
const times = (factor: number) => BASE.map((value) => value * factor);
const lower = (base: number[], head: number[]) =>
  alarmingRivals([{ metric: { better: "lower" }, base, head }]);
const ALL: RivalName[] = ["lastRun", "mannWhitney", "welch", "pairedT", "median15"];

Deno.test("rivals all see what is plainly worse, and none what is the same or better", () => {
  assertEquals(lower(BASE, times(1.3)), ALL);
  assertEquals(lower(BASE, BASE), []);
  assertEquals(lower(BASE, times(0.7)), []);
});

Deno.test("rivals know that more throughput is better", () => {
  const higher = (head: number[]) =>
    alarmingRivals([{ metric: { better: "higher" }, base: BASE, head }]);
  assertEquals(higher(times(1.3)), []);
  assertEquals(higher(times(0.7)), ALL);
});

Deno.test("lastRun looks at the last run and nothing else", () => {
  assertEquals(lower(BASE, [...BASE.slice(0, -1), 11.2]), ["lastRun"]);
  assertEquals(lower([...times(1).slice(0, -1), 10], [...times(1).slice(0, -1), 10.9]), []);
});

Deno.test("mannWhitney wants 5 % beside its p, the t-tests do not", () => {
  assertEquals(lower(BASE, times(1.04)), ["welch", "pairedT"]);
  assertEquals(lower(BASE, times(1.06)), ["mannWhitney", "welch", "pairedT"]);
});

Deno.test("pairedT sees what blocks share, which Welch takes for scatter", () => {
  const rough = BASE.map((value, block) => value * (1 + block));
  assertEquals(lower(rough, rough.map((value) => value + 0.2)), ["pairedT"]);
});

Deno.test("median15 wants 15 %", () => {
  assertEquals(lower(BASE, times(1.14)).includes("median15"), false);
  assertEquals(lower(BASE, times(1.16)).includes("median15"), true);
});

Deno.test("rivals have no opinion of counts that are 0 throughout", () => {
  const none = BASE.map(() => 0);
  assertEquals(lower(none, none), []);
  assertEquals(lower(none, BASE), ALL);
});

Deno.test("alarmingRivals() alarms if one metric of all does", () => {
  const same = { metric: { better: "lower" }, base: BASE, head: BASE } as const;
  assertEquals(alarmingRivals([same, { ...same, head: times(1.3) }, same]), ALL);
  assertEquals(alarmingRivals([]), []);
});
