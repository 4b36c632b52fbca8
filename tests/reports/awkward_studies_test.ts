import { assert, assertEquals, assertMatch } from "@std/assert";
import { parseHTML } from "linkedom";
import type { StoredStudy } from "../../experiments/study_document.ts";
import { renderStudyFiles, type Report, summarize } from "../../mod.ts";
import { resultTable } from "../../cli/result_table.ts";
import { everyKindOfCell } from "./_every_kind_of_cell.ts";
import { cell, classOf, failed, measured, study } from "./_records.ts";

const [a, b, c] = ["a", "b", "c"].map((name) => cell(name));
const BLOCKS = [0, 1, 2];
const TIME_LINE = { binMs: 100, inSystem: [0, 1, 2], loopLagMaxMs: [null, 1, 2] };
const UNSTABLE = {
  stability: { state: "unstable", reason: "unfinished", growthMsPerSecond: 250 },
  counts: { ...measured(a, 0).counts, completed: 10, unfinished: 90 },
  timeLine: TIME_LINE,
} as const;
const NOTHING_RAN = {
  count: 0,
  mean: null,
  sd: null,
  p50: null,
  p90: null,
  p99: null,
  p999: null,
  max: null,
};

/** A trial in which dispatch refused every task. */
function allRefused(block: number) {
  const trial = measured(b, block);
  return {
    ...trial,
    counts: { ...trial.counts, completed: 0, dropped: 100, rejected: 100 },
    metrics: Object.fromEntries(
      Object.keys(trial.metrics).map((name) => [name, NOTHING_RAN]),
    ) as typeof trial.metrics,
    histograms: {},
    throughputPerSecond: 0,
    goodputPerSecond: 0,
    bodyInCallShare: null,
    serviceScv: null,
  };
}

/** Studies, and what their reports must say. */
const STUDIES: readonly [about: string, stored: StoredStudy, says: RegExp][] = [
  ["every kind of cell", everyKindOfCell(), /could not be measured/],
  [
    "an unstable cell beside a stable one",
    study(BLOCKS.flatMap((block) => [measured(a, block), measured(b, block, {}, UNSTABLE)])),
    /`?b`? cannot carry/,
  ],
  [
    "only unstable cells",
    study(BLOCKS.flatMap((block) => [a, b].map((one) => measured(one, block, {}, UNSTABLE)))),
    /No strategy carries/,
  ],
  [
    "a failed cell beside a stable one",
    study(BLOCKS.flatMap((block) => [measured(a, block), failed(b, block, "crashed", "exit 1")])),
    /`?b`? could not be measured/,
  ],
  [
    "a cell that never ran",
    study(BLOCKS.map((block) => measured(a, block)), { cells: [a, b], blocks: 3 }),
    /no trial of this cell has run/,
  ],
  [
    "all failed",
    study(
      BLOCKS.flatMap((block) => [a, b].map((one) => failed(one, block, "timed-out", "too slow"))),
    ),
    /could not be measured/,
  ],
  ["no trial at all", study([], { cells: [a, b], blocks: 3 }), /no trial of this cell has run/],
  ["no cell at all", study([], { cells: [], blocks: 3 }), /0 strategies/],
  [
    "one block",
    study([measured(a, 0), measured(b, 0, { waitMs: 2 }), measured(c, 0, { waitMs: 9 })]),
    /cannot be told from one block/,
  ],
  ["one strategy", study(BLOCKS.map((block) => measured(a, block))), /nothing to choose from/],
  ["one cell in one block", study([measured(a, 0)]), /from one block/],
  [
    "an interrupted study",
    study([measured(a, 0), measured(b, 0), measured(a, 1)], { cells: [a, b, c], blocks: 5 }),
    /only 3 of 15 trials have run/,
  ],
  [
    "closed loops alone",
    study(
      BLOCKS.flatMap((block) =>
        [a, b].map((one) => measured({ ...one, loop: "closed", arrivals: "closed" }, block))
      ),
    ),
    /`?a`?/,
  ],
  [
    "classes",
    study(BLOCKS.map((block) =>
      measured({ ...a, classes: ["0", "1"] }, block, {}, {
        classes: [
          classOf("0", { released: 50, completed: 50 }, 0.1),
          classOf("1", { released: 50 }, 0.1),
        ],
      })
    )),
    /never ended/,
  ],
  [
    "pools of threads",
    study(BLOCKS.flatMap((block) =>
      [2, 4].map((servers) =>
        measured(
          cell(`pool-${servers}`, { discipline: { kind: "work-conserving", servers } }),
          block,
        )
      )
    )),
    /`?pool-2`?/,
  ],
  [
    "tasks that were all refused",
    study(BLOCKS.flatMap((block) => [measured(a, block), allRefused(block)])),
    /rejected by dispatch/,
  ],
  [
    "nothing but zeroes",
    study(BLOCKS.map((block) =>
      measured(a, block, {
        waitMs: 0,
        dispatchOverheadMs: 0,
        dispatchCallMs: 0,
        loopLagMs: 0,
        latenessMs: 0,
        idealWaitMs: 0,
      }, { histograms: {} })
    )),
    /nothing to choose from/,
  ],
];

for (const [about, stored, says] of STUDIES) {
  Deno.test(`reports of ${about} are readable and honest`, () => {
    const report = summarize(stored);
    const { reports, charts } = renderStudyFiles(report, null);
    const textOf = (path: string) => reports.find((file) => file.path === path)!.text;
    const { document } = parseHTML(textOf("report.html"));
    for (const element of document.querySelectorAll("script, style")) element.remove();
    const readable = {
      "report.html": document.body.textContent!,
      "report.md": textOf("report.md"),
      "result table": resultTable(report),
    };
    for (const [name, text] of Object.entries(readable)) {
      assertEquals(text.match(/.{0,60}\b(?:NaN|undefined|null|Infinity)\b.{0,60}/g), null, name);
    }
    assertMatch(readable["report.html"], says);
    assertMatch(readable["report.md"], says);
    const json: Report = JSON.parse(textOf("report.json"));
    assertEquals(textOf("report.json").match(/NaN|Infinity/g), null);
    assertEquals(json.cells.length, report.cells.length);
    const drawn = [
      ...charts.map(({ path, text }) => [path, parseHTML(text).document] as const),
      ...[...document.querySelectorAll(".chart-view")].map((view) =>
        [view.innerHTML, view] as const
      ),
    ];
    for (const [name, within] of drawn) assertIsDrawn(within, name);
  });
}

/** A chart has something that stands for a figure, no coordinate that is none, and words for it. */
function assertIsDrawn(within: { querySelectorAll(by: string): Iterable<Element> }, name: string) {
  const [svg] = within.querySelectorAll("svg");
  const where = name.slice(0, 120);
  assert(svg !== undefined, where);
  assertEquals(
    svg.outerHTML.match(/[^<>]{0,60}(?:NaN|undefined|Infinity)[^<>]{0,60}/),
    null,
    where,
  );
  assert(svg.querySelector(".point, .points > *") !== null, `no mark in ${where}`);
}
