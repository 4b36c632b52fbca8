import { assert, assertEquals } from "@std/assert";
import type { SimulationModel } from "../../../experiments/theory/mod.ts";
import { planCapacity } from "../../../reports/capacity/plan_capacity.ts";
import type { SimulatedFigure } from "../../../reports/capacity/simulate_loops.ts";
import { renderCapacityMarkdown } from "../../../reports/render/capacity_markdown.ts";
import { cell, study } from "../_records.ts";
import { exponentialValues, PLANNABLE, profiled } from "../capacity/_profiled.ts";

const GOLDEN = new URL("./golden/plan.md", import.meta.url);

/** Figures that fall with the loops: what is rendered need not be right. */
function simulate({ discipline, arrivals }: SimulationModel): SimulatedFigure {
  assert(discipline.kind === "fifo" && arrivals.kind === "renewal");
  assert(arrivals.gap.kind === "exponential");
  const ms = discipline.servers > 1 ? 206 / discipline.servers : 0.36 / arrivals.gap.meanMs;
  return { ms, interval: [ms * 0.95, ms * 1.05] };
}

function planOfEveryKind() {
  const unstable = cell("queue-|polled", { workload: "poisson", placement: "outside" });
  const trials = [
    ...[0.09, 0.1, 0.11].map((meanMs, block) =>
      profiled(PLANNABLE, block, exponentialValues(meanMs))
    ),
    profiled(unstable, 0, exponentialValues(0.1), 0.05, {
      stability: { state: "unstable", reason: "overload", growthMsPerSecond: 250 },
    }),
  ];
  return planCapacity(
    study(trials, { skipped: ["direct does not support placement outside"] }),
    { ratePerSecond: 1e6, level: { statistic: "p99", limitMs: 2 } },
    { customers: 1e6, seed: 1, simulate },
  );
}

Deno.test("renderCapacityMarkdown() shows answers, refusals, warnings and assumptions", async () => {
  const markdown = renderCapacityMarkdown(planOfEveryKind());
  assertEquals(markdown, await Deno.readTextFile(GOLDEN));
});
