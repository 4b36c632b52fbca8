import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import type { StoredStudy } from "../../../experiments/study_document.ts";
import { defaultGatedMetrics } from "../../../reports/comparison/compared_metrics.ts";
import { findHistoryMetric, HISTORY_METRICS } from "../../../reports/history/history_metrics.ts";
import {
  hostClass,
  trackedStudyOf,
  type TrackOptions,
} from "../../../reports/history/points_of.ts";
import { summarize } from "../../../reports/summarize.ts";
import { cell, failed, measured, study } from "../_records.ts";

const REFERENCE = cell("loop-immediate");
const OTHER = cell("queue-notified");
const OUTSIDE = cell("queue-notified", { placement: "outside" });
const LONELY = cell("queue-notified", { workload: "burst" });
const UNSTABLE = {
  stability: { state: "unstable", reason: "overload", growthMsPerSecond: 250 },
} as const;

function tracked(stored: StoredStudy, options: TrackOptions = {}) {
  return trackedStudyOf(stored, summarize(stored), options);
}

function find(made: ReturnType<typeof tracked>, metric: string, of = OTHER) {
  return made.points.find((point) =>
    point.metric === metric && point.strategy === of.strategy &&
    point.workload === of.workload && point.placement === of.placement
  )!;
}

/** Three blocks on a host that gets slower from one to the next; a quarter more than the reference each. */
const DRIFTING = study([0, 1, 2].flatMap((block) => {
  const p50s = (factor: number) => ({ dispatchOverheadMs: factor * 2 ** block });
  return [
    measured(REFERENCE, block, p50s(1), { order: 4 * block }),
    measured(OTHER, block, p50s(1.25), { order: 4 * block + 1 }),
    measured(OUTSIDE, block, p50s(3), { order: 4 * block + 2 }),
    measured(LONELY, block, p50s(1), { order: 4 * block + 3 }),
  ];
}));

Deno.test("trackedStudyOf() keeps figures as the report has them, and ratios by block", () => {
  const made = tracked(DRIFTING, { reference: "loop-immediate" });
  assertEquals(made.reference, "loop-immediate");
  assertEquals(made.commit, "0123456789abcdef0123456789abcdef01234567");
  assertEquals([made.tree, made.runtime], ["clean", "deno 2.9.6"]);
  assertEquals(made.host, "Imaginary 9000, 4 cores, linux x86_64");
  const report = summarize(DRIFTING).cells[1];
  for (const figure of ["mean", "p50", "p99"] as const) {
    const point = find(made, `dispatchOverheadMs.${figure}`);
    assertEquals(point.value, report.dispatchOverheadMs[figure]);
    assertEquals(point.interval, report.dispatchOverheadMs.ci95[figure]);
    assertEquals([point.blocks, point.state, point.load], [3, "stable", "below-saturation"]);
    // The host's drift is in the figures and not in the ratios.
    assertAlmostEquals(point.ratio!, 1.25, 1e-12);
    assertAlmostEquals(point.ratioInterval![1], 1.25, 1e-9);
  }
  assertEquals(find(made, "throughputPerSecond").value, 200);
  assertEquals(find(made, "throughputPerSecond").ratio, 1);
});

Deno.test("trackedStudyOf() takes the reference's only cell of a workload, and has no ratio without one", () => {
  const made = tracked(DRIFTING, { reference: "loop-immediate" });
  assertAlmostEquals(find(made, "dispatchOverheadMs.p50", OUTSIDE).ratio!, 3, 1e-12);
  assertEquals(find(made, "dispatchOverheadMs.p50", LONELY).ratio, null);
  const own = find(made, "dispatchOverheadMs.p50", REFERENCE);
  assertEquals([own.ratio, own.ratioInterval], [null, null]);
  // Of two placements of the reference the cell's own.
  const both = study([
    measured(OTHER, 0, { waitMs: 1 }, { order: 0 }),
    measured(OUTSIDE, 0, { waitMs: 2 }, { order: 1 }),
    measured(cell("thread-ring", { placement: "outside" }), 0, { waitMs: 8 }, { order: 2 }),
  ]);
  const ring = tracked(both, { reference: "queue-notified" }).points.find(
    ({ strategy, metric }) => strategy === "thread-ring" && metric === "waitMs.p50",
  );
  assertAlmostEquals(ring!.ratio!, 4, 1e-12);
  const none = tracked(DRIFTING, { reference: "direct" });
  assertEquals(none.reference, null);
  assert(none.points.every(({ ratio }) => ratio === null));
  assert(tracked(DRIFTING).points.every(({ ratio }) => ratio === null));
});

Deno.test("trackedStudyOf() pairs blocks, and leaves out those that only one has", () => {
  const stored = study([
    measured(REFERENCE, 0, { dispatchOverheadMs: 1 }, { order: 0 }),
    measured(OTHER, 0, { dispatchOverheadMs: 2 }, { order: 1 }),
    failed(REFERENCE, 1, "crashed", "gone"),
    measured(OTHER, 1, { dispatchOverheadMs: 100 }, { order: 3 }),
  ]);
  const point = find(tracked(stored, { reference: "loop-immediate" }), "dispatchOverheadMs.p50");
  assertEquals([point.ratio, point.ratioInterval, point.blocks], [2, null, 2]);
});

Deno.test("trackedStudyOf() lifts overheads that a clock cannot tell from nothing", () => {
  const stored = study([
    measured(REFERENCE, 0, { dispatchOverheadMs: -0.001 }, { order: 0 }),
    measured(OTHER, 0, { dispatchOverheadMs: 0.0003 }, { order: 1 }),
  ]);
  const point = find(tracked(stored, { reference: "loop-immediate" }), "dispatchOverheadMs.p50");
  assertAlmostEquals(point.ratio!, 3, 1e-12);
});

Deno.test("trackedStudyOf() keeps cells that were unstable or failed as such, with what they got done at most", () => {
  const stored = study([
    measured(REFERENCE, 0, {}, { order: 0 }),
    measured(OTHER, 0, {}, { order: 1, throughputPerSecond: 77, ...UNSTABLE }),
    failed(LONELY, 0, "timed-out", "took too long"),
  ]);
  const made = tracked(stored, { reference: "loop-immediate" });
  const done: Readonly<Record<string, number>> = {
    "throughputPerSecond": 77,
    "timePerTaskMs.p50": 2,
    "notCompleted": 0,
  };
  for (const { metric } of HISTORY_METRICS) {
    const unstable = find(made, metric);
    assertEquals(unstable.state, "unstable");
    assertEquals(unstable.value, done[metric] ?? null, metric);
    const gone = find(made, metric, LONELY);
    assertEquals([gone.state, gone.value, gone.ratio, gone.blocks], ["failed", null, null, 0]);
  }
  // What an unstable reference says of waits is nothing either.
  const swapped = tracked(stored, { reference: "queue-notified" });
  assertEquals(find(swapped, "waitMs.p50", REFERENCE).ratio, null);
});

Deno.test("trackedStudyOf() keeps every metric that a gate decides by, with its ratio, of all cells", () => {
  const full = { workload: "closed:users=8,thinkMs=0", loop: "closed" } as const;
  const cells = [{}, full].flatMap((
    more,
  ) => [cell("loop-immediate", more), cell("queue-notified", more)]);
  const stored = study([0, 1].flatMap((block) =>
    cells.map((identity, order) => {
      const isOther = identity.strategy === "queue-notified";
      const trial = measured(identity, block, { serviceMs: isOther ? 1.5 : 1 }, {
        order: 4 * block + order,
      });
      const { counts, queueLength } = trial;
      return isOther
        ? {
          ...trial,
          counts: { ...counts, completed: 98, lost: 2 },
          queueLength: { ...queueLength, mean: 0.25 },
        }
        : trial;
    })
  ));
  const made = tracked(stored, { reference: "loop-immediate" });
  for (const of of cells.filter(({ strategy }) => strategy === "queue-notified")) {
    for (const { metric } of defaultGatedMetrics()) {
      const { value, ratio } = find(made, metric, of);
      assert(value !== null && ratio !== null, metric);
    }
    const shown = ["serviceMs.p50", "timePerTaskMs.p50", "notCompleted"].map((metric) => {
      const { value, ratio } = find(made, metric, of);
      return [value, +ratio!.toFixed(9)];
    });
    // No task lost counts as half of one.
    assertEquals(shown, [[1.5, 1.5], [4, 2], [2, 4]]);
  }
  assertEquals(find(made, "notCompleted", cells[0]).value, 0);
});

Deno.test("trackedStudyOf() takes a commit that was given, and says whose tree it was", () => {
  const { environment } = DRIFTING.document;
  const cases = [
    [{ gitDirty: true }, undefined, "dirty", environment.gitCommit],
    [{ gitDirty: null }, undefined, "unknown", environment.gitCommit],
    [{}, "v1.2.3", "unknown", "v1.2.3"],
    [{ gitCommit: null, gitDirty: null }, "v1.2.3", "unknown", "v1.2.3"],
    [{}, environment.gitCommit!, "clean", environment.gitCommit],
  ] as const;
  for (const [more, given, tree, commit] of cases) {
    const document = { ...DRIFTING.document, environment: { ...environment, ...more } };
    const made = tracked({ ...DRIFTING, document }, { commit: given });
    assertEquals([made.tree, made.commit], [tree, commit]);
  }
});

Deno.test("trackedStudyOf() refuses studies that stand for no commit, no place or no whole", () => {
  const { document, trials } = DRIFTING;
  const { environment } = document;
  const elsewhere = { ...environment, cpu: "Imaginary 9001" };
  const cases: [StoredStudy, string][] = [
    [{ document, trials: trials.slice(1) }, "only 11 of 12 trials have run"],
    [
      { trials, document: { ...document, environment: { ...environment, gitCommit: null } } },
      "--commit",
    ],
    [{ trials, document: { ...document, createdAt: "yesterday" } }, "no date"],
    [{ trials, document: { ...document, resumedOn: [elsewhere] } }, "resumed on another host"],
    [
      { trials, document: { ...document, resumedOn: [{ ...environment, gitCommit: "abc" }] } },
      "or commit",
    ],
  ];
  for (const [stored, message] of cases) {
    assertThrows(() => tracked(stored), RangeError, message);
  }
  const more = { ...environment, memoryGiB: 15.9, loadAverage: [9, 9, 9] };
  tracked({ trials, document: { ...document, resumedOn: [more] } });
});

Deno.test("hostClass() is the machine and not its kernel", () => {
  const { environment } = DRIFTING.document;
  const host = hostClass(environment);
  assertEquals(hostClass({ ...environment, os: "linux 6.99.1-next x86_64" }), host);
  for (
    const more of [{ cpu: "B" }, { cores: 1 }, { os: "linux 6.0 aarch64" }, {
      os: "darwin 6.0 x86_64",
    }]
  ) {
    assert(hostClass({ ...environment, ...more }) !== host);
  }
  assertEquals(hostClass({ ...environment, cores: 1 }), "Imaginary 9000, 1 core, linux x86_64");
});

Deno.test("findHistoryMetric() knows what is kept, and nothing else", () => {
  assertEquals(findHistoryMetric("loopLagMs.p99")?.role, "gated");
  assertEquals(findHistoryMetric("waitMs.p50")?.role, "derived");
  assertEquals(findHistoryMetric("latenessMs.p50"), null);
});
