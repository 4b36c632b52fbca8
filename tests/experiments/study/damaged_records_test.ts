import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { main } from "../../../cli/main.ts";
import { encodeHistogram, HistogramReader } from "../../../experiments/histogram.ts";
import { readStudy } from "../../../experiments/study/mod.ts";
import { StudyStoreError } from "../../../experiments/study/store_error.ts";
import { summarize } from "../../../reports/summarize.ts";
import { capturedIo } from "../../cli/_captured_io.ts";
import { keepStudy } from "../../cli/_kept_study.ts";
import { withDirectory } from "../../cli/_with_directory.ts";
import { cell, measured, study } from "../../reports/_records.ts";

const GOOD = measured(cell("direct"), 0, {}, {
  lateBeyondIdealMs: 0.5,
  timeLine: { binMs: 10, inSystem: [1, 2], loopLagMaxMs: [null, 1] },
});
const SOUND = GOOD.histograms.waitMs!;

/** Records that lack a part or hold a wrong one. */
const DAMAGES: Readonly<Record<string, object>> = {
  "no window": { windowMs: undefined },
  "no horizon": { horizonMs: undefined },
  "no batch means": { waitBatchMeansMs: undefined },
  "a lateness of words": { lateBeyondIdealMs: "0.5" },
  "no time line": { timeLine: undefined },
  "bins without length": { timeLine: { ...GOOD.timeLine, binMs: 0 } },
  "fewer lags than bins": { timeLine: { ...GOOD.timeLine, loopLagMaxMs: [null] } },
  "a histogram that was cut off": { histograms: { waitMs: SOUND.slice(0, -8) } },
  "a histogram of letters": { histograms: { waitMs: "A".repeat(64) } },
};

Deno.test("readStudy() takes records of older versions, which know no lateness beyond the ideal wait", async () => {
  await withDirectory(async (directory) => {
    const { lateBeyondIdealMs: _, ...older } = GOOD;
    for (const [late, latenessMs] of [[older, null], [GOOD, 0.5]] as const) {
      keepStudy(directory, study([late]));
      const [{ waitParts }] = summarize(await readStudy(directory)).cells;
      assertEquals(waitParts!.latenessMs, latenessMs);
    }
  });
});

Deno.test("readStudy() names the line of a damaged record, and report says so in one line", async () => {
  await withDirectory(async (directory) => {
    for (const [what, damage] of Object.entries(DAMAGES)) {
      keepStudy(directory, study([{ ...GOOD, ...damage }]));
      await assertRejects(() => readStudy(directory), StudyStoreError, "damaged at line 1", what);
      const io = capturedIo();
      assertEquals([await main(["report", directory], io), io.errLines.length], [2, 1], what);
      assertStringIncludes(io.errLines[0], "damaged at line 1");
    }
  });
});

Deno.test("HistogramReader tells a histogram from one with a letter changed or missing", () => {
  const reader = new HistogramReader();
  const isHistogram = (text: string) => reader.canRead(text);
  const text = encodeHistogram(Float64Array.of(0, 0.5, 3, 7000));
  assertEquals([isHistogram(text), isHistogram(encodeHistogram(new Float64Array(0)))], [
    true,
    true,
  ]);
  for (let at = 0; at < text.length - 4; at += 3) {
    const other = text[at] === "A" ? "B" : "A";
    // The lower half of the byte that tells the size of a word, and the padding, say nothing.
    const changed = text.slice(0, at) + other + text.slice(at + 1);
    assertEquals(isHistogram(text.slice(0, at)), false, `cut at ${at}`);
    if (at > 16) {
      assertEquals(isHistogram(changed), false, `changed at ${at}`);
    }
  }
  assertEquals(["", "A", "not base64!"].map(isHistogram), [false, false, false]);
});
