import type { ComparedCell, ComparedMetric, Comparison } from "../../comparison/comparison.ts";
import { type Family, gauge, type Labels, type Sample, stateSamples } from "./_metric_family.ts";

const VERDICTS = ["regressed", "improved", "equivalent", "inconclusive"];

/** What a comparison adds to the families of its arms. */
export function comparisonFamilies(comparison: Comparison): Family[] {
  const all = comparison.cells.flatMap((cell) => cell.metrics.map((metric) => ({ cell, metric })));
  const values = (
    metrics: readonly { cell: ComparedCell; metric: ComparedMetric }[],
    read: (metric: ComparedMetric) => number | null,
  ) =>
    metrics.flatMap(({ cell, metric }): Sample[] => {
      const value = read(metric);
      return value === null || !Number.isFinite(value)
        ? []
        : [{ labels: comparedLabels(cell, metric), value }];
    });
  const ratios = all.filter(({ metric }) => metric.role !== "exact");
  const counts = all.filter(({ metric }) => metric.role === "exact");
  return [
    {
      name: "dispatch_lab_comparison_verdict",
      type: "stateset",
      help: "The verdict over all metrics that decide.",
      samples: stateSamples(
        "dispatch_lab_comparison_verdict",
        [...VERDICTS, "unfit", "failed"],
        comparison.verdict,
        {},
      ),
    },
    {
      name: "dispatch_lab_metric_verdict",
      type: "stateset",
      help: "The verdict of a metric; a hint unless its role is gated or exact.",
      samples: all.flatMap(({ cell, metric }) =>
        stateSamples(
          "dispatch_lab_metric_verdict",
          VERDICTS,
          metric.verdict,
          comparedLabels(cell, metric),
        )
      ),
    },
    gauge("head_to_base", "ratio", "Head over base.", values(ratios, ({ ratio }) => ratio)),
    gauge(
      "head_to_base_lower",
      "ratio",
      "Lower bound of the 95 % interval of head over base.",
      values(ratios, ({ ci95 }) => ci95?.[0] ?? null),
    ),
    gauge(
      "head_to_base_upper",
      "ratio",
      "Upper bound of the 95 % interval of head over base.",
      values(ratios, ({ ci95 }) => ci95?.[1] ?? null),
    ),
    gauge("head_less_base", "tasks", "Head minus base.", values(counts, ({ ratio }) => ratio)),
    gauge(
      "worse_probability",
      "ratio",
      "Probability of such blocks if the head is not worse, adjusted for all metrics.",
      values(all, ({ adjustedPWorse }) => adjustedPWorse),
    ),
  ];
}

function comparedLabels(cell: ComparedCell, { metric, role }: ComparedMetric): Labels {
  return {
    base_strategy: cell.baseStrategy,
    head_strategy: cell.headStrategy,
    workload: cell.workload,
    placement: cell.placement,
    metric,
    role,
  };
}
