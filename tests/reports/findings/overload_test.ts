import { assertEquals, assertMatch } from "@std/assert";
import type { Finding } from "../../../reports/report.ts";
import { summarize } from "../../../reports/summarize.ts";
import { cell, classOf, measured, study } from "../_records.ts";

const [keeps, sheds] = ["keeps", "sheds"].map((name) => cell(name, { classes: ["0", "1"] }));
const counts = measured(keeps, 0).counts;

function textOf(code: string, ...trials: Parameters<typeof study>[0]): string | undefined {
  const findings: readonly Finding[] = summarize(study(trials)).findings;
  return findings.find((finding) => finding.code === code)?.text;
}

Deno.test("findOverload() says who completes most in time when more comes than the loop can carry", () => {
  const trials = (offeredLoad: number) => [
    measured(keeps, 0, {}, { offeredLoad, goodputPerSecond: 10 }),
    measured(sheds, 0, {}, { offeredLoad, goodputPerSecond: 190 }),
  ];
  assertMatch(
    textOf("goodput", ...trials(1.5))!,
    /offers 1\.50 times .* of 200 tasks\/s, `sheds` completes most within 50\.0 ms .*, 190\/s, and `keeps` least, 10/,
  );
  assertMatch(
    textOf("goodput", ...trials(1.5))!,
    /10\.0\/s; without both intervals nothing says how/,
  );
  const blocks = (sheds: readonly number[]) =>
    textOf(
      "goodput",
      ...[0, 1, 2].flatMap((block) => {
        const [one, other] = trials(1.5);
        return [{ ...one, block, goodputPerSecond: 10 + block }, {
          ...other,
          block,
          goodputPerSecond: sheds[block],
        }];
      }),
    );
  assertMatch(blocks([190, 191, 192])!, /\]\/s\.$/);
  assertMatch(blocks([2, 13, 30])!, /\]\/s; that is not surely more\.$/);
  const pool = measured(
    cell("pool", { discipline: { kind: "work-conserving", servers: 4 } }),
    0,
    {},
    { offeredLoad: 0.4, goodputPerSecond: 195 },
  );
  assertMatch(
    textOf("goodput", ...trials(1.5), pool)!,
    /offers 1\.50 times .* `pool` completes most/,
  );
  assertEquals(textOf("goodput", ...trials(0.9)), undefined);
  assertEquals(textOf("goodput", trials(1.5)[0]), undefined);
});

Deno.test("findOverload() does not compare goodput of closed loops, which limit themselves", () => {
  const closed = ["a", "b"].map((name) => cell(name, { loop: "closed" }));
  const trials = closed.map((identity) => measured(identity, 0, {}, { offeredLoad: 1.2 }));
  assertEquals(textOf("goodput", ...trials), undefined);
});

Deno.test("findOverload() tells apart what was rejected, shed, lost and cancelled", () => {
  const dropped = { ...counts, completed: 70, dropped: 20, rejected: 5, lost: 3, cancelled: 10 };
  assertMatch(
    textOf("tasks-shed", measured(sheds, 0, {}, { counts: dropped }))!,
    /of the 100 tasks .* 5\.00 % were rejected .*, 12\.0 % were shed .*, 3\.00 % were lost .*, 10\.0 % were aborted/,
  );
  assertEquals(textOf("tasks-shed", measured(keeps, 0)), undefined);
});

Deno.test("findOverload() says which class starves, by waits or by what is left over", () => {
  const of = (lastMs: number, unfinished: number, firstMs = 1) =>
    textOf(
      "class-starved",
      measured(keeps, 0, {}, {
        classes: [
          classOf("0", { released: 50, completed: 50 }, firstMs),
          classOf("1", { released: 50, completed: 50 - unfinished, unfinished }, lastMs),
        ],
      }),
    );
  assertMatch(of(11, 0)!, /class `1` wait 43\.9 ms \(p99\), class `0` 3\.99 ms/);
  assertMatch(of(2, 7)!, /7\.98 ms \(p99\), 14\.0 % of it never ended, class `0` 3\.99 ms\./);
  assertEquals(of(2, 2), undefined);
  assertEquals(of(0.2, 0, 0.001), undefined);
  assertEquals(of(9, 0), undefined);
});
