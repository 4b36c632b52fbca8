import { assertEquals } from "@std/assert";
import {
  formatDifferenceMs,
  formatDuration,
  formatMs,
  formatMsWithInterval,
  formatNumber,
  formatShare,
  formatUtilization,
} from "../../reports/format.ts";

Deno.test("formatNumber() gives three significant digits without an exponent", () => {
  const cases: [number | null, string][] = [
    [0, "0"],
    [1, "1.00"],
    [12.345, "12.3"],
    [999.6, "1000"],
    [1234.5, "1235"],
    [12345.6, "12,346"],
    [1234567, "1,234,567"],
    [0.00123456, "0.00123"],
    [-2.5, "−2.50"],
    [1e-17, "0"],
    [null, "–"],
    [NaN, "–"],
    [Infinity, "∞"],
    [-Infinity, "−∞"],
  ];
  for (const [value, text] of cases) assertEquals(formatNumber(value), text);
});

Deno.test("formatUtilization() tells what is near 1 from 1", () => {
  const cases: [number, string][] = [
    [0, "0"],
    [0.5, "0.500"],
    [0.99949, "0.999"],
    [0.99951, "0.9995"],
    [0.9998, "0.9998"],
    [0.99996, "0.99996"],
    [1, "1.00"],
    [1.2, "1.20"],
    [NaN, "–"],
  ];
  for (const [utilization, text] of cases) assertEquals(formatUtilization(utilization), text);
});

Deno.test("formatMs() chooses the unit", () => {
  const cases: [number | null, string][] = [
    [0, "0 ms"],
    [0.0001234, "123 ns"],
    [0.00099949, "999 ns"],
    [0.0123, "12.3 µs"],
    [0.9994, "999 µs"],
    [0.9996, "1.00 ms"],
    [12, "12.0 ms"],
    [1500, "1.50 s"],
    [-0.5, "−500 µs"],
    [null, "–"],
    [Infinity, "∞"],
  ];
  for (const [ms, text] of cases) assertEquals(formatMs(ms), text);
});

Deno.test("formatMsWithInterval() writes both bounds in the unit of the estimate", () => {
  assertEquals(formatMsWithInterval(1.5, [0.5, 2.5]), "1.50 ms [0.500, 2.50]");
  assertEquals(formatMsWithInterval(0.05, [-0.01, 0.11]), "50.0 µs [−10.0, 110]");
  assertEquals(formatMsWithInterval(1, null), "1.00 ms");
  assertEquals(formatMsWithInterval(null, null), "–");
});

Deno.test("formatShare() and formatDuration() speak to people", () => {
  assertEquals(formatShare(0.1234), "12.3 %");
  assertEquals(formatShare(null), "–");
  const durations = [0, 45_400, 89_600, 200_000, 7_500_000];
  assertEquals(durations.map(formatDuration), [
    "0 s",
    "45 s",
    "1 min 30 s",
    "3 min 20 s",
    "2 h 5 min",
  ]);
});

Deno.test("formatDifferenceMs() has a sign, the unit of its largest figure, and a least one", () => {
  assertEquals(formatDifferenceMs(0.0123, [-0.0019, 0.0265]), "+12.3 µs [−1.90, 26.5]");
  assertEquals(formatDifferenceMs(-0.0005, [-2, 1.999]), "−0.000500 ms [−2.00, 2.00]");
  assertEquals(formatDifferenceMs(1e-14, [-1e-14, 2e-14]), "0 ms [0, 0]");
  assertEquals(formatDifferenceMs(-3, null), "−3.00 ms");
});
