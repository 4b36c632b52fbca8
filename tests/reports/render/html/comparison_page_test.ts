import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { verdictInWords } from "../../../../reports/comparison/comparison_rows.ts";
import { renderComparisonHtml } from "../../../../reports/render/html/comparison_page.tsx";
import { aCell, aComparison, anArm, onlyVerdict } from "../../comparison/_comparison.ts";

/** The page without its style and scripts. */
function bodyOf(html: string): string {
  return html.slice(html.indexOf("<body>")).replaceAll(/<script>[\s\S]*?<\/script>/g, "");
}

Deno.test("renderComparisonHtml() begins with the verdict, then what decides, then what explains", () => {
  const comparison = aComparison();
  const body = bodyOf(renderComparisonHtml(comparison));
  const order = [
    `${verdictInWords(comparison)}.`,
    'id="what-decides"',
    "×1.39 [1.34, 1.44] regressed",
    'id="waits-and-sojourns"',
    'id="other-metrics"',
    "2 cores: a producer outside shares them",
    "only the head has io-tcp under steady (outside)",
    "clock-coarse",
    'id="method"',
    'id="environment"',
    comparison.repeatCommand,
    'id="glossary"',
  ].map((text) => body.indexOf(text));
  assert(!order.includes(-1), `missing at ${order.indexOf(-1)}`);
  assertEquals(order, order.toSorted((a, b) => a - b));
});

Deno.test("renderComparisonHtml() draws and claims nothing where nothing was decided", () => {
  for (const verdict of ["unfit", "failed"] as const) {
    const body = bodyOf(renderComparisonHtml(aComparison({ verdict })));
    assertStringIncludes(body, "Nothing was decided");
    assert(!body.includes("<figure"), "a figure");
    assert(!/<td[^>]*>(?:regressed|improved|equivalent)/.test(body), "a verdict");
  }
});

Deno.test("renderComparisonHtml() is readable whatever there is, without NaN, null or undefined", () => {
  const comparisons = [
    aComparison(),
    aComparison({ verdict: "failed", cells: [], host: null, warnings: [], unmatched: [] }),
    aComparison({ verdict: "inconclusive", hypotheses: 0, cells: [aCell("x")], repeatCommand: "" }),
    aComparison({ pairing: "unpaired", confirmationBlocks: null }),
    ...(["regressed", "improved", "equivalent", "inconclusive"] as const).map(onlyVerdict),
  ];
  for (const comparison of comparisons) {
    const body = bodyOf(renderComparisonHtml(comparison));
    assert(!/NaN|\bnull\b|undefined/.test(body), "a figure that is none");
    assertStringIncludes(body, verdictInWords(comparison).replaceAll("'", "&#39;"));
  }
});

Deno.test("renderComparisonHtml() shows hostile names as text", () => {
  const name = `<img src=x onerror="alert(1)">&"'`;
  const { cells, ...rest } = aComparison();
  const html = renderComparisonHtml({
    ...rest,
    base: anArm(name),
    cells: cells.map((cell) => ({ ...cell, baseStrategy: name, workload: name, placement: name })),
    unmatched: [name],
    warnings: [{ code: name, message: name }],
    host: { before: { verdict: "limited", reasons: [name] }, after: null },
    repeatCommand: name,
  });
  assert(!html.includes("<img"), "markup");
  assertStringIncludes(html, "&lt;img src=x");
});
