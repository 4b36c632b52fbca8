import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { predictionFigure } from "../../../reports/figures/prediction_figure.ts";
import { cell, measured, study } from "../_records.ts";
import { drawing, figureOf, textsOf } from "./_figures.ts";
import { richStudy } from "./_rich_study.ts";

const poisson = cell("a", { workload: "poisson", arrivals: "poisson" });

function held() {
  return study([0, 1, 2].flatMap((block) => [
    measured(poisson, block, { waitMs: 0.2 + block / 100 }),
    measured({ ...poisson, strategy: "b" }, block, {}, {
      stability: { state: "unstable", reason: "wait-grows", growthMsPerSecond: 5 },
    }),
  ]));
}

Deno.test("predictionFigure() sets the measured mean wait beside the predicted one, model by name", () => {
  const figure = figureOf(predictionFigure, held());
  assertEquals(figure.views.map(({ name }) => name), ["log", "linear"]);
  assertEquals(figure.legend.map(({ name, role }) => [name, role]), [
    ["measured", "measured"],
    ["predicted", "predicted"],
  ]);
  const [[strategy, wait, prediction, model]] = textsOf(figure);
  assertEquals(strategy, "a");
  assertStringIncludes(
    figure.caption,
    "one prediction in twenty lies outside by chance; the findings",
  );
  for (const text of [wait, prediction, model]) assertStringIncludes(figure.views[0].svg, text);
});

Deno.test("predictionFigure() names the strategies without a model, with the reason", () => {
  assertStringIncludes(
    figureOf(predictionFigure, held()).caption,
    "Without a model: b (unstable).",
  );
  const none = drawing(predictionFigure, richStudy());
  assert(none.state === "undrawn");
  assertStringIncludes(none.why, "No strategy is held against a model under this workload.");
  assertStringIncludes(none.why, "direct, loop-immediate (");
});
