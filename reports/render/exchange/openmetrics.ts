/**
 * OpenMetrics 1.0 text, for what reads that: Prometheus, say, where it is served as
 * `application/openmetrics-text; version=1.0.0; charset=utf-8`. Who knows only the older text format of
 * Prometheus refuses the types `info` and `stateset`.
 *
 * Times are in seconds, shares are ratios, and the unit ends the name. All figures are gauges: they are of a
 * study that is over, so nothing counts on; summaries may not be negative, which an overhead can be, and
 * their quantiles would have no intervals. Statistics are a label, interval bounds families of their own. A
 * cell's state and a metric's verdict are state sets. Samples carry no timestamp, as the specification
 * advises: `dispatch_lab_study_info` says when it was.
 *
 * What does not exist has no sample: unstable cells have no waits, sojourns and overheads, failed ones
 * have a state and the number of failed trials. Label values are escaped by the specification; control
 * characters are percent-encoded before, since some readers break lines at more than line feeds.
 *
 * Source: https://prometheus.io/docs/specs/om/open_metrics_spec/
 *
 * @module
 */
import { CELL_METRICS, type ReportCell } from "../../report.ts";
import { comparisonFamilies } from "./_comparison_families.ts";
import type { ExchangeFormat } from "./exchange_format.ts";
import { allFigures, type Figure } from "./_cell_figures.ts";
import {
  type Family,
  gauge,
  type Labels,
  renderFamilies,
  type Sample,
  stateSamples,
} from "./_metric_family.ts";
import { metricSlug } from "./_names.ts";
import { seconds } from "./_times.ts";
import type { MeasuredArm } from "./subject.ts";

/** The format. */
export const OPENMETRICS: ExchangeFormat = {
  about: "OpenMetrics 1.0 text, for Prometheus",
  renderStudy: ({ arm }) => renderFamilies(armFamilies([{ arm, labels: {} }])),
  renderComparison: ({ comparison, base, head }) =>
    renderFamilies([
      ...armFamilies([{ arm: base, labels: { arm: "base" } }, {
        arm: head,
        labels: { arm: "head" },
      }]),
      ...comparisonFamilies(comparison),
    ]),
};

interface LabelledArm {
  readonly arm: MeasuredArm;
  readonly labels: Labels;
}

/** A cell with its labels and its figures. */
interface LabelledCell {
  readonly cell: ReportCell;
  readonly labels: Labels;
  readonly figures: readonly Figure[];
}

function armFamilies(arms: readonly LabelledArm[]): Family[] {
  const cells = arms.flatMap(({ arm, labels }) =>
    arm.report.cells.map((cell): LabelledCell => ({
      cell,
      labels: {
        ...labels,
        strategy: cell.strategy,
        workload: cell.workload,
        placement: cell.placement,
      },
      figures: allFigures(cell),
    }))
  );
  return [
    {
      name: "dispatch_lab_study",
      type: "info",
      help: "What was measured, where and when.",
      samples: arms.map(studyInfo),
    },
    {
      name: "dispatch_lab_cell_state",
      type: "stateset",
      help: "Whether the backlog stayed bounded; failed if no trial was measured.",
      samples: cells.flatMap(({ cell, labels }) =>
        stateSamples(
          "dispatch_lab_cell_state",
          ["stable", "unstable", "failed"],
          cell.state,
          labels,
        )
      ),
    },
    ...CELL_METRICS.flatMap((metric) => timeFamilies(metric, cells)),
    rateFamily("throughput", "Completed tasks per second.", cells),
    rateFamily(
      "goodput",
      "Completions within the service level per second of the schedule.",
      cells,
    ),
    rateFamily("offered_rate", "Planned arrivals per second.", cells),
    rateFamily("arrival_rate", "Released tasks per second.", cells),
    ratioFamily(
      "utilization",
      "Share of the window in which bodies hold the loop or a thread.",
      cells,
    ),
    ratioFamily("thread_cpu_utilization", "Processor time of the loop's thread over time.", cells),
    ratioFamily("offered_load", "What the loop or a thread is asked to carry.", cells),
    gauge(
      "outcome",
      "tasks",
      "What became of the tasks, over all blocks.",
      cells.flatMap(outcomes),
    ),
    gauge(
      "recorded",
      "trials",
      "Trials, one a block.",
      cells.flatMap(({ cell, labels }) => [
        { labels: { ...labels, outcome: "measured" }, value: cell.trials },
        { labels: { ...labels, outcome: "failed" }, value: cell.failedTrials },
      ]),
    ),
  ];
}

function studyInfo({ arm: { report }, labels }: LabelledArm): Sample {
  const { environment } = report;
  return {
    suffix: "_info",
    labels: {
      ...labels,
      created_at: report.createdAt,
      seed: String(report.seed),
      commit: environment.gitCommit ?? "",
      cpu: environment.cpu,
      os: environment.os,
      deno: environment.runtime.deno,
    },
    value: 1,
  };
}

/** The family of a metric and those of its interval's bounds. */
function timeFamilies(
  metric: typeof CELL_METRICS[number],
  cells: readonly LabelledCell[],
): Family[] {
  const words = metricSlug(metric).replaceAll("-", " ");
  const name = words.replaceAll(" ", "_");
  const samples = (read: (figure: Figure) => number | null) =>
    cells.flatMap(({ labels, figures }) =>
      figures.filter((figure) => figure.metric.startsWith(`${metric}.`)).flatMap(
        (figure): Sample[] => {
          const ms = read(figure);
          const statistic = figure.metric.slice(metric.length + 1);
          return ms === null ? [] : [{ labels: { ...labels, statistic }, value: seconds(ms) }];
        },
      )
    );
  return [
    gauge(
      name,
      "seconds",
      `The ${words}, by statistic, over all blocks.`,
      samples(({ value }) => value),
    ),
    gauge(
      `${name}_lower`,
      "seconds",
      `Lower bound of the 95 % interval of the ${words}.`,
      samples(({ ci95 }) => ci95?.[0] ?? null),
    ),
    gauge(
      `${name}_upper`,
      "seconds",
      `Upper bound of the 95 % interval of the ${words}.`,
      samples(({ ci95 }) => ci95?.[1] ?? null),
    ),
  ];
}

function rateFamily(name: string, help: string, cells: readonly LabelledCell[]): Family {
  return gauge(name, "tasks_per_second", help, plainSamples(`${name}_per_second`, cells));
}

function ratioFamily(name: string, help: string, cells: readonly LabelledCell[]): Family {
  return gauge(name, "ratio", help, plainSamples(name, cells));
}

/** Samples of the figure whose name is this in another spelling: `offered_rate_per_second`. */
function plainSamples(snakeCase: string, cells: readonly LabelledCell[]): Sample[] {
  const metric = snakeCase.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return cells.flatMap(({ labels, figures }) =>
    figures.filter((figure) => figure.metric === metric).map(({ value }) => ({ labels, value }))
  );
}

function outcomes({ cell: { trials, counts }, labels }: LabelledCell): Sample[] {
  if (trials === 0) return [];
  return (["completed", "failed", "dropped", "cancelled", "unfinished"] as const)
    .map((outcome) => ({ labels: { ...labels, outcome }, value: counts[outcome] }));
}
