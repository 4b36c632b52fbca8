import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { compareGate } from "../../../reports/comparison/compare_gate.ts";
import { compareStudies } from "../../../reports/comparison/compare_studies.ts";
import { renderComparisonMarkdown } from "../../../reports/render/comparison_markdown.ts";
import { cell } from "../_records.ts";
import { arm, EASY, FULL } from "../comparison/_arms.ts";
import { gate } from "../comparison/_gates.ts";

const GOLDEN = new URL("./golden/comparison.md", import.meta.url);

/** A confirmed alarm, one that was not, and names that would be markup. */
function comparisonOfEveryKind() {
  const hostile = cell("a|b`c", { workload: "<b>x</b>\n# y" });
  const cells = [EASY, hostile, FULL];
  const fresh = { cells: cells.slice(0, 2) };
  const stored = gate(
    { base: { cells }, head: { cells, slower: 1.5, fewer: 1, noise: 2 } },
    { base: fresh, head: { ...fresh, slower: 1.25 } },
    {
      base: { tree: "a`b|c", commit: "a".repeat(40), strategies: null },
      host: {
        before: { verdict: "limited", reasons: ["<i>one</i> core | and *more*"] },
        after: { verdict: "fit", reasons: [] },
      },
      metrics: [
        { metric: "dispatchOverheadMs.p50", delta: 0.1 },
        { metric: "dispatchOverheadMs.p99", delta: 0.3 },
        { metric: "throughputPerSecond", delta: 0.03 },
        { metric: "notCompleted", delta: 0 },
      ],
    },
  );
  return compareGate(stored);
}

Deno.test("renderComparisonMarkdown() shows verdict, metrics, warnings, method and names as text", async () => {
  const markdown = renderComparisonMarkdown(comparisonOfEveryKind());
  assertEquals(markdown, await Deno.readTextFile(GOLDEN));
});

Deno.test("renderComparisonMarkdown() lets no name break a table or become markup", () => {
  const lines = renderComparisonMarkdown(comparisonOfEveryKind()).split("\n");
  for (const line of lines.filter((line) => line.startsWith("| "))) {
    const columns = line.replaceAll("\\|", "").split("|").length - 2;
    assert(columns === 4 || columns === 7, line);
  }
  assert(!lines.some((line) => line.startsWith("# y")));
  const outside = lines.join("\n").replaceAll(/`[^`\n]*`/g, "")
    .replace(/<picture>\n<source [^<>]*>\n<img [^<>]*>\n<\/picture>/, "");
  assert(!/<\/?[a-z]+>/.test(outside), "markup outside of code");
});

Deno.test("renderComparisonMarkdown() gives the command as it is, to be pasted", () => {
  const command = "deno task gate --base 'a|b`c' --strategy './mine.ts:batch=8'";
  const markdown = renderComparisonMarkdown({
    ...comparisonOfEveryKind(),
    repeatCommand: command,
  });
  assert(markdown.endsWith(`## Repeat\n\n\`\`\`sh\n${command}\n\`\`\`\n`), markdown.slice(-200));
});

Deno.test("renderComparisonMarkdown() says what two samples rest on, and what was not compared", () => {
  const comparison = compareStudies({
    base: arm({ cells: [EASY, FULL] }),
    head: arm({
      document: {
        seed: 2,
        environment: { ...arm({ blocks: 1 }).document.environment, cpu: "Other_1" },
      },
    }),
  });
  const markdown = renderComparisonMarkdown(comparison);
  for (
    const part of [
      "one-sided Mann–Whitney tests",
      "13 blocks a study, unpaired",
      "## Not compared\n\n- only in the base: queue-notified under closed:thinkMs=0 \\(inside\\)",
      "- base: Imaginary 9000, 4 cores",
      "- head: Other\\_1, 4 cores",
      "`unpaired`: the blocks of both studies are no pairs, for they ran on different hosts",
      "None of ",
    ]
  ) assertStringIncludes(markdown, part);
  assert(!markdown.includes("## Repeat"));
});
