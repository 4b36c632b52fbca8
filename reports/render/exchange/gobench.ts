/**
 * Go benchmark format, for benchstat: one line a trial. A trial is a process, so as many lines as blocks are
 * as many independent samples, and benchstat's n and p mean what they say.
 *
 * ```
 * Unit wait-p99-ns better=lower
 * cpu: Imaginary 9000
 * BenchmarkDispatch/strategy=queue-notified/workload=steady/placement=inside 500 81000 wait-p99-ns
 * ```
 *
 * Names are `key=value` parts, so `benchstat -col /strategy` compares strategies. In values all but ASCII
 * letters, digits and `-._~:=,+@` is percent-encoded: spaces would end the name, slashes the part. Iterations
 * are the tasks that completed. Units are words joined by hyphens of which the last is the unit of
 * measurement, which benchstat scales; `Unit` lines say which values are good.
 *
 * Of a comparison both arms are in one file: `benchstat -col arm`. Where arms differ in the strategy, a name
 * has both, `strategy=a->b`, for lines are matched by name.
 *
 * Only the machine is configuration, as benchstat holds apart what differs in any of it; what else is worth
 * knowing stands in lines that readers skip: comments, and `--- FAIL:` for failed trials. Trials of
 * unstable cells have no waits, sojourns and overheads.
 *
 * Source: https://golang.org/design/14313-benchmark-format, and https://pkg.go.dev/golang.org/x/perf/benchfmt
 * for `Unit` lines (https://golang.org/issue/43744)
 *
 * @module
 */
import { isMeasured, type TrialRecord } from "../../../experiments/record.ts";
import { trialsOf } from "../../summarize.ts";
import type { ReportCell } from "../../report.ts";
import type { ExchangeFormat } from "./exchange_format.ts";
import { type Figure, trialFigures } from "./_cell_figures.ts";
import { cellMatching } from "./_matching.ts";
import { encodeName, metricSlug } from "./_names.ts";
import { nanoseconds } from "./_times.ts";
import type { ComparisonSubject, MeasuredArm, StudySubject } from "./subject.ts";

/** The format. */
export const GOBENCH: ExchangeFormat = {
  about: "Go benchmark format, one line a process, for benchstat",
  renderStudy,
  renderComparison,
};

/** A trial under the name that its line gets. */
interface NamedTrial {
  readonly name: string;
  readonly trial: TrialRecord;
  /** None if it failed. */
  readonly figures: readonly Figure[];
}

function renderStudy({ arm }: StudySubject): string {
  const trials = arm.report.cells.flatMap((cell) => trialsNamed(arm, cell, [cell.strategy]));
  return text([
    ...about(arm, ""),
    ...unitLines(trials),
    ...machineOf(arm).map(([key, value]) => `${key}: ${value}`),
    ...trials.map(lineOf),
  ]);
}

function renderComparison({ comparison, base, head }: ComparisonSubject): string {
  const arms = ([["base", base], ["head", head]] as const).map(([side, arm]) => ({
    side,
    arm,
    trials: comparison.cells.flatMap((compared) => {
      const cell = cellMatching(arm, compared, side);
      const { baseStrategy, headStrategy } = compared;
      const strategies = new Set([baseStrategy, headStrategy]);
      return cell === null ? [] : trialsNamed(arm, cell, [...strategies]);
    }),
  }));
  const [baseMachine, headMachine] = [machineOf(base), machineOf(head)];
  const shared = baseMachine.filter(([, value], at) => value === headMachine[at][1]);
  return text([
    ...arms.flatMap(({ side, arm }) => about(arm, `${side}: `)),
    ...unitLines(arms.flatMap(({ trials }) => trials)),
    ...shared.map(([key, value]) => `${key}: ${value}`),
    ...arms.flatMap(({ side, trials }) => [`arm: ${side}`, ...trials.map(lineOf)]),
  ]);
}

/** The machine: what must be equal before figures may be compared. */
function machineOf({ report: { environment } }: MeasuredArm): [key: string, value: string][] {
  return [
    ["pkg", "dispatch-lab"],
    ["cpu", encodeName(environment.cpu)],
    ["os", encodeName(environment.os)],
  ];
}

function about({ report }: MeasuredArm, whose: string): string[] {
  const { environment: { gitCommit, runtime } } = report;
  return [
    `# ${whose}${encodeName(report.createdAt)}, seed ${report.seed}, Deno ${
      encodeName(runtime.deno)
    }` +
    (gitCommit === null ? "" : `, commit ${encodeName(gitCommit)}`),
  ];
}

function trialsNamed(
  { study }: MeasuredArm,
  cell: ReportCell,
  strategies: readonly string[],
): NamedTrial[] {
  const name = `BenchmarkDispatch/strategy=${strategies.map(part).join("->")}` +
    `/workload=${part(cell.workload)}/placement=${part(cell.placement)}`;
  const identity = study.document.cells.find(({ strategy, workload, placement }) =>
    strategy === cell.strategy && workload === cell.workload && placement === cell.placement
  );
  if (identity === undefined) return [];
  return trialsOf(identity, study.trials).toSorted((a, b) => a.block - b.block).map((trial) => ({
    name,
    trial,
    figures: isMeasured(trial) ? trialFigures(trial, cell.state) : [],
  }));
}

function lineOf({ name, trial, figures }: NamedTrial): string {
  if (!isMeasured(trial)) return `--- FAIL: ${name} (${trial.reason})`;
  const pairs = figures.map((figure) => `${valueOf(figure)} ${unitOf(figure)}`);
  return [name, trial.counts.completed, ...pairs].join(" ");
}

/** Which values are good, of each unit that occurs. */
function unitLines(trials: readonly NamedTrial[]): string[] {
  const lines = trials.flatMap(({ figures }) =>
    figures.map((figure) => `Unit ${unitOf(figure)} better=${figure.better}`)
  );
  return [...new Set(lines)];
}

const UNSAFE_IN_NAMES = /[^A-Za-z0-9._~:=,+@-]/u;

function part(name: string): string {
  return encodeName(name, UNSAFE_IN_NAMES);
}

function valueOf({ value, unit }: Figure): number {
  return unit === "ms" ? nanoseconds(value) : value;
}

function unitOf({ metric, unit }: Figure): string {
  const measured = {
    "ms": "ns",
    "/s": "tasks/s",
    "tasks": "tasks",
    "trials": "trials",
    "": "ratio",
  };
  return `${metricSlug(metric)}-${measured[unit]}`;
}

function text(lines: readonly string[]): string {
  return lines.join("\n") + "\n";
}
