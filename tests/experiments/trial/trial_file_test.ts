import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { createColumns } from "../../../experiments/trial/columns.ts";
import type { TrialResult } from "../../../experiments/trial/run_trial.ts";
import { decodeTrial, encodeTrial } from "../../../experiments/trial/trial_file.ts";
import { trialResult } from "./_trial_result.ts";

const MAGIC = "dispatch-lab/columns@2\n";

const sample: TrialResult = trialResult(
  [{ intended: 1, released: 2, accepted: 3, started: 4, ended: 5 }, { intended: 6 }],
  { firstFailure: "ü\n", sleep: { count: 1, meanMs: 2, secondMomentMs2: 4, shortestMs: 2 } },
  { heartbeatAt: [1, 2, 3], heartbeatLag: [0.1, 0.2, 0.3], probeFired: [], idleLag: [NaN] },
);

Deno.test("decodeTrial() gives back what encodeTrial() was given", () => {
  assertEquals(decodeTrial(encodeTrial(sample)), sample);
});

Deno.test("decodeTrial() gives back columns of any size, bit by bit", () => {
  const shape = fc.record({
    tasks: fc.nat(20),
    segments: fc.integer({ min: 1, max: 3 }),
    value: fc.double(),
    lag: fc.array(fc.double(), { maxLength: 20 }),
  });
  fc.assert(fc.property(shape, ({ tasks, segments, value, lag }) => {
    const columns = createColumns(tasks, segments);
    columns.started.fill(value);
    columns.segmentEnded.fill(-value);
    columns.outcome.fill(2);
    const result = {
      ...sample,
      columns,
      lag: { ...sample.lag, idleFired: Float64Array.from(lag) },
    };
    assertEquals(decodeTrial(encodeTrial(result)), result);
  }));
});

Deno.test("decodeTrial() reads bytes wherever they lie in memory", () => {
  const bytes = encodeTrial(sample);
  const around = new Uint8Array(bytes.length + 10);
  around.set(bytes, 3);
  assertEquals(decodeTrial(around.subarray(3, 3 + bytes.length)), sample);
});

Deno.test("decodeTrial() refuses a record that was cut off, at any place", () => {
  const bytes = encodeTrial(sample);
  for (let length = 0; length < bytes.length; length++) {
    assertThrows(() => decodeTrial(bytes.subarray(0, length)), SyntaxError, "the record is");
  }
});

Deno.test("decodeTrial() refuses what is no record", () => {
  const withHeader = (header: string) => {
    const text = new TextEncoder().encode(header);
    const bytes = new Uint8Array(MAGIC.length + 4 + text.length);
    bytes.set(new TextEncoder().encode(MAGIC));
    new DataView(bytes.buffer).setUint32(MAGIC.length, text.length, true);
    bytes.set(text, MAGIC.length + 4);
    return bytes;
  };
  const cases: [bytes: Uint8Array, message: string][] = [
    [new Uint8Array(0), "the record is empty"],
    [new Uint8Array(1000), "not in the trial format"],
    [new TextEncoder().encode("hello"), "not in the trial format"],
    [new TextEncoder().encode(MAGIC.replace("2", "1")), "not in the trial format"],
    [withHeader(""), "the record is damaged"],
    [withHeader("null"), "the record is damaged"],
    [withHeader("{}"), "the record is damaged"],
    [withHeader('{"tasks":1,"segmentsPerTask":1,"columnBytes":40}'), "the record is damaged"],
    [withHeader('{"tasks":1,"segmentsPerTask":1,"columnBytes":-1}'), "the record is damaged"],
    [withHeader('{"tasks":9,"segmentsPerTask":1,"columnBytes":1e15}'), "the record is damaged"],
    [withHeader('{"tasks":0,"segmentsPerTask":1,"columnBytes":0}'), "the record is damaged"],
  ];
  for (const [bytes, message] of cases) {
    assertThrows(() => decodeTrial(bytes), SyntaxError, message);
  }
});

Deno.test("decodeTrial() fails in no other way, whatever the bytes after its first line", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
    const bytes = new Uint8Array(MAGIC.length + noise.length);
    bytes.set(new TextEncoder().encode(MAGIC));
    bytes.set(noise, MAGIC.length);
    assertThrows(() => decodeTrial(bytes), SyntaxError);
  }));
});
