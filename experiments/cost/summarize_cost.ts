/**
 * From records to figures: pure. The round is the unit of statistics. A figure is the geometric mean of
 * its rounds with Student's interval of the logarithms, and two subjects are compared only by the ratios
 * of rounds that both have: what the machine does to one round it does to both.
 *
 * @module
 */
import { type Interval, ratioInterval } from "../../reports/stats/intervals.ts";
import type { Placement } from "../../strategies/mod.ts";
import {
  type CostCell,
  type CostFailureReason,
  type CostMeasure,
  type CostRecord,
  type CostResult,
  isAligned,
} from "./cost_record.ts";

/**
 * What can be read off a result. All but the share are above 0. Times of a wake-up whose clocks were not
 * aligned well enough are not read.
 */
export type CostFigure =
  | "nsPerTask"
  | "busyP50Ms"
  | "busyP99Ms"
  | "idleP50Ms"
  | "idleP99Ms"
  | "tasksPerSecond"
  | "cpuShare";

/** A figure over rounds. */
export interface Estimate {
  /** Geometric mean; of a single round, its value. */
  readonly mean: number;
  /** 95 % interval; null if there are fewer than two rounds. */
  readonly ci95: Interval | null;
  /** Rounds in it. */
  readonly rounds: number;
}

/** A figure divided by that of another subject in the same rounds. */
export interface CostRatio {
  /** Which figure. */
  readonly figure: CostFigure;
  /** Whose figure it is divided by. */
  readonly to: string;
  /** The ratio. */
  readonly estimate: Estimate;
}

/** A cell over all rounds. */
export interface CostRow {
  /** Which table. */
  readonly measure: CostMeasure;
  /** Who was measured. */
  readonly subject: string;
  /** Where the producer was. */
  readonly placement: Placement;
  /** Tasks in each burst; null if there are no bursts, or it was never measured. */
  readonly tasks: number | null;
  /** Share of those tasks that were dropped or lost. */
  readonly droppedShare: number;
  /** Figures, those that the measure has. */
  readonly figures: Readonly<Partial<Record<CostFigure, Estimate>>>;
  /** Comparisons with the subjects that its table compares with. */
  readonly ratios: readonly CostRatio[];
  /** Rounds that left no figures, and why the first did not. */
  readonly failures: {
    readonly rounds: number;
    readonly reason: CostFailureReason;
    readonly message: string;
  } | null;
}

/** Whom the rows of a table are compared with, if they were measured. */
const REFERENCES: Readonly<
  Partial<Record<CostMeasure, { readonly figures: readonly CostFigure[]; readonly to: string[] }>>
> = {
  "burst": { figures: ["nsPerTask"], to: ["loop-immediate"] },
  "promises": { figures: ["nsPerTask"], to: ["fastq.promise", "p-limit"] },
  "wake": { figures: ["busyP50Ms", "idleP50Ms"], to: ["thread-message"] },
  "throughput": { figures: ["tasksPerSecond"], to: ["thread-message"] },
};

/**
 * Summarises a run.
 *
 * @param cells The cells.
 * @param records What was measured, in any order.
 * @returns A row a cell, in the order of the cells.
 */
export function summarizeCost(
  cells: readonly CostCell[],
  records: readonly CostRecord[],
): CostRow[] {
  const recordsOf = cells.map((_, cell) => records.filter((record) => record.cell === cell));
  return cells.map((cell, index): CostRow => {
    const own = recordsOf[index];
    const results = measuredResults(own);
    const { figures = [], to = [] } = REFERENCES[cell.measure] ?? {};
    return {
      measure: cell.measure,
      subject: cell.subject,
      placement: cell.placement,
      tasks: sizeOf(cell) ?? tasksIn(results),
      droppedShare: droppedShare(results),
      figures: estimateFigures(results),
      ratios: figures.flatMap((figure) =>
        to.flatMap((subject): CostRatio[] => {
          const reference = cells.findIndex((other) => isReference(other, cell, subject));
          const estimate = reference < 0 || reference === index
            ? null
            : ratio(own, recordsOf[reference], figure);
          return estimate === null ? [] : [{ figure, to: subject, estimate }];
        })
      ),
      failures: failuresOf(own),
    };
  });
}

/**
 * A figure of one cell divided by that of another, round by round.
 *
 * @param head Records of one cell.
 * @param base Records of the other.
 * @param figure Which figure.
 * @returns The ratio over the rounds that both have; null if there is none.
 */
export function ratio(
  head: readonly CostRecord[],
  base: readonly CostRecord[],
  figure: CostFigure,
): Estimate | null {
  const baseOfRound = new Map(base.map((record) => [record.round, valueOf(record, figure)]));
  const ratios = head.flatMap((record) => {
    const value = valueOf(record, figure);
    const other = baseOfRound.get(record.round);
    return value === undefined || other === undefined ? [] : [value / other];
  });
  return estimate(ratios);
}

/**
 * The geometric mean of one value a round.
 *
 * @param values The values, above 0.
 * @returns Mean and interval; null if there is no value or one is not a finite number above 0.
 */
export function estimate(values: readonly number[]): Estimate | null {
  if (values.length === 0 || !values.every((value) => value > 0 && Number.isFinite(value))) {
    return null;
  }
  const logs = values.map(Math.log);
  return {
    mean: Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length),
    ci95: ratioInterval(values),
    rounds: values.length,
  };
}

function measuredResults(records: readonly CostRecord[]): CostResult[] {
  return records.flatMap((record) => record.state === "measured" ? [record.result] : []);
}

function valueOf(record: CostRecord, figure: CostFigure): number | undefined {
  return record.state === "measured" ? figuresOf(record.result)[figure] : undefined;
}

/** What a result says, as far as it says anything: a child's NaN is null in its JSON. */
function figuresOf(result: CostResult): Partial<Record<CostFigure, number>> {
  const figures = Object.entries(readFigures(result));
  return Object.fromEntries(figures.filter(([, value]) => Number.isFinite(value)));
}

function readFigures(result: CostResult): Partial<Record<CostFigure, number>> {
  switch (result.kind) {
    case "burst":
    case "promises":
      return { nsPerTask: result.nsPerTask };
    case "wake": {
      const { busy, idle } = result.paces;
      return {
        ...(isAligned(busy) ? { busyP50Ms: busy.p50Ms, busyP99Ms: busy.p99Ms } : {}),
        ...(isAligned(idle) ? { idleP50Ms: idle.p50Ms, idleP99Ms: idle.p99Ms } : {}),
      };
    }
    case "throughput":
      return { tasksPerSecond: result.tasksPerSecond };
    case "idle-cpu":
      return { cpuShare: result.cpuMs / result.wallMs };
  }
}

function estimateFigures(
  results: readonly CostResult[],
): Partial<Record<CostFigure, Estimate>> {
  const all = results.map(figuresOf);
  const figures: Partial<Record<CostFigure, Estimate>> = {};
  for (const figure of new Set(all.flatMap((one) => Object.keys(one) as CostFigure[]))) {
    const values = all.flatMap((one) => one[figure] ?? []);
    const found = figure === "cpuShare" ? single(values) : estimate(values);
    if (found !== null) figures[figure] = found;
  }
  return figures;
}

/** Measured once, and 0 where the clock of the kernel did not advance: no logarithms. */
function single([mean]: readonly number[]): Estimate {
  return { mean, ci95: null, rounds: 1 };
}

function isReference(other: CostCell, cell: CostCell, subject: string): boolean {
  return other.measure === cell.measure && other.subject === subject &&
    other.placement === cell.placement && sizeOf(other) === sizeOf(cell);
}

/** What tells two cells of the same subject and placement apart. */
function sizeOf({ request }: CostCell): number | null {
  return request.kind === "promises" ? request.tasks : null;
}

function tasksIn([result]: readonly CostResult[]): number | null {
  return result !== undefined && "tasks" in result ? result.tasks : null;
}

function droppedShare(results: readonly CostResult[]): number {
  let tasks = 0;
  let dropped = 0;
  for (const result of results) {
    if (!("dropped" in result)) continue;
    tasks += result.tasks;
    dropped += result.dropped;
  }
  return tasks === 0 ? 0 : dropped / tasks;
}

function failuresOf(records: readonly CostRecord[]): CostRow["failures"] {
  const failed = records.filter((record) => record.state === "failed");
  if (failed.length === 0) return null;
  const [{ reason, message }] = failed;
  return { rounds: failed.length, reason, message };
}
