import { assertEquals, assertStringIncludes } from "@std/assert";
import {
  followLive,
  LATEST_TRIALS,
  liveCell,
  type LiveSteps,
  liveTrial,
} from "../../../reports/live/mod.ts";
import { cell, failed, measured } from "../_records.ts";

const DIRECT = cell("direct");
const OUTSIDE = cell("io-tcp", { placement: "outside" });
const UNSTABLE = {
  stability: { state: "unstable", reason: "overload", growthMsPerSecond: 5 },
} as const;

/** Steps of a study of ten trials. */
function steps(done: number, more: Partial<LiveSteps> = {}): LiveSteps {
  return {
    noun: "trial",
    done,
    total: 10,
    next: "direct, steady, block 1",
    cell: 0,
    remainingMs: 1000 * (10 - done),
    ...more,
  };
}

Deno.test("liveCell() is the median over blocks, and says how many they are", () => {
  const trials = [1, 5, 2].map((waitMs, block) =>
    liveTrial(measured(DIRECT, block, { waitMs }), 0)
  );
  assertEquals(liveCell([], 4), {
    state: "waiting",
    text: "–",
    note: "0 of 4",
    detail: "no block is done",
    share: 0,
    waitP99Ms: null,
  });
  assertEquals(liveCell(trials, 4), {
    state: "stable",
    text: "8.00 ms",
    note: "3 of 4",
    detail: "median p99 wait of 3 blocks",
    share: 0.75,
    waitP99Ms: 8,
  });
});

Deno.test("liveCell() shows no wait where reports show none: unstable, failed, nothing started", () => {
  const stable = liveTrial(measured(DIRECT, 0), 0);
  const unstable = liveTrial(measured(DIRECT, 1, {}, UNSTABLE), 0);
  const crashed = liveTrial(failed(DIRECT, 2, "crashed", "exit code 7"), 0);
  const half = liveCell([stable, unstable], 5);
  assertEquals([half.state, half.text, half.note], ["unstable", "unstable", "2 of 5, 1 unstable"]);
  assertEquals(half.waitP99Ms, null);
  const all = liveCell([unstable], 5);
  assertEquals([all.text, all.note], ["unstable", "1 of 5"]);
  const broken = liveCell([crashed], 5);
  assertEquals([broken.state, broken.text, broken.note], ["failed", "failed", "1 of 5"]);
  assertStringIncludes(broken.detail, "crashed: exit code 7");
  const mixed = liveCell([stable, stable, crashed], 5);
  assertEquals([mixed.state, mixed.text, mixed.note], ["stable", "4.00 ms", "3 of 5, 1 failed"]);
  const none = measured(DIRECT, 0);
  const unstarted = { ...none.metrics, waitMs: { ...none.metrics.waitMs, p50: null, p99: null } };
  const nothing = liveCell([liveTrial({ ...none, metrics: unstarted }, 0)], 5);
  assertEquals([nothing.state, nothing.text, nothing.waitP99Ms], ["stable", "–", null]);
});

Deno.test("followLive() answers each step with the trial kept before it, once", () => {
  const study = followLive({ cells: [DIRECT, OUTSIDE], blocks: 5 });
  assertEquals(study.advance(steps(0)).trial, null);
  study.record(measured(OUTSIDE, 0, { waitMs: 2 }));
  const update = study.advance(steps(1));
  assertEquals(update.trial?.cell, 1);
  assertEquals(update.trial?.waitP99Ms, 8);
  assertEquals(update.cell?.text, "8.00 ms");
  assertEquals(update.texts, [
    ...["io-tcp (outside)", "steady", "1", "stable"],
    ...["2.00 ms", "8.00 ms", "1.25 ms", "4.00 ms"],
  ]);
  assertEquals(update.progress.headline, "1 of 10 trials done, about 9 s left");
  assertEquals(update.progress.spent, "1 s");
  assertEquals(study.advance(steps(1)).trial, null);
});

Deno.test("followLive() takes trials of an earlier run, and probes that have no cell", () => {
  const study = followLive({ cells: [DIRECT], blocks: 20 });
  for (let block = 0; block < LATEST_TRIALS + 3; block++) study.record(measured(DIRECT, block));
  study.record(measured(cell("direct", { workload: "poisson:ratePerSecond=412" }), 0));
  const { cell: known, trial } = study.advance(steps(5, { cell: null, noun: "probe" }));
  assertEquals([trial?.cell, known], [null, null]);
  const view = study.view();
  assertEquals(view.latest.length, LATEST_TRIALS);
  assertEquals(view.latest[0][1], "poisson:ratePerSecond=412");
  assertEquals(view.known[0].note, `${LATEST_TRIALS + 3} of 20`);
  assertEquals(view.progress.headline, "5 of 10 probes done, about 5 s left");
});

Deno.test("followLive() has something to be heard at each tenth and at the end, not at each trial", () => {
  const study = followLive({ cells: [DIRECT], blocks: 40 });
  const heard = Array.from({ length: 41 }, (_, done) => {
    const next = done === 40 ? null : "direct, steady";
    return study.advance(steps(done, { total: 40, next })).progress.announcement;
  });
  assertEquals(heard.filter((words) => words !== "").length, 10);
  assertEquals(heard[4], "4 of 40 trials done, about 6 s left");
  assertEquals(heard[40], "all trials are done; what follows from them is being worked out");
});

Deno.test("liveTrial() keeps the figures of a trial and not the record", () => {
  const bytes = JSON.stringify(liveTrial(measured(DIRECT, 0), 0)).length;
  assertEquals(bytes < 400, true, `${bytes} bytes`);
});
