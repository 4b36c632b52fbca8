import type { GatedMetric } from "../../experiments/gate_document.ts";
import { benjaminiHochberg } from "../stats/mod.ts";
import type { CastMetric, Weighed } from "./_weigh.ts";
import { COMPARED_METRICS, isMeaningfulAt } from "./compared_metrics.ts";
import type { ComparedCell, ComparedMetric, MetricEvidence, MetricRole } from "./comparison.ts";
import type { Decision, Verdict } from "./decide.ts";
import { decideMetrics } from "./gate_rule.ts";

/** Share of false ones among the hints that are given. */
export const HINT_RATE = 0.05;

const ORDER: readonly MetricRole[] = ["gated", "exact", "derived", "advisory"];

/**
 * Gives every metric its part in a comparison.
 *
 * @param gated The metrics that decide.
 * @param load The cell's load.
 * @returns Those of the table that mean something at this load, those that decide first.
 */
export function castMetrics(
  gated: readonly GatedMetric[],
  load: ComparedCell["load"],
): CastMetric[] {
  const deltas = new Map(gated.map(({ metric, delta }) => [metric, delta]));
  return COMPARED_METRICS.filter((metric) => isMeaningfulAt(metric, load))
    .map((metric): CastMetric => {
      const delta = deltas.get(metric.metric);
      const role = delta !== undefined
        ? metric.role === "exact" ? "exact" : "gated"
        : metric.role === "derived"
        ? "derived"
        : "advisory";
      return { metric, role, delta: role === "exact" ? 0 : delta ?? metric.delta };
    })
    .sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role));
}

/**
 * Whether a metric decides.
 *
 * @param metric The metric.
 * @returns False for those that are looked at only.
 */
export function isDeciding({ role }: { readonly role: MetricRole }): boolean {
  return role === "gated" || role === "exact";
}

/**
 * Draws the verdicts of all metrics of all cells: Holm over those that decide, and false discoveries
 * controlled for the others, the derived and the advisory ones each.
 *
 * @param cells What the blocks say.
 * @returns The same, with verdicts.
 */
export function judge(cells: readonly (readonly Weighed[])[]): ComparedMetric[][] {
  const all = cells.flat();
  const deciding = all.filter(isDeciding);
  const judged = new Map(
    decideMetrics(deciding).map((decision, at) => [deciding[at], compared(deciding[at], decision)]),
  );
  for (const role of ["derived", "advisory"] as const) {
    const alike = all.filter((weighed) => weighed.role === role);
    hints(alike).forEach((decision, at) => judged.set(alike[at], compared(alike[at], decision)));
  }
  return cells.map((metrics) => metrics.map((weighed) => judged.get(weighed)!));
}

/**
 * Joins what readers see of a metric with its adjusted probabilities.
 *
 * @param weighed What the blocks say.
 * @param decision What follows.
 * @returns The evidence.
 */
export function adjusted(
  { shown }: Weighed,
  { adjustedWorse, adjustedBetter }: Decision,
): MetricEvidence {
  return { ...shown, adjustedPWorse: adjustedWorse, adjustedPBetter: adjustedBetter };
}

function compared(weighed: Weighed, decision: Decision): ComparedMetric {
  const { metric: { metric, unit, better }, role, delta } = weighed;
  return {
    metric,
    unit,
    role,
    better,
    delta,
    ...adjusted(weighed, decision),
    confirmation: null,
    verdict: decision.verdict,
  };
}

/** Nobody asked in which direction, so the probability is that of both. */
function hints(metrics: readonly Weighed[]): Decision[] {
  const both = metrics.map(({ evidence: { pWorse, pBetter } }) =>
    Math.min(1, 2 * Math.min(pWorse, pBetter))
  );
  return benjaminiHochberg(both).map((q, at): Decision => {
    const { evidence, delta } = metrics[at];
    const isWorse = evidence.pWorse <= evidence.pBetter;
    return {
      verdict: hint(evidence, delta, q),
      adjustedWorse: isWorse ? q : 1,
      adjustedBetter: isWorse ? 1 : q,
    };
  });
}

function hint({ worsening, interval90 }: Weighed["evidence"], delta: number, q: number): Verdict {
  const most = 1 + delta;
  if (q < HINT_RATE && worsening >= most) return "regressed";
  if (q < HINT_RATE && worsening <= 1 / most) return "improved";
  const isWithin = interval90 !== null && interval90[0] > 1 / most && interval90[1] < most;
  return isWithin ? "equivalent" : "inconclusive";
}
