import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { encodeRow, MOST_ROW_BYTES } from "../../../experiments/capture/_row.ts";

const UNTOUCHED = 0xff;

function encoded(arrivalMs: number, durationMs: number): string {
  const bytes = new Uint8Array(MOST_ROW_BYTES + 10).fill(UNTOUCHED);
  const end = encodeRow(bytes, 5, arrivalMs, durationMs);
  assertEquals(
    [...bytes.subarray(0, 5), ...bytes.subarray(end)].every((b) => b === UNTOUCHED),
    true,
  );
  return new TextDecoder().decode(bytes.subarray(5, end));
}

Deno.test("encodeRow() writes a line of JSON with three decimals", () => {
  const table: [number, number, string][] = [
    [12.345, 0.678, '{"arrivalMs":12.345,"durationMs":0.678}\n'],
    [0, 0, '{"arrivalMs":0.000,"durationMs":0.000}\n'],
    [0.0004, 0.0006, '{"arrivalMs":0.000,"durationMs":0.001}\n'],
    [9.9996, 99.9994, '{"arrivalMs":10.000,"durationMs":99.999}\n'],
    [1000, 10_000.05, '{"arrivalMs":1000.000,"durationMs":10000.050}\n'],
    [999_999_999.999, 1e9, '{"arrivalMs":999999999.999,"durationMs":1000000000.000}\n'],
    [86_400_000 * 30 + 0.001, 1, '{"arrivalMs":2592000000.001,"durationMs":1.000}\n'],
    [
      1_000_000_000_000.001,
      1_000_000_000_007,
      '{"arrivalMs":1000000000000.001,"durationMs":1000000000007.000}\n',
    ],
  ];
  for (const [arrivalMs, durationMs, row] of table) {
    assertEquals(encoded(arrivalMs, durationMs), row);
  }
});

Deno.test("encodeRow() writes what JSON reads again, to the µs, for any two times", () => {
  // Beyond 2⁵¹ µs, 71 years, neighbouring ms in float64 are further apart than a µs.
  const us = fc.oneof(fc.nat(), fc.bigInt(0n, 2n ** 51n).map(Number));
  fc.assert(fc.property(us, us, (arrivalUs, durationUs) => {
    const row = JSON.parse(encoded(arrivalUs / 1000, durationUs / 1000));
    assertEquals(row, { arrivalMs: arrivalUs / 1000, durationMs: durationUs / 1000 });
  }));
});
