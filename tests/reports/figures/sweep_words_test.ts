import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { renderHtml, renderMarkdown } from "../../../reports/mod.ts";
import { sweepFindings } from "../../../reports/figures/mod.ts";
import { summarize } from "../../../reports/summarize.ts";
import { summarizeSweep } from "../../../reports/sweep/summarize_sweep.ts";
import { wordsToText } from "../../../reports/words.ts";
import { mm1Trial, poissonAt, probesAt, sweepOf } from "../sweep/_sweeps.ts";

const RATES = [458, 566, 589, 597, 605, 613];

function swept(asked = "queue-notified") {
  const curve = { identityAt: poissonAt, values: [100, 700, 900], trialAt: mm1Trial };
  const slo = { statistic: "mean", limitMs: 5 } as const;
  const study = sweepOf([{ ...curve, knee: "sought" as const }], 3, { slo });
  const probes = RATES.flatMap((rate, round) =>
    probesAt(study, round, 0, rate, (block) => mm1Trial(poissonAt(rate), block, rate))
  );
  const { sweep } = study.document;
  const curves = sweep!.curves.map((curve) => ({ ...curve, strategy: asked }));
  return { ...study, probes, document: { ...study.document, sweep: { ...sweep!, curves } } };
}

Deno.test("sweepFindings() says the knee and the saturation of each curve, of many where they are", () => {
  const sweep = summarizeSweep(swept())!;
  const text = wordsToText(sweepFindings(sweep));
  assertStringIncludes(text, "queue-notified under poisson");
  assert(/: knee 589\S*\/s \[[\d., ]+\], saturation /.test(text), text);
  const many = wordsToText(sweepFindings({ ...sweep, curves: Array(9).fill(sweep.curves[0]) }));
  assertEquals(many.includes("knee 589"), false);
  assertStringIncludes(many, "9 curves");
});

Deno.test("report.md and report.html of a sweep begin with its findings, and say its own command", () => {
  const study = swept();
  const [report, sweep] = [summarize(study), summarizeSweep(study)!];
  for (const pictures of ["files", "none"] as const) {
    const markdown = renderMarkdown(report, { sweep, pictures });
    assert(markdown.indexOf("knee 589") < markdown.indexOf("## The answer"));
    assertStringIncludes(markdown, "| again | `deno task sweep ");
    assertStringIncludes(markdown, "- Saturation: ");
    assertEquals(markdown.includes("[sweep.md](sweep.md)"), pictures === "files");
    assert(!markdown.includes("How sure"));
  }
  const html = renderHtml(report, { sweep });
  assert(html.indexOf("knee 589") < html.indexOf("<main"), "the head of the page has the knee");
  assert(!html.includes("nothing to compare with"));
  assertStringIncludes(renderMarkdown(report), "How sure");
});

Deno.test("summarizeSweep() calls a strategy what its cells are called, however it was asked for", () => {
  const [curve] = summarizeSweep(swept("queue-notified:same=1"))!.curves;
  assertEquals(curve.strategy, "queue-notified");
});
