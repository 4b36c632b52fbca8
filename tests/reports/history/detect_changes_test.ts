import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  type Change,
  detectChanges,
  type Detection,
  worsenings,
} from "../../../reports/history/detect_changes.ts";
import { historyOf, historyOfValues, noise, pointAt, trackedAt } from "./_histories.ts";

const changesOf = ({ series }: Detection): Change[] => series.flatMap(({ changes }) => changes);

/** Values with 3 % of noise about levels. */
function levels(seed: number, ...parts: readonly (readonly [level: number, count: number])[]) {
  const factor = noise(seed, 0.03);
  return parts.flatMap(([level, count]) => Array.from({ length: count }, () => level * factor()));
}

Deno.test("detectChanges() names the commits between which a ratio rose, by how much, and how sure", () => {
  const detection = detectChanges(historyOfValues(levels(1, [2, 20], [2.6, 10])));
  const [change, ...others] = changesOf(detection);
  assertEquals(others, []);
  assertEquals(change.before.commit.slice(0, 4), "c019");
  assertEquals(change.after.commit.slice(0, 4), "c020");
  assertEquals([change.countBefore, change.countAfter], [20, 10]);
  assertEquals([change.direction, change.position], ["worse", "last"]);
  assertEquals(change.series.basis, "ratio");
  assertAlmostEquals(change.ratio, 1.3, 0.03);
  const [low, high] = change.interval!;
  assert(low < change.ratio && change.ratio < high && low > 1.2 && high < 1.4);
  assertEquals(change.p, 0.001);
  assertEquals(change.confidence, 0.999);
  assertEquals(worsenings(detection), [change]);
});

Deno.test("detectChanges() counts a change as worse by the metric's good direction, and only while it lasts", () => {
  const cases = [
    [[2, 1.4], "dispatchOverheadMs.p50", ["better"], 0],
    [[1.4, 2], "dispatchOverheadMs.p50", ["worse"], 1],
    [[2, 1.4], "throughputPerSecond", ["worse"], 1],
    [[1.4, 2], "throughputPerSecond", ["better"], 0],
    [[1.4, 2, 1.4], "dispatchOverheadMs.p50", ["worse", "better"], 0],
    [[2, 1.4, 2], "dispatchOverheadMs.p50", ["better", "worse"], 1],
  ] as const;
  for (const [parts, metric, directions, worse] of cases) {
    const values = levels(2, ...parts.map((level) => [level, 15] as const));
    const load = metric === "throughputPerSecond" ? "saturated" : "below-saturation";
    const detection = detectChanges(historyOfValues(values, { metric, load }));
    const shown = `${metric} ${parts}`;
    assertEquals(changesOf(detection).map(({ direction }) => direction), [...directions], shown);
    assertEquals(worsenings(detection).length, worse, shown);
  }
});

Deno.test("detectChanges() leaves out what does not matter, and adds small steps up until they do", () => {
  const certain = historyOfValues(levels(3, [2, 30], [2.12, 30]));
  assertEquals(changesOf(detectChanges(certain)), []);
  const deltas = [{ metric: "dispatchOverheadMs.p50", delta: 0.03 }];
  assertEquals(changesOf(detectChanges(certain, { deltas })).length, 1);
  const factor = noise(4, 0.005);
  const stairs = historyOfValues(
    [1, 1.2, 1.44].flatMap((level) => Array.from({ length: 25 }, () => level * factor())),
  );
  const [change, ...others] = changesOf(detectChanges(stairs));
  assertEquals(others, []);
  assert(change.ratio > 1.25 && change.direction === "worse");
});

Deno.test("detectChanges() has a false alarm no more often than alpha says, over all series together", () => {
  const alpha = 0.2;
  const runs = 150;
  let alarms = 0;
  for (let run = 0; run < runs; run++) {
    const factor = noise(100 + run, 0.3);
    const history = historyOf(Array.from({ length: 30 }, (_, at) =>
      trackedAt(
        at,
        Array.from({ length: 8 }, (_, cell) => pointAt(factor(), { workload: `w${cell}` })),
      )));
    // Whatever is found is to count, however small.
    const deltas = [{ metric: "dispatchOverheadMs.p50", delta: 1e-9 }];
    const detection = detectChanges(history, { alpha, deltas });
    assertEquals(detection.hypotheses, 8);
    if (changesOf(detection).length > 0) alarms++;
  }
  // 30 are allowed; the standard deviation is 5. A test of each series at alpha would give 125.
  assert(alarms >= 8 && alarms <= 45, String(alarms));
});

Deno.test("detectChanges() never mixes hosts or runtimes", () => {
  // Two hosts in turn, one twice as slow: each for itself does not change.
  const factor = noise(5, 0.02);
  const studies = Array.from(
    { length: 60 },
    (_, at) =>
      trackedAt(at, [pointAt((at < 30 ? 1 : 2) * factor())], {
        host: at < 30 ? "A, 2 cores, linux x86_64" : "B, 2 cores, linux x86_64",
      }),
  );
  assertEquals(changesOf(detectChanges(historyOf(studies))), []);
  const upgraded = studies.map((study, at) => ({
    ...study,
    host: "A, 2 cores, linux x86_64",
    runtime: at < 30 ? "deno 2.9.6" : "deno 3.0.0",
  }));
  const detection = detectChanges(historyOf(upgraded));
  assertEquals(changesOf(detection), []);
  const all = detectChanges(historyOf(upgraded), { metrics: "all" });
  assertEquals(all.series.map(({ series: { role, state } }) => [role, state]), [
    ["hint", "closed"],
    ["decides", "current"],
  ]);
});

Deno.test("detectChanges() lets figures without a ratio decide only where no reference is pinned", () => {
  const values = levels(6, [2, 20], [3, 20]);
  const points = (reference: string | null) =>
    historyOf(
      values.map((value, at) =>
        trackedAt(at, [pointAt(value, { ratio: null, ratioInterval: null })], { reference })
      ),
      reference,
    );
  const free = detectChanges(points(null));
  assertEquals(worsenings(free).map(({ series: { basis } }) => basis), ["absolute"]);
  const pinned = detectChanges(points("loop-immediate"));
  assertEquals([pinned.series.length, pinned.withoutRatio], [0, 1]);
  const hinted = detectChanges(points("loop-immediate"), { metrics: "all" });
  assertEquals([changesOf(hinted).length, worsenings(hinted).length], [1, 0]);
});

Deno.test("detectChanges() sees that a host slowed down, and that the code did not", () => {
  const factor = noise(7, 0.02);
  const history = historyOf(
    Array.from(
      { length: 40 },
      (_, at) => trackedAt(at, [pointAt((at < 20 ? 1 : 2) * factor(), { ratio: factor() })]),
    ),
  );
  assertEquals(changesOf(detectChanges(history)), []);
});

Deno.test("detectChanges() leaves out ratios to a reference of the past", () => {
  const factor = noise(8, 0.02);
  const studies = Array.from(
    { length: 50 },
    (_, at) =>
      trackedAt(at, [pointAt((at < 20 ? 1 : 5) * factor())], {
        reference: at < 20 ? "direct" : "loop-immediate",
      }),
  );
  const [{ series, changes }] = detectChanges(historyOf(studies)).series;
  assertEquals(series.basis, "ratio");
  assertEquals(series.points.filter(({ log }) => log !== null).length, 30);
  assertEquals(changes, []);
});

Deno.test("detectChanges() skips studies in which a cell was unstable, and values that are below a clock's step", () => {
  const values = levels(9, [2, 20], [3, 20]);
  const gaps = historyOf(values.map((value, at) =>
    trackedAt(at, [
      at % 5 === 4
        ? pointAt(value, { state: "unstable", value: null, ratio: null })
        : pointAt(value),
    ])
  ));
  const [{ before, after, countBefore }] = changesOf(detectChanges(gaps));
  assertEquals([before.commit.slice(0, 4), after.commit.slice(0, 4)], ["c018", "c020"]);
  assertEquals(countBefore, 16);
  const below = historyOf(
    values.map((_, at) =>
      trackedAt(at, [pointAt(at < 20 ? -1e-5 : 9e-5, { ratio: null })], { reference: null })
    ),
    null,
  );
  assertEquals(changesOf(detectChanges(below)), []);
});

Deno.test("detectChanges() looks at hints if asked, and lets none of them decide", () => {
  const values = levels(10, [2, 30], [3, 30]);
  const history = historyOf(
    values.map((value, at) =>
      trackedAt(
        at,
        ["waitMs.p50", "waitMs.p99", "sojournMs.p50", "serviceMs.mean", "future.p50"]
          .map((metric) => pointAt(value, { metric })),
      )
    ),
  );
  assertEquals(detectChanges(history).series, []);
  const all = detectChanges(history, { metrics: "all" });
  assertEquals(changesOf(all).length, 4);
  assertEquals(worsenings(all), []);
});

Deno.test("detectChanges() sees service, time per task and lost tasks, at the loads of a gate", () => {
  const values = levels(12, [2, 20], [2.6, 20]);
  const below = "below-saturation";
  const cases = [
    ["serviceMs.p50", below, 1],
    ["serviceMs.p50", "saturated", 1],
    ["timePerTaskMs.p50", below, 0],
    ["timePerTaskMs.p50", "saturated", 1],
    ["throughputPerSecond", below, 0],
    ["dispatchOverheadMs.p50", "saturated", 0],
    ["notCompleted", below, 1],
  ] as const;
  for (const [metric, load, worse] of cases) {
    const detection = detectChanges(historyOfValues(values, { metric, load }));
    assertEquals(worsenings(detection).length, worse, `${metric}, ${load}`);
  }
});

Deno.test("detectChanges() takes a count of none for half a task, and what never changes for no test", () => {
  const lossy = (count: number) => pointAt(count, { metric: "notCompleted", ratio: null });
  const history = historyOf(
    Array.from({ length: 30 }, (_, at) =>
      trackedAt(at, [
        lossy(at < 15 ? 0 : 3),
        ...["a", "b", "c"].map((workload) => ({ ...lossy(0), workload })),
      ], { reference: null })),
    null,
  );
  const detection = detectChanges(history);
  assertEquals([detection.series.length, detection.hypotheses], [4, 1]);
  const [change, ...others] = worsenings(detection);
  assertEquals([others.length, change.series.workload], [0, "steady"]);
  assertAlmostEquals(change.ratio, 6, 1e-9);
});

Deno.test("detectChanges() leaves out a count that only scatters otherwise, about the same level", () => {
  const after = [4, 1, 0.25];
  const ratios = Array.from({ length: 60 }, (_, at) => at < 30 ? 1 : after[at % 3]);
  const [{ changes }] = detectChanges(historyOfValues(ratios, { metric: "notCompleted" })).series;
  assertEquals(changes, []);
});

Deno.test("detectChanges() names commits that were measured again after others", () => {
  const commits = ["a", "a", "b", "a", "c", "a", "b"];
  const host = { host: "B, 2 cores, linux x86_64" };
  const studies = commits.map((commit, at) => trackedAt(at, [pointAt(1)], { commit }));
  assertEquals(detectChanges(historyOf(studies)).remeasured, ["a", "b"]);
  assertEquals(detectChanges(historyOf(studies.slice(0, 3))).remeasured, []);
  // Hosts in turn measure each commit once.
  const apart = studies.slice(1, 3).flatMap((study) => [study, { ...study, ...host }]);
  assertEquals(detectChanges(historyOf(apart)).remeasured, []);
});

Deno.test("detectChanges() says how many studies it takes", () => {
  const few = detectChanges(historyOfValues([1, 1, 1, 9, 9, 9]));
  assertEquals(changesOf(few), []);
  // Of the 84 ways to choose three of nine two divide as well, less than half of 0.05; of 56, more.
  assertEquals([few.hypotheses, few.leastStudies, few.shortSeries], [1, 9, 1]);
  const enough = detectChanges(historyOfValues([1, 1.01, 1.02, 1.03, 1.04, 1.05, 9, 9.1, 9.2]));
  assertEquals(changesOf(enough).length, 1);
  assertEquals(enough.shortSeries, 0);
  assertEquals(detectChanges(historyOf([])).series, []);
});

Deno.test("detectChanges() finds the same each time, and refuses an alpha that is none", () => {
  const history = historyOfValues(levels(11, [2, 25], [2.4, 20]));
  assertEquals(detectChanges(history), detectChanges(history));
  for (const alpha of [0, 1, NaN]) {
    assertThrows(() => detectChanges(history, { alpha }), RangeError, `got ${alpha}`);
  }
});
