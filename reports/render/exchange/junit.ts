/**
 * Renders JUnit XML as Jenkins, GitLab and most CI systems read it.
 *
 * A comparison has a suite a cell and a case a metric that decides: a regression is a failure; what is
 * inconclusive is skipped, for it was not shown either way; a metric without a value in both arms is an
 * error. A first suite says whether host and arms could be measured at all, so that an empty comparison
 * never passes. On an unfit host every case is skipped, and where an arm failed every metric that has a
 * value, for then nothing is decided. A study has a suite a workload and a case
 * a cell: a cell that failed is an error; an unstable one is skipped with the reason, for nothing was asked
 * of it that it could fail. Times are those that measuring took, in seconds: of a suite that of a cell's
 * trials, both arms' together, of a case that of a study's cell. A metric takes no time of its own.
 *
 * @module
 */
import type { TrialRecord } from "../../../experiments/record.ts";
import type { Environment } from "../../../experiments/study_document.ts";
import { comparedCellName } from "../../comparison/cell_name.ts";
import type { ComparedCell, ComparedMetric, Comparison } from "../../comparison/comparison.ts";
import { formatMs, formatMsWithInterval, formatNumber } from "../../format.ts";
import type { ReportCell } from "../../report.ts";
import type { ExchangeFormat } from "./exchange_format.ts";
import { changeText, failedText, metricWords, valueText, verdictText } from "./_figures.ts";
import { type JunitCase, type JunitSuite, writeJunit } from "./_junit_document.ts";
import type { ComparisonSubject, StudySubject } from "./subject.ts";

/** JUnit XML. */
export const JUNIT: ExchangeFormat = {
  about: "JUnit XML, for the test results of Jenkins, GitLab and others",
  renderStudy,
  renderComparison,
};

function renderComparison({ comparison, base, head }: ComparisonSubject): string {
  const { cells, unmatched } = comparison;
  const properties = [
    ...propertiesOf("base", comparison.base.environment),
    ...propertiesOf("head", comparison.head.environment),
    ["seed", String(comparison.seed)] as const,
    ["blocks", String(comparison.blocks)] as const,
    ["repeat", comparison.repeatCommand] as const,
  ];
  const about = { timestamp: comparison.head.createdAt, properties };
  const isOf = (cell: ComparedCell, name: string) => ({ cell: own }: TrialRecord) =>
    own.strategy === name && own.workload === cell.workload && own.placement === cell.placement;
  return writeJunit([
    { ...about, name: "gate", timeMs: null, cases: conditions(comparison) },
    ...cells.map((cell): JunitSuite => ({
      ...about,
      name: comparedCellName(cell),
      timeMs: wallMs(base.study.trials.filter(isOf(cell, cell.baseStrategy))) +
        wallMs(head.study.trials.filter(isOf(cell, cell.headStrategy))),
      cases: cell.metrics.filter(({ role }) => role === "gated" || role === "exact")
        .map((metric) => caseOfMetric(comparison, cell, metric)),
    })),
    ...(unmatched.length === 0 ? [] : [{
      ...about,
      name: "not compared",
      timeMs: null,
      cases: unmatched.map((words): JunitCase => ({
        name: words,
        className: "not compared",
        timeMs: null,
        outcome: { state: "skipped", message: "only one side has it" },
        text: null,
      })),
    }]),
  ]);
}

/** What must hold before anything can be said. */
function conditions({ verdict, host, warnings, cells }: Comparison): JunitCase[] {
  const found = [...host?.before.reasons ?? [], ...host?.after?.reasons ?? []].join("; ");
  const failed = cells.filter(({ failedTrials: { base, head } }) => base + head > 0)
    .map((cell) => `${failedText(cell)} failed: ${comparedCellName(cell)}`);
  const messages = [...failed, ...warnings.map(({ message }) => message)].join("\n");
  return [
    {
      name: "the host is fit to measure",
      className: "gate",
      timeMs: null,
      outcome: verdict === "unfit"
        ? { state: "skipped", message: found === "" ? "the host is unfit to measure" : found }
        : { state: "passed" },
      text: found === "" ? null : found,
    },
    {
      name: "both arms were measured",
      className: "gate",
      timeMs: null,
      outcome: verdict === "failed"
        ? { state: "error", type: "failed", message: "the base or the head could not be measured" }
        : { state: "passed" },
      text: messages === "" ? null : messages,
    },
  ];
}

function caseOfMetric(
  comparison: Comparison,
  cell: ComparedCell,
  metric: ComparedMetric,
): JunitCase {
  const { base, head, unit, role, count, ratio, verdict } = metric;
  const figures = `base ${valueText(base, unit)}, head ${valueText(head, unit)}, ` +
    `${role === "exact" ? "difference" : "head ÷ base"} ${changeText(metric, role)}`;
  const message = `${verdictText(metric)}: ${figures}`;
  const hasFailed = cell.failedTrials.base + cell.failedTrials.head > 0;
  const outcome: JunitCase["outcome"] = comparison.verdict === "unfit"
    ? { state: "skipped", message: "the host is unfit to measure" }
    : ratio === null
    ? hasFailed
      ? { state: "error", type: "failed", message: `${failedText(cell)} failed` }
      : { state: "error", type: "unmeasured", message: `no value in both arms: ${figures}` }
    : comparison.verdict === "failed"
    ? { state: "skipped", message: "an arm could not be measured, so nothing is decided" }
    : verdict === "regressed"
    ? { state: "failure", type: "regressed", message }
    : verdict === "inconclusive"
    ? { state: "skipped", message }
    : { state: "passed" };
  return {
    name: metricWords(metric),
    className: comparedCellName(cell),
    timeMs: null,
    outcome,
    text: `${figures} over ${count} blocks\nregressed ${bound(metric)}, if p is below ` +
      `${comparison.alpha}; adjusted p ${formatNumber(metric.adjustedPWorse)}`,
  };
}

function bound({ role, better, delta }: ComparedMetric): string {
  if (role === "exact") return "if there are more";
  return better === "lower"
    ? `from ${formatNumber(1 + delta)} × upwards`
    : `from ${formatNumber(1 / (1 + delta))} × downwards`;
}

function renderStudy({ arm: { study, report } }: StudySubject): string {
  const properties = [
    ...propertiesOf("study", report.environment),
    ["seed", String(report.seed)] as const,
    ["blocks", String(report.blocks)] as const,
  ];
  const suites = Map.groupBy(report.cells, ({ workload }) => workload);
  return writeJunit([...suites].map(([workload, cells]) => ({
    name: workload,
    timestamp: report.createdAt,
    properties,
    timeMs: wallMs(study.trials.filter(({ cell }) => cell.workload === workload)),
    cases: cells.map((cell) => caseOfCell(cell, study.trials)),
  })));
}

function caseOfCell(cell: ReportCell, trials: readonly TrialRecord[]): JunitCase {
  const { strategy, workload, placement, state, warnings, waitMs } = cell;
  const messages = warnings.map(({ message }) => message).join("\n");
  return {
    name: `${strategy} (${placement})`,
    className: workload,
    timeMs: wallMs(
      trials.filter(({ cell: own }) =>
        own.strategy === strategy && own.workload === workload && own.placement === placement
      ),
    ),
    outcome: state === "failed"
      ? { state: "error", type: "failed", message: warnings[0]?.message ?? "no trial was measured" }
      : state === "unstable"
      ? { state: "skipped", message: `unstable: ${cell.unstableReason}` }
      : { state: "passed" },
    text: [
      ...(state === "stable"
        ? [
          `wait p99 ${formatMsWithInterval(waitMs.p99, waitMs.ci95.p99)}, ` +
          `p50 ${formatMs(waitMs.p50)}, mean ${
            formatMsWithInterval(waitMs.mean, waitMs.ci95.mean)
          }`,
        ]
        : []),
      ...(messages === "" ? [] : [messages]),
    ].join("\n") || null,
  };
}

function wallMs(trials: readonly TrialRecord[]): number {
  return trials.reduce((sum, trial) => sum + trial.wallMs, 0);
}

function propertiesOf(arm: string, environment: Environment): (readonly [string, string])[] {
  const { cpu, cores, memoryGiB, os, runtime, gitCommit } = environment;
  return [
    [`${arm}.cpu`, cpu],
    [`${arm}.cores`, String(cores)],
    [`${arm}.memoryGiB`, String(memoryGiB)],
    [`${arm}.os`, os],
    [`${arm}.deno`, runtime.deno],
    [`${arm}.commit`, gitCommit ?? "unknown"],
  ];
}
