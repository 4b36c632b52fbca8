import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { ComparedMetric, Comparison } from "../../../../reports/comparison/comparison.ts";
import { renderExchange } from "../../../../reports/render/exchange/formats.ts";
import {
  GITHUB,
  GITHUB_MARKER,
  GITHUB_MOST_CHARACTERS,
} from "../../../../reports/render/exchange/github.ts";
import type { Subject } from "../../../../reports/render/exchange/subject.ts";
import {
  aCell,
  aComparison,
  aMetric,
  anArm,
  evidence,
  onlyVerdict,
} from "../../comparison/_comparison.ts";
import { cell, measured, study } from "../../_records.ts";
import { comparisonSubject, everyState, HOSTILE, studySubject } from "./_subjects.ts";

const golden = (name: string) => Deno.readTextFile(new URL(`./golden/${name}.md`, import.meta.url));

function render(subject: Subject): string {
  return renderExchange(GITHUB, subject)!;
}

const compared = (overrides: Partial<Comparison> = {}) =>
  render(comparisonSubject(aComparison(overrides)));

Deno.test("github gives the golden files, of a comparison and of a study", async () => {
  // To accept a change: write the file anew and read the difference.
  assertEquals(compared(), await golden("github-comparison"));
  assertEquals(render(everyState()), await golden("github-study"));
});

Deno.test("github begins with its marker and the verdict, with the figure that decides", () => {
  const verdicts: [comparison: Comparison, line: RegExp][] = [
    [
      onlyVerdict("regressed"),
      /^\*\*Regressed\*\*: .* is 1\.42 times .*95 %: .* to .* and again 1\.39/,
    ],
    [onlyVerdict("improved"), /^\*\*Improved\*\*: .* is 0\.700 times the base's \(95 %: /],
    [
      onlyVerdict("equivalent"),
      /^\*\*Equivalent\*\*: all 2 .* is 1\.00 times .*\(bound ±10\.0 %\)\.$/,
    ],
    [
      onlyVerdict("inconclusive"),
      /^\*\*Inconclusive\*\*: 3 of 3 .*Foremost, tasks not completed.* \+1/,
    ],
    [
      aComparison({ verdict: "unfit" }),
      /^\*\*No verdict\*\*: this host is unfit .*: 2 cores: a prod/,
    ],
    [aComparison({ verdict: "unfit", host: null }), /unfit to measure\.$/],
    [
      aComparison({ verdict: "failed" }),
      /^\*\*No verdict\*\*: .*1 trial of the head of `queue-polled`/,
    ],
    [aComparison({ verdict: "failed", cells: [] }), /could not be measured: the clock steps/],
    [
      aComparison({ verdict: "equivalent", cells: [] }),
      /^\*\*Equivalent\*\*: no metric decides\.$/,
    ],
    [aComparison({ verdict: "inconclusive", cells: [] }), /: no metric decides\.$/],
  ];
  for (const [comparison, line] of verdicts) {
    const [marker, first] = render(comparisonSubject(comparison)).split("\n");
    assertEquals(marker, GITHUB_MARKER);
    assertMatch(first, line);
  }
});

Deno.test("github says how many metrics are the same, and how many cannot be told", () => {
  const open = { verdict: "inconclusive" } as const;
  const notWorse = aMetric("serviceMs.p50", { ...evidence(1, 0.8, 0.3), ...open });
  const wide = aMetric("loopLagMs.p99", { ...evidence(1, 1, 0.5), ...open });
  const fewer = aMetric("throughputPerSecond", {
    ...evidence(200, 0.5, 0.1),
    ...open,
    better: "higher",
  });
  const better = aMetric("waitMs.p99", { ...evidence(1, 0.5), verdict: "improved" });
  const same = aMetric("dispatchOverheadMs.p50", evidence(1, 1.01));
  const said = "in no cell did dispatching get worse by as much as matters. ";
  const shown = "Of what is shown not to be worse, the largest change: ";
  const cases: [verdict: "equivalent" | "improved", metrics: ComparedMetric[], says: string][] = [
    ["equivalent", [same, same], "all 2 metrics that decide are within their bounds. The largest"],
    [
      "equivalent",
      [wide, same, fewer],
      `${said}1 of 3 metrics that decide is within its bound. 2 scatter too much to tell. ` +
      `${shown}dispatch overhead p50`,
    ],
    [
      "equivalent",
      [wide, same, same, notWorse],
      `${said}2 of 4 metrics that decide are within their bounds. 2 scatter too much to tell. ` +
      `${shown}service p50 of \`a\` under \`steady\` (\`outside\`) is 0.800 times`,
    ],
    [
      "equivalent",
      [notWorse],
      `${said}0 of 1 metrics that decide are within their bounds. 1 scatters too much to tell. ` +
      `${shown}service p50`,
    ],
    ["improved", [better, wide, same], "(95 %: 0.488 to 0.512). 1 scatters too much to tell."],
  ];
  for (const [verdict, metrics, says] of cases) {
    const [, line] = compared({ verdict, cells: [aCell("a", { metrics })] }).split("\n");
    assertStringIncludes(line, says);
  }
});

Deno.test("github shows the metrics that decide worst first, and folds many equivalent ones", () => {
  const metrics = ["a", "b", "c", "d", "e"].map((name) => aMetric(`${name}.p99`));
  const cells = [aCell("direct", {
    metrics: [
      ...metrics,
      aMetric("mild.p99", { ...evidence(1, 1.2), verdict: "regressed" }),
      aMetric("ratePerSecond", {
        ...evidence(1, 0.5),
        unit: "/s",
        better: "higher",
        verdict: "regressed",
      }),
    ],
  })];
  const [shown] = compared({ cells }).split("<details>");
  assertEquals(
    [...shown.matchAll(/^\| `direct` \| [^|]+ \| ([^|]+) \|/gm)].map(([, metric]) => metric),
    ["rate", "mild p99"],
  );
  assertStringIncludes(compared({ cells }), "<summary>Equivalent metrics (5)</summary>");
});

/** What GitHub would take for text rather than code. */
function outsideOfCode(markdown: string): string {
  return markdown.replace(/(`{3,})sh\n[\s\S]*?\n\1/g, "").replace(/(?<!\\)`[^`\n]*`/g, "");
}

Deno.test("github lets no name, path or warning become markup or call anybody", () => {
  const hostile = {
    base: anArm(HOSTILE),
    cells: [
      aCell(HOSTILE, {
        headStrategy: `./${HOSTILE}.ts`,
        workload: HOSTILE,
        failedTrials: { base: 1, head: 0 },
        metrics: [aMetric("waitMs.p99", { verdict: "regressed" })],
      }),
    ],
    unmatched: [HOSTILE],
    warnings: [{ code: HOSTILE, message: `${HOSTILE}\n# a heading\n- www.h.example` }],
    host: { before: { verdict: "limited", reasons: [HOSTILE] }, after: null },
    repeatCommand: `deno task gate --head '${HOSTILE}\`\`\`\`'\n# a second line`,
  } as const;
  const verdicts = ["regressed", "unfit", "failed"] as const;
  const documents = [
    ...verdicts.map((verdict) => compared({ ...hostile, verdict })),
    render(everyState()),
    render(studySubject(study([measured(cell(HOSTILE, { workload: HOSTILE }), 0)]))),
  ];
  for (const markdown of documents) {
    const text = outsideOfCode(markdown);
    assertEquals(
      text.match(/<img|<\/details>(?=.)|@(?=\w)|(?<!&)#(?=\d)|GH-\d|:\/\/|www\.(?!&)/g),
      null,
      text,
    );
    assertEquals(text.match(/\$(?!<\/span>)/g), null, text);
    // deno-lint-ignore no-control-regex -- none may be left but line feeds
    assertEquals(markdown.match(/[\u0000-\u0009\u000b-\u001f]/g), null);
    assertEquals(markdown.match(/^# /gm), null);
    assertEquals(markdown.match(/<details>/g)?.length, markdown.match(/^<\/details>$/gm)?.length);
    // A bar has its backslash in tables alone.
    for (const line of markdown.split("\n").filter((line) => !line.startsWith("|"))) {
      const code = (line.match(/\\[\\`]|`[^`]*`/g) ?? []).filter((part) => part.startsWith("`"));
      assert(!code.some((part) => part.includes("\\|")), line);
    }
    // As many columns as the header has, whatever the names.
    for (const [block] of markdown.matchAll(/(?:^\|.*\n)+/gm)) {
      const columns = block.trim().split("\n").map((line) => line.match(/(?<!\\)\|/g)!.length);
      assertEquals(new Set(columns).size, 1, block);
    }
  }
});

Deno.test("github stays below the limit of a comment, and says what it left out", () => {
  const many = (role: "gated" | "derived" | "advisory", count: number) =>
    Array.from({ length: count }, (_, index) => aMetric(`metric${index}Ms.p99`, { role }));
  const cases: [name: string, comparison: Partial<Comparison>, says: RegExp][] = [
    [
      "advisory",
      { cells: [aCell("a", { metrics: many("advisory", 2000) })] },
      /\d+ of 2000 advisory/,
    ],
    [
      "all kinds",
      {
        cells: [aCell("a", {
          metrics: [...many("gated", 400), ...many("derived", 400), ...many("advisory", 400)],
        })],
      },
      /\d+ of 400 derived metrics, 400 of 400 advisory metrics/,
    ],
    [
      "deciding",
      {
        cells: [aCell("a", {
          metrics: many("gated", 2000).map((one) => ({ ...one, verdict: "inconclusive" as const })),
        })],
      },
      /\d+ of 2000 metrics that decide/,
    ],
    ["a long name", { cells: [aCell("a".repeat(1e5), { metrics: many("gated", 1) })] }, /verdict/],
    ["a long command", { repeatCommand: "deno ".repeat(2e4) }, /1 of 1 commands/],
    [
      "long warnings",
      {
        warnings: Array.from({ length: 300 }, () => ({ code: "@a", message: "@b ".repeat(1e4) })),
      },
      /\d+ of \d+ remarks/,
    ],
  ];
  for (const [name, overrides, says] of cases) {
    const markdown = compared(overrides);
    assert(markdown.length <= GITHUB_MOST_CHARACTERS, `${name}: ${markdown.length}`);
    assertMatch(markdown, says);
    assertMatch(markdown.split("\n")[1], /^\*\*Regressed\*\*/);
    assertEquals(markdown.match(/<details>/g)?.length, markdown.match(/^<\/details>$/gm)?.length);
  }
  // What is left out is no more than must be.
  assert(compared(cases[0][1]).length > 0.95 * GITHUB_MOST_CHARACTERS);
  assert(!compared().includes("Left out"));
});

Deno.test("github shows no NaN, null or undefined, not even of nothing", () => {
  const nothing = { cells: [], warnings: [], unmatched: [], host: null, confirmationBlocks: null };
  for (
    const subject of [
      comparisonSubject(aComparison()),
      comparisonSubject(aComparison(nothing)),
      everyState(),
      studySubject(study([])),
    ]
  ) {
    assertEquals(render(subject).match(/NaN|null|undefined|Infinity/g), null);
  }
});
