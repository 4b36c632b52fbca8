import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { build, encodeIntoCompressedBase64 } from "hdr-histogram-js";
import {
  decodeHistogram,
  encodeHistogram,
  HistogramReader,
  mergedQuantiles,
  tallyTimes,
  withInfinite,
} from "../../experiments/histogram.ts";
import type { Tally } from "../../reports/stats/block_quantile.ts";
import { fromNanoseconds, perSecond, toNanoseconds } from "../../experiments/units.ts";

const PROBABILITIES = [0, 0.5, 0.9, 0.99, 0.999, 1];

/** Times from a nanosecond to a quarter of an hour, each order of magnitude as likely. */
const times = fc.array(
  fc.double({ min: -6, max: 6, noNaN: true }).map((power) => 10 ** power),
  { maxLength: 60 },
);

/** Lower and upper edges of the cells, in ms. */
function edgesOf({ layout, cells }: Tally): [lows: number[], highs: number[]] {
  return [
    Array.from(cells, (cell) => layout.lowOf(cell)),
    Array.from(cells, (cell) => layout.highOf(cell)),
  ];
}

/** The least value that so large a share of the values does not exceed. */
function nearestRank(sorted: readonly number[], probability: number): number {
  return sorted[Math.max(0, Math.ceil(probability * sorted.length - 1e-9) - 1)];
}

Deno.test("mergedQuantiles() of any parts are those of the whole within 0.1 %", () => {
  fc.assert(fc.property(fc.array(times, { minLength: 1, maxLength: 4 }), (parts) => {
    const all = parts.flat().sort((a, b) => a - b);
    const encoded = parts.map((part) => encodeHistogram(Float64Array.from(part)));
    const found = mergedQuantiles(encoded, PROBABILITIES);
    if (all.length === 0) return assertEquals(found, null);
    PROBABILITIES.forEach((probability, index) => {
      const exact = nearestRank(all, probability);
      // Whole nanoseconds are recorded.
      const toleranceMs = 0.001 * exact + 0.5e-6 + 1e-12;
      assert(
        Math.abs(found![index] - exact) <= toleranceMs,
        `p${probability}: ${found![index]} for ${exact} of ${all}`,
      );
    });
  }));
});

Deno.test("mergedQuantiles() has none for no values", () => {
  assertEquals(mergedQuantiles([], [0.5]), null);
  assertEquals(mergedQuantiles([encodeHistogram(new Float64Array(0))], [0.5]), null);
});

Deno.test("mergedQuantiles() refuses what is no histogram", () => {
  for (const text of ["", "AAAA", "not base64!"]) {
    assertThrows(() => mergedQuantiles([text], [0.5]), text);
  }
});

Deno.test("encodeHistogram() writes what the library itself makes of the values", () => {
  fc.assert(fc.property(times, (values) => {
    const library = build({
      bitBucketSize: 64,
      autoResize: true,
      lowestDiscernibleValue: 1,
      highestTrackableValue: 2,
      numberOfSignificantValueDigits: 3,
      useWebAssembly: false,
    });
    for (const ms of values) library.recordValue(toNanoseconds(ms));
    assertEquals(encodeHistogram(Float64Array.from(values)), encodeIntoCompressedBase64(library));
  }));
});

Deno.test("decodeHistogram() gives cells around the values, and tallyTimes() the same at once", () => {
  fc.assert(fc.property(times, (values) => {
    const series = Float64Array.from(values);
    const tally = decodeHistogram(encodeHistogram(series));
    assertEquals(tallyTimes(series), tally);
    assertEquals(tally.counts.reduce((sum, count) => sum + count, 0), values.length);
    const [lows, highs] = edgesOf(tally);
    for (const ms of values) {
      const within = lows.some((low, cell) => low - 1e-6 <= ms && ms <= highs[cell] + 1e-6);
      assert(within, `${ms} is in no cell`);
    }
    lows.forEach((low, cell) => {
      assert(low <= highs[cell] && highs[cell] - low <= 0.001 * low);
      assert(cell === 0 || highs[cell - 1] <= low);
    });
  }));
  const edges = [0, 1, 2047, 2048, 4095, 4096, 2 ** 32 - 1, 2 ** 32, 2 ** 33, 2 ** 45 + 1];
  for (const nanoseconds of edges) {
    const [[low], [high]] = edgesOf(tallyTimes(Float64Array.of(nanoseconds / 1e6)));
    assert(low * 1e6 <= nanoseconds + 0.01 && nanoseconds - 0.01 <= high * 1e6, `${nanoseconds}`);
  }
  const none = tallyTimes(Float64Array.of(-1, 0));
  assertEquals([edgesOf(none), [...none.counts]], [[[0], [0]], [2]]);
});

Deno.test("HistogramReader reads the same again, whatever it has read between", () => {
  fc.assert(fc.property(fc.array(times, { minLength: 1, maxLength: 4 }), (parts) => {
    const reader = new HistogramReader();
    const encoded = parts.map((part) => encodeHistogram(Float64Array.from(part)));
    const first = encoded.map((text) => reader.read(text));
    assertEquals(first, encoded.map((text) => decodeHistogram(text)));
    assertEquals(encoded.map((text) => reader.canRead(text)), encoded.map(() => true));
    assertEquals(encoded.map((text) => reader.read(text)), first);
  }));
});

Deno.test("decodeHistogram() reads counts of more than one byte", () => {
  const values = Float64Array.from({ length: 40_000 }, (_, index) => index < 300 ? 1 : 2);
  assertEquals([...decodeHistogram(encodeHistogram(values)).counts], [300, 39_700]);
});

Deno.test("withInfinite() adds a cell beyond all others", () => {
  const all = withInfinite(tallyTimes(Float64Array.of(1, 1)), 3);
  assertEquals([...all.counts], [2, 3]);
  assertEquals(edgesOf(all).map((edges) => edges[1]), [Infinity, Infinity]);
});

Deno.test("encodeHistogram() counts negative times as none", () => {
  const encoded = encodeHistogram(Float64Array.of(-5, -0.1, 0));
  assertEquals(mergedQuantiles([encoded], [0, 1]), [0, 0]);
});

Deno.test("toNanoseconds() rounds and stays at 0 and above; fromNanoseconds() undoes it", () => {
  assertEquals([0.0000014, 1.5, 0, -3].map(toNanoseconds), [1, 1_500_000, 0, 0]);
  assertEquals(fromNanoseconds(1_500_000), 1.5);
});

Deno.test("perSecond() divides by time, and has no answer without", () => {
  assertEquals(perSecond(5, 250), 20);
  assertEquals(perSecond(0, 250), 0);
  assertEquals(perSecond(5, 0), NaN);
});
