/**
 * CSV for spreadsheets and data frames, in long form: a row a cell and metric.
 *
 * A comma between fields, quotes around those that need them, CRLF after each row, a header. UTF-8 without a
 * byte order mark (RFC 7111). Names hold no line breaks or other control characters, these are
 * percent-encoded; so a row is a line.
 *
 * Spreadsheets run what begins with `=`, `+`, `-` or `@` as a formula, whatever the quotes. Names are chosen
 * by users, so one that begins so gets a single quote in front, which spreadsheets take for “text” and
 * other readers must strip; one that begins with a single quote gets another. Numbers are never touched: a
 * negative one is no formula.
 *
 * What does not exist is an empty field. Unstable cells have no waits, sojourns and overheads; of a failed
 * one there is the row of `failedTrials`; the column `state` says which it is. Of a comparison, `ratio` of a
 * metric in tasks is the difference, head − base.
 *
 * Source: https://www.rfc-editor.org/rfc/rfc4180; for formulas,
 * https://owasp.org/www-community/attacks/CSV_Injection
 *
 * @module
 */
import type { ComparedCell, ComparedMetric } from "../../comparison/comparison.ts";
import type { ReportCell } from "../../report.ts";
import type { ExchangeFormat } from "./exchange_format.ts";
import { allFigures, type Figure } from "./_cell_figures.ts";
import { encodeName } from "./_names.ts";
import type { ComparisonSubject, StudySubject } from "./subject.ts";

/** The format. */
export const CSV: ExchangeFormat = {
  about: "CSV by RFC 4180, a row a cell and metric, for spreadsheets and data frames",
  renderStudy,
  renderComparison,
};

type Field = string | number | null;
type Columns<Row> = Readonly<Record<string, (row: Row) => Field>>;

const STUDY_COLUMNS: Columns<{ cell: ReportCell; figure: Figure }> = {
  strategy: ({ cell }) => named(cell.strategy),
  workload: ({ cell }) => named(cell.workload),
  placement: ({ cell }) => named(cell.placement),
  state: ({ cell }) => cell.state,
  metric: ({ figure }) => figure.metric,
  unit: ({ figure }) => figure.unit,
  better: ({ figure }) => figure.better,
  value: ({ figure }) => figure.value,
  ci95_low: ({ figure }) => figure.ci95?.[0] ?? null,
  ci95_high: ({ figure }) => figure.ci95?.[1] ?? null,
  blocks: ({ cell }) => cell.trials,
  failed_trials: ({ cell }) => cell.failedTrials,
};

const COMPARISON_COLUMNS: Columns<{ cell: ComparedCell; metric: ComparedMetric }> = {
  base_strategy: ({ cell }) => named(cell.baseStrategy),
  head_strategy: ({ cell }) => named(cell.headStrategy),
  workload: ({ cell }) => named(cell.workload),
  placement: ({ cell }) => named(cell.placement),
  load: ({ cell }) => cell.load,
  metric: ({ metric }) => metric.metric,
  unit: ({ metric }) => metric.unit,
  role: ({ metric }) => metric.role,
  better: ({ metric }) => metric.better,
  base: ({ metric }) => metric.base,
  head: ({ metric }) => metric.head,
  ratio: ({ metric }) => metric.ratio,
  ci95_low: ({ metric }) => metric.ci95?.[0] ?? null,
  ci95_high: ({ metric }) => metric.ci95?.[1] ?? null,
  delta: ({ metric }) => metric.delta,
  adjusted_p_worse: ({ metric }) => metric.adjustedPWorse,
  adjusted_p_better: ({ metric }) => metric.adjustedPBetter,
  verdict: ({ metric }) => metric.verdict,
  confirmed_ratio: ({ metric }) => metric.confirmation?.ratio ?? null,
  confirmed_p_worse: ({ metric }) => metric.confirmation?.adjustedPWorse ?? null,
  blocks: ({ metric }) => metric.count,
  base_failed_trials: ({ cell }) => cell.failedTrials.base,
  head_failed_trials: ({ cell }) => cell.failedTrials.head,
};

function renderStudy({ arm }: StudySubject): string {
  const rows = arm.report.cells.flatMap((cell) =>
    allFigures(cell).map((figure) => ({ cell, figure }))
  );
  return render(STUDY_COLUMNS, rows);
}

function renderComparison({ comparison }: ComparisonSubject): string {
  const rows = comparison.cells.flatMap((cell) => cell.metrics.map((metric) => ({ cell, metric })));
  return render(COMPARISON_COLUMNS, rows);
}

function render<Row>(columns: Columns<Row>, rows: readonly Row[]): string {
  const lines = [
    Object.keys(columns),
    ...rows.map((row) => Object.values(columns).map((read) => read(row))),
  ];
  return lines.map((fields) => fields.map(fieldOf).join(",") + "\r\n").join("");
}

function fieldOf(field: Field): string {
  if (field === null) return "";
  if (typeof field === "number") return Number.isFinite(field) ? String(field) : "";
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

function named(name: string): string {
  const text = encodeName(name);
  return /^['=+\-@]/.test(text) ? `'${text}` : text;
}
