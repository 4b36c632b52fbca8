import { assert, assertEquals, assertMatch } from "@std/assert";
import { EXCHANGE_FORMATS, formatsOf, renderExchange } from "../../../../mod.ts";
import { cell, failed, measured, study } from "../../_records.ts";
import { armOf, everyComparison, everyStudy, studyOf } from "./_everything.ts";

/** Formats for programs of other people; the others are for people, and have tests of their own. */
const GOLDEN = {
  "bencher": "bencher.json",
  "csv": "csv.csv",
  "github-action-benchmark-bigger": "github_action_benchmark_bigger.json",
  "github-action-benchmark-smaller": "github_action_benchmark_smaller.json",
  "gobench": "gobench.txt",
  "openmetrics": "openmetrics.txt",
} as const;

const NAMES = Object.keys(GOLDEN) as (keyof typeof GOLDEN)[];

/** Those that show both sides of a comparison; OpenMetrics, which is long, has a test of its own. */
const OF_BOTH: readonly (keyof typeof GOLDEN)[] = ["csv", "gobench"];

for (
  const [name, subject] of [
    ...NAMES.map((name) => [name, everyStudy()] as const),
    ...OF_BOTH.map((name) => [name, everyComparison()] as const),
  ]
) {
  Deno.test(`renderExchange() gives the golden ${subject.kind} as ${name}`, async () => {
    // To accept a change: write the file anew and read the difference.
    const file = new URL(`./golden/${subject.kind}_${GOLDEN[name]}`, import.meta.url);
    assertEquals(renderExchange(EXCHANGE_FORMATS[name], subject), await Deno.readTextFile(file));
  });
}

Deno.test("renderExchange() gives text that ends with a line feed and holds no NaN, whatever is missing", () => {
  const missing = study([measured(cell("a"), 0), failed(cell("b"), 0, "crashed", "exit code 1")]);
  const unmeasured = { ...study([measured(cell("a"), 0)]), trials: [] };
  for (const stored of [missing, study([]), unmeasured]) {
    const comparison = { ...everyComparison(), base: armOf(stored), head: armOf(stored) };
    for (const name of NAMES) {
      for (const subject of [studyOf(stored), comparison]) {
        const text = renderExchange(EXCHANGE_FORMATS[name], subject)!;
        assertMatch(text, /\n$/);
        assertEquals(text.match(/NaN|null|undefined|Infinity/g), null, name);
      }
    }
  }
});

Deno.test("renderExchange() shows no wait, sojourn or overhead of an unstable cell", () => {
  const unstable = {
    stability: { state: "unstable", reason: "overload", growthMsPerSecond: 9 },
  } as const;
  const stored = study([0, 1].map((block) => measured(cell("a"), block, {}, unstable)));
  for (const name of NAMES.filter((name) => !name.endsWith("-bigger"))) {
    const text = renderExchange(EXCHANGE_FORMATS[name], studyOf(stored))!;
    assertEquals(text.match(/^.*(?:wait|sojourn|overhead)(?!_growth).*$/gim), null, name);
    assertMatch(text, /loop.?lag/i, name);
  }
});

Deno.test("renderExchange() shows a comparison as its head where there is no room for both", () => {
  const { head, ...rest } = everyComparison();
  for (const name of NAMES.filter((name) => /^(bencher|github)/.test(name))) {
    const format = EXCHANGE_FORMATS[name];
    assertEquals(
      renderExchange(format, { ...rest, head }),
      renderExchange(format, { kind: "study", arm: head }),
    );
  }
});

Deno.test("formatsOf() names the formats that can show a kind of subject", () => {
  for (const kind of ["study", "comparison"] as const) {
    const able = formatsOf(kind);
    for (const name of NAMES) assert(able.includes(name), name);
    const subject = kind === "study" ? everyStudy() : everyComparison();
    for (const [name, format] of Object.entries(EXCHANGE_FORMATS)) {
      assertEquals(renderExchange(format, subject) !== null, able.includes(name), name);
    }
  }
});

Deno.test("renderExchange() gives null where a format cannot show the subject", () => {
  const format = { about: "", renderStudy: () => "a study\n", renderComparison: null };
  assertEquals(renderExchange(format, everyStudy()), "a study\n");
  assertEquals(renderExchange(format, everyComparison()), null);
});
