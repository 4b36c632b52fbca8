import {
  type CostFigure,
  type CostRow,
  type Estimate,
  formatMs,
  formatMsWithInterval,
  formatNumber,
  formatShare,
  NOTHING,
} from "../mod.ts";

/** A table of text, whatever it is written in. */
export interface CostTable {
  /** What it shows. */
  readonly title: string;
  /** Names of the columns; the first names the subject. */
  readonly header: readonly string[];
  /** Cells, as many as there are columns. */
  readonly rows: readonly (readonly string[])[];
}

interface Column {
  readonly header: string;
  /** What the rows are about: shown in any case, and the place where a failure is. @default beside it */
  readonly role?: "main";
  text(row: CostRow): string;
}

interface Layout {
  /** Rows of one measure that belong together have one title. */
  title(row: CostRow): string;
  /** What the first column is called. */
  readonly subject: string;
  /** The rows are sorted by this figure. */
  readonly by: CostFigure;
  readonly best: "least" | "most";
  readonly columns: readonly Column[];
}

/** Follows the name of a subject that failed in some rounds. */
export const FAILED_MARK = "†";

const LAYOUTS: Readonly<Record<CostRow["measure"], Layout>> = {
  "burst": {
    title: () => "Burst: tasks that do nothing, dispatched in one go from the loop",
    subject: "strategy",
    by: "nsPerTask",
    best: "least",
    columns: [
      { header: "tasks", text: ({ tasks }) => formatCount(tasks) },
      { header: "ns a task", role: "main", text: (row) => numberOf(row.figures.nsPerTask) },
      ratioColumn("nsPerTask", "loop-immediate"),
      { header: "dropped", text: droppedOf },
    ],
  },
  "promises": {
    title: ({ tasks }) =>
      `Promises: ${formatCount(tasks)} functions in one go, until the last promise has settled`,
    subject: "API",
    by: "nsPerTask",
    best: "least",
    columns: [
      { header: "ns a task", role: "main", text: (row) => numberOf(row.figures.nsPerTask) },
      ratioColumn("nsPerTask", "fastq.promise"),
      ratioColumn("nsPerTask", "p-limit"),
    ],
  },
  "wake": {
    title: ({ placement }) =>
      "Wake-up: from dispatch to start, tasks one at a time " +
      (placement === "outside" ? "from another thread" : "from the loop itself"),
    subject: "strategy",
    by: "busyP50Ms",
    best: "least",
    columns: [
      { header: "busy p50", role: "main", text: (row) => timeOf(row.figures.busyP50Ms) },
      { header: "busy p99", text: (row) => timeOf(row.figures.busyP99Ms) },
      ratioColumn("busyP50Ms", "thread-message", "busy "),
      { header: "idle p50", text: (row) => timeOf(row.figures.idleP50Ms) },
      { header: "idle p99", text: (row) => timeOf(row.figures.idleP99Ms) },
      ratioColumn("idleP50Ms", "thread-message", "idle "),
    ],
  },
  "throughput": {
    title: () => "Throughput: another thread dispatches tasks that do nothing as fast as it can",
    subject: "strategy",
    by: "tasksPerSecond",
    best: "most",
    columns: [
      { header: "tasks", text: ({ tasks }) => formatCount(tasks) },
      { header: "tasks/s", role: "main", text: (row) => numberOf(row.figures.tasksPerSecond) },
      ratioColumn("tasksPerSecond", "thread-message"),
      { header: "lost", text: droppedOf },
    ],
  },
  "idle-cpu": {
    title: () => "Idle: processor time of a loop that waits for another thread's tasks in vain",
    subject: "strategy",
    by: "cpuShare",
    best: "least",
    columns: [{
      header: "of one core",
      role: "main",
      text: (row) => shareOf(row.figures.cpuShare),
    }],
  },
};

/**
 * Lays rows out in tables, the best of each first. Columns without any figure are left out.
 *
 * @param rows The rows.
 * @returns The tables, in the order in which the rows begin them.
 */
export function costTables(rows: readonly CostRow[]): CostTable[] {
  const byTitle = Map.groupBy(rows, (row) => LAYOUTS[row.measure].title(row));
  return [...byTitle].map(([title, group]): CostTable => {
    const layout = LAYOUTS[group[0].measure];
    const sorted = group.toSorted((a, b) => rankOf(a, layout) - rankOf(b, layout));
    const columns = layout.columns.map(({ header, role, text }) => ({
      header,
      isShown: role === "main" || sorted.some((row) => text(row) !== NOTHING),
      text: (row: CostRow) => role === "main" && isFailed(row) ? "failed" : text(row),
    })).filter(({ isShown }) => isShown);
    return {
      title,
      header: [layout.subject, ...columns.map(({ header }) => header)],
      rows: sorted.map((row) => [
        row.failures === null ? row.subject : `${row.subject} ${FAILED_MARK}`,
        ...columns.map(({ text }) => text(row)),
      ]),
    };
  });
}

/**
 * A number of things, in full.
 *
 * @param count The number.
 * @returns `5`, `2000` or `20,000`; a dash for null.
 */
export function formatCount(count: number | null): string {
  return count === null || count >= 10_000 ? formatNumber(count) : String(count);
}

/** Whether no round left a figure. */
function isFailed({ failures, figures }: CostRow): boolean {
  return failures !== null && Object.keys(figures).length === 0;
}

/** The least first; those without a figure last, in the order in which they came. */
function rankOf({ figures }: CostRow, { by, best }: Layout): number {
  const mean = figures[by]?.mean;
  if (mean === undefined) return Number.MAX_VALUE;
  return best === "least" ? mean : -mean;
}

function ratioColumn(figure: CostFigure, to: string, before = ""): Column {
  return {
    header: `${before}÷ ${to}`,
    text: ({ subject, ratios }) =>
      subject === to
        ? "1"
        : numberOf(ratios.find((one) => one.figure === figure && one.to === to)?.estimate),
  };
}

function numberOf(estimate: Estimate | undefined): string {
  if (estimate === undefined) return NOTHING;
  const text = (value: number) => formatNumber(Number(value.toPrecision(3)));
  if (estimate.ci95 === null) return text(estimate.mean);
  const [low, high] = estimate.ci95.map(text);
  return `${text(estimate.mean)} [${low}, ${high}]`;
}

function timeOf(estimate: Estimate | undefined): string {
  return estimate === undefined
    ? formatMs(null)
    : formatMsWithInterval(estimate.mean, estimate.ci95);
}

function shareOf(estimate: Estimate | undefined): string {
  return formatShare(estimate === undefined ? null : estimate.mean);
}

function droppedOf({ droppedShare }: CostRow): string {
  return droppedShare === 0 ? NOTHING : formatShare(droppedShare);
}
