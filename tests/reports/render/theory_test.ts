import { assert, assertStringIncludes } from "@std/assert";
import { renderMarkdown } from "../../../reports/render/markdown.ts";
import type { CellTheory, Report, ReportCell } from "../../../reports/report.ts";
import { summarize } from "../../../reports/summarize.ts";
import { cell, measured, study } from "../_records.ts";

const poisson = cell("a", { workload: "poisson", arrivals: "poisson" });

/** The section about theory of a report in which the one cell differs from what was summarised. */
function sectionOf(change: (cell: ReportCell) => Partial<ReportCell>): string {
  const report: Report = summarize(study([0, 1].map((block) => measured(poisson, block))));
  const cells = report.cells.map((cell) => ({ ...cell, ...change(cell) }));
  const text = renderMarkdown({ ...report, cells });
  return text.slice(text.indexOf("## Measured against"), text.indexOf("## Where every task"));
}

function withTheory(change: Partial<CellTheory>): string {
  return sectionOf(({ theory }) => ({ theory: { ...theory!, ...change } }));
}

Deno.test("renderMarkdown() marks a prediction that is outside, and signs what is unexplained", () => {
  const outside = withTheory({
    inside: false,
    waitMs: 0.241,
    unexplainedMs: { mean: 0.01, ci95: [-0.002, 0.022] },
  });
  assertStringIncludes(outside, "| +10.0 µs [−2.00, 22.0] | **outside** |");
  const inside = withTheory({ inside: true, unexplainedMs: { mean: -0.01, ci95: null } });
  assertStringIncludes(inside, "| −10.0 µs | inside |");
});

Deno.test("renderMarkdown() says of a model what it is if it is no formula", () => {
  const simulated = withTheory({
    kind: "simulation",
    model: "simulation (set-up)",
    waitMs: 0.2,
    queueingMs: null,
    ci95: [0.19, 0.21],
  });
  assertStringIncludes(simulated, "| simulation (set-up) | 200 µs [190, 210] | – |");
  assertStringIncludes(simulated, "A twin is");
  assertStringIncludes(withTheory({ approximate: true }), "M/G/1 with set-up (approximation)");
  assert(!withTheory({}).includes("A twin is"));
});

Deno.test("renderMarkdown() gives the moments that a prediction was made of", () => {
  const { inputs } = summarize(study([measured(poisson, 0)])).cells[0].theory!;
  const text = withTheory({
    inputs: {
      ...inputs,
      wakeUp: { meanMs: 0.05, secondMomentMs2: 0.005 },
      sleep: { meanMs: 5, secondMomentMs2: 25.5 },
    },
  });
  assertStringIncludes(
    text,
    "| `a` | `poisson` | inside | 200/s | 1.25 ms | 1.81 | 50.0 µs | 0.00500 | – | – | 5.00 ms | 25.5 |",
  );
});

Deno.test("renderMarkdown() lists the cells that are held against nothing, and lets no reason be markup", () => {
  const text = sectionOf(() => ({
    theory: null,
    noTheory: { reason: "no-model", message: "there is none for <b>this</b> | *that*" },
  }));
  assertStringIncludes(text, "No cell is held against a model.");
  assertStringIncludes(
    text,
    "- `a` under `poisson` (inside): `no-model`, there is none for &lt;b&gt;this&lt;/b&gt; \\| \\*that\\*",
  );
});
