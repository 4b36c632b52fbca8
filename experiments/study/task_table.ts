/**
 * The tasks of a study as a table, a row each, for other tools: which columns it has, and how those of a
 * trial become its rows. How such a table is written is no matter of this file.
 *
 * @module
 */
import type { DropReason } from "../../strategies/mod.ts";
import type { MeasuredTrial } from "../record.ts";
import { DROP_CODE, OUTCOMES, type StampName } from "../trial/columns.ts";
import type { TrialResult } from "../trial/run_trial.ts";
import { type TaskMetric, taskTimes } from "../trial/task_times.ts";

/** Version of the table: a column may be added, none is renamed. */
export const TASK_TABLE_SCHEMA = "dispatch-lab/tasks@1";

/** What the values of a column are: names, of which there are few, whole numbers, or times in ms. */
export type TaskColumnKind = "name" | "count" | "time";

/** A column. */
export interface TaskColumn {
  /** Its name, with the unit. */
  readonly name: string;
  /** What its values are. */
  readonly kind: TaskColumnKind;
  /** Whether a value may be missing. */
  readonly presence: "always" | "sometimes";
  /** What it says, in a few words. */
  readonly about: string;
}

/** Values of a column, a row each; null where there is none, never NaN. */
export type TaskValues = Int32Array | Float64Array | readonly (number | string | null)[];

/** Some rows of the table. */
export interface TaskRows {
  /** How many. */
  readonly rows: number;
  /** Values of every column, by its name. */
  readonly values: ReadonlyMap<string, TaskValues>;
}

/** The side of a gate. */
export const ARM_COLUMN: TaskColumn = {
  name: "arm",
  kind: "name",
  presence: "always",
  about: "side of a gate, `base` or `head`; only in the table of a gate",
};

const always = (name: string, kind: TaskColumnKind, about: string): TaskColumn => ({
  name,
  kind,
  presence: "always",
  about,
});
const time = (name: string, about: string): TaskColumn => ({
  name,
  kind: "time",
  presence: "sometimes",
  about,
});

const STAMPS = [
  "intended",
  "released",
  "accepted",
  "started",
  "ended",
  "returned",
] as const satisfies readonly StampName[];

const ABOUT_STAMP: Readonly<Record<typeof STAMPS[number], string>> = {
  intended: "when the schedule wanted it, since the trial began",
  released: "when the producer called dispatch",
  accepted: "when that call returned",
  started: "first line of the body",
  ended: "last line of the body",
  returned: "when the loop learnt of an end in a pool of threads",
};

const ABOUT_METRIC: Readonly<Record<TaskMetric, string>> = {
  waitMs: "started − intended",
  serviceMs: "ended − started",
  sojournMs: "ended − intended",
  idealWaitMs: "what a first-come-first-served server would have made it wait",
  dispatchOverheadMs: "wait − ideal wait",
  dispatchCallMs: "accepted − released",
  latenessMs: "released − intended",
  busyMs: "how long its body held the loop, or its thread of a pool",
  returnMs: "returned − ended",
};

/** Every column of the table, in order. */
export const TASK_COLUMNS: readonly TaskColumn[] = [
  always("strategy", "name", "the strategy, with parameters that differ from the defaults"),
  always("workload", "name", "the workload, likewise"),
  always("placement", "name", "where the producer ran, `inside` or `outside`"),
  always("block", "count", "block of the study, from 0"),
  always("trial", "count", "number of the trial: its `order` in trials.ndjson, from 0"),
  always("task", "count", "number of the task in its trial, from 0"),
  always("class", "name", "class of the task; `all` if there is only one"),
  ...STAMPS.map((name) => time(`${name}Ms`, ABOUT_STAMP[name])),
  always(
    "outcome",
    "name",
    "`completed`, `failed`, `dropped`, `cancelled`, `unfinished`, or `unreleased`",
  ),
  {
    name: "dropReason",
    kind: "name",
    presence: "sometimes",
    about: "how it was dropped: `shed`, `refused`, `lost`",
  },
  ...Object.entries(ABOUT_METRIC).map(([name, about]) => time(name, about)),
];

/**
 * Turns what a trial recorded into rows, some at a time, as a value that may be missing takes several
 * times as much memory as one that is always there.
 *
 * @param trial The trial's record.
 * @param result What it was measured from.
 * @param most How many rows at a time at most.
 * @returns The rows, in the order of the tasks.
 */
export function* taskRows(
  { cell, block, order, windowMs }: MeasuredTrial,
  { columns, facts }: TrialResult,
  most = 65_536,
): Generator<TaskRows> {
  const { tasks, outcome, taskClass } = columns;
  const times = taskTimes(columns, windowMs, cell.discipline);
  for (let from = 0; from < tasks; from += most) {
    const to = Math.min(tasks, from + most);
    const rows = to - from;
    const each = <Value>(value: (task: number) => Value) =>
      Array.from({ length: rows }, (_, row) => value(from + row));
    const same = <Value>(value: Value) => Array<Value>(rows).fill(value);
    const values: Record<string, TaskValues> = {
      strategy: same(cell.strategy),
      workload: same(cell.workload),
      placement: same(cell.placement),
      block: new Int32Array(rows).fill(block),
      trial: new Int32Array(rows).fill(order),
      task: Int32Array.from({ length: rows }, (_, row) => from + row),
      class: each((task) => cell.classes[taskClass[task]] ?? String(taskClass[task])),
      outcome: each((task) => task < facts.released ? OUTCOME[outcome[task]] : "unreleased"),
      dropReason: each((task) => DROP_REASON.get(outcome[task]) ?? null),
    };
    for (const name of STAMPS) values[`${name}Ms`] = orNulls(columns[name].slice(from, to));
    for (const [name, ms] of Object.entries(times)) values[name] = orNulls(ms.slice(from, to));
    yield { rows, values: new Map(Object.entries(values)) };
  }
}

/** What reports call the outcome of each code. */
const OUTCOME = OUTCOMES.map((outcome) =>
  outcome === "pending"
    ? "unfinished"
    : outcome === "refused" || outcome === "lost"
    ? "dropped"
    : outcome
);

const DROP_REASON: ReadonlyMap<number, DropReason> = new Map(
  Object.entries(DROP_CODE).map(([reason, code]) => [code, reason as DropReason]),
);

function orNulls(values: Float64Array): TaskValues {
  if (!values.some(Number.isNaN)) return values;
  return Array.from(values, (value) => Number.isNaN(value) ? null : value);
}
