import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { lagFigure, queueFigure } from "../../../reports/figures/time_figures.ts";
import { everyKindOfCell } from "../_every_kind_of_cell.ts";
import { cell, failed, study } from "../_records.ts";
import { drawing, figureOf, textsOf } from "./_figures.ts";
import { richStudy } from "./_rich_study.ts";

Deno.test("lagFigure() and queueFigure() show unstable strategies too, and say which they are", () => {
  for (const draw of [lagFigure, queueFigure]) {
    const figure = figureOf(draw, richStudy());
    assertEquals(figure.legend.map(({ name }) => name), [
      "direct",
      "loop-immediate",
      "queue-polled",
    ]);
    assertStringIncludes(figure.caption, "Unstable: queue-polled.");
    assertStringIncludes(figure.caption, "Left out: io-tcp (outside) (failed).");
    assertStringIncludes(figure.views[0].svg, "queue-polled (unstable)");
  }
});

Deno.test("queueFigure() gives the median of the blocks and their range, moment by moment", () => {
  const figure = figureOf(queueFigure, richStudy());
  assertEquals(textsOf(figure), [
    ["5.00 ms", ...Array(3).fill("1.50, 0.500 to 2.50")],
    ["15.0 ms", ...Array(3).fill("2.00, 1.00 to 3.00")],
    ["25.0 ms", ...Array(3).fill("0")],
  ]);
  assertStringIncludes(
    figure.views[0].svg,
    "after 5.00 ms: 1.50, 0.500 to 2.50",
  );
});

Deno.test("lagFigure() prints nothing where no lag was sampled", () => {
  const figure = figureOf(lagFigure, richStudy());
  assertEquals(textsOf(figure)[1], ["15.0 ms", "–", "–", "–"]);
  assertEquals(textsOf(figure)[0][1], "500 µs, 250 µs to 750 µs");
});

Deno.test("lagFigure() and queueFigure() say why there is nothing to draw", () => {
  for (const draw of [lagFigure, queueFigure]) {
    const unkept = drawing(draw, everyKindOfCell());
    assert(unkept.state === "undrawn");
    assertStringIncludes(unkept.why, "kept no time line");
    const none = drawing(draw, study([failed(cell("a"), 0, "crashed", "exit code 1")]));
    assert(none.state === "undrawn");
    assertStringIncludes(none.why, "No trial of this workload was measured");
  }
});

Deno.test("lagFigure() has the stall of a single block on its axis, and shows it readably first", () => {
  const plain = richStudy();
  const first = ({ views }: ReturnType<typeof figureOf>) => views.map(({ name }) => name);
  assertEquals(first(figureOf(lagFigure, plain)), ["linear", "log"]);
  let isFirst = true;
  const trials = plain.trials.map((trial) => {
    if (trial.state !== "measured" || !isFirst) return trial;
    isFirst = false;
    const loopLagMaxMs = trial.timeLine.loopLagMaxMs.map(() => 265);
    return { ...trial, timeLine: { ...trial.timeLine, loopLagMaxMs } };
  });
  const stalled = figureOf(lagFigure, { ...plain, trials });
  assertEquals(first(stalled), ["log", "linear"]);
  for (const { svg } of stalled.views) {
    assert(!svg.includes('class="cut"'));
    assertStringIncludes(svg, "to 265 ms");
  }
  assertStringIncludes(stalled.views[1].svg, ">200 ms<");
});
