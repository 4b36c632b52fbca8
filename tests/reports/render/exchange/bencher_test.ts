import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { z } from "zod";
import { EXCHANGE_FORMATS, renderExchange, type Subject } from "../../../../mod.ts";
import { cell, measured, study } from "../../_records.ts";
import { decodeName, everyStudy, hostileNames, studyOf } from "./_everything.ts";

/** The JSON Schema that Bencher publishes (https://bencher.dev/bmf.json), and its limits of lengths. */
const BMF = z.record(
  z.string().min(1).max(1024),
  z.record(
    z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/).max(64),
    z.strictObject({
      value: z.number(),
      lower_value: z.number().optional(),
      upper_value: z.number().optional(),
    }),
  ),
);

function bencher(subject: Subject) {
  return BMF.parse(JSON.parse(renderExchange(EXCHANGE_FORMATS["bencher"], subject)!));
}

Deno.test("bencher gives times in ns and rates per second, with intervals that hold the value", () => {
  const { "loop-immediate under steady (inside)": measures } = bencher(everyStudy());
  assertEquals(measures["dispatch-call-p50-ns"].value, 1000);
  assertEquals(measures["throughput"], { value: 200 });
  for (const { value, lower_value, upper_value } of Object.values(measures)) {
    if (lower_value !== undefined) assert(lower_value <= value && value <= upper_value!);
  }
});

Deno.test("bencher gives failed cells nothing but how many trials failed", () => {
  assertEquals(bencher(everyStudy())["io-tcp under steady (outside)"], {
    "failed-trials": { value: 3 },
  });
});

Deno.test("bencher keeps any two cells apart, whatever they are called", () => {
  fc.assert(
    fc.property(fc.uniqueArray(hostileNames, { minLength: 2, maxLength: 3 }), (given) => {
      const names = [...new Set(given.map((name) => name.toWellFormed()))];
      const benchmarks = Object.keys(
        bencher(studyOf(study(names.map((name) => measured(cell(name), 0))))),
      );
      assertEquals(
        benchmarks.map((key) => decodeName(key.split(" ")[0])).toSorted(),
        names.toSorted(),
      );
    }),
    { numRuns: 30 },
  );
});
