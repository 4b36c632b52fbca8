import { assertAlmostEquals, assertEquals } from "@std/assert";
import type { CellIdentity, MeasuredTrial } from "../../../experiments/record.ts";
import { predictSaturation } from "../../../reports/sweep/predict_saturation.ts";
import { cell, measured } from "../_records.ts";

const sleep = { count: 100, meanMs: 2, secondMomentMs2: 4.1 };

/** Service of 1.25 ms on average, holding the loop for 0.25 ms of it unless all of it. */
function predict(
  more: Partial<CellIdentity>,
  busyP50 = 1,
  handOver: MeasuredTrial["handOver"] = null,
) {
  const trials = [0, 1].map((block) =>
    measured(cell("some", more), block, { serviceMs: 1, busyMs: busyP50 }, { sleep, handOver })
  );
  return predictSaturation(trials);
}

Deno.test("predictSaturation() is the stability condition of each discipline", () => {
  const cases: [Partial<CellIdentity>, number, number | null][] = [
    [{}, 1, 800],
    [{ body: "io" }, 0.2, 4000],
    [{ body: "io", discipline: { kind: "work-conserving", concurrency: 2 } }, 0.2, 1600],
    [{ discipline: { kind: "work-conserving", concurrency: 2 } }, 1, 800],
    [{ discipline: { kind: "work-conserving", servers: 3, concurrency: 3 } }, 1, 2400],
    [{ discipline: { kind: "polled", drain: "one" } }, 1, 1000 / 3.25],
    [{ discipline: { kind: "polled", drain: "one" }, body: "io" }, 0.2, null],
    [{ discipline: { kind: "polled", drain: "all" } }, 1, 800],
    [{ discipline: { kind: "polled", drain: "present" } }, 1, 800],
    [{ body: "await" }, 0, null],
  ];
  for (const [identity, busy, expected] of cases) {
    const found = predict(identity, busy);
    if (expected === null) assertEquals(found, null, JSON.stringify(identity));
    else assertAlmostEquals(found!, expected, 1e-9, JSON.stringify(identity));
  }
});

Deno.test("predictSaturation() counts the hand-over from task to task wherever a server has one", () => {
  const handOver = { count: 50, meanMs: 0.25, secondMomentMs2: 0.1 };
  const cases: [Partial<CellIdentity>, number, number | null][] = [
    [{}, 1, 1000 / 1.5],
    [{ body: "io" }, 0.2, 2000],
    [{ discipline: { kind: "work-conserving", servers: 3, concurrency: 3 } }, 1, 2000],
    [{ discipline: { kind: "polled", drain: "one" } }, 1, 1000 / 3.25],
    [{ discipline: { kind: "polled", drain: "all" } }, 1, 1000 / 1.5],
    [{ body: "await" }, 0, null],
  ];
  for (const [identity, busy, expected] of cases) {
    const found = predict(identity, busy, handOver);
    if (expected === null) assertEquals(found, null, JSON.stringify(identity));
    else assertAlmostEquals(found!, expected, 1e-9, JSON.stringify(identity));
  }
});
