import { isDrawable, type StackedBars, stackedBars } from "../chart/mod.ts";
import { formatMs, formatTickMs } from "../format.ts";
import type { Ranking } from "../ranking.ts";
import type { ReportCell, WaitParts } from "../report.ts";
import type { Drawing, Figure, FigureOptions } from "./figure.ts";
import { leftOut } from "./left_out.ts";
import { seriesName } from "../strategy_ranks.ts";
import { nameCell, timeCell } from "./table_cells.ts";
import { viewOf } from "./views.ts";

const TITLE = "Where the time goes";

/** What the strategy itself adds: the tables' dispatch overhead has the lateness in it. */
const AFTER_RELEASE = "dispatch overhead after release";

/** The parts, in the order of what happens to a task. */
const PARTS = [
  { name: "lateness", of: ({ latenessMs }: WaitParts) => latenessMs },
  { name: "queueing", of: ({ queueingMs }: WaitParts) => queueingMs },
  { name: AFTER_RELEASE, of: ({ overheadMs }: WaitParts) => overheadMs },
  { name: "service", of: ({ serviceMs }: WaitParts) => serviceMs },
] as const;

/** A way to draw the figure. */
interface View {
  readonly name: string;
  readonly label: string;
  readonly axis: string;
  readonly tick?: (value: number) => string;
  /** Length of a part; null where a bar has none. */
  readonly scaled: (ms: number, sumMs: number) => number | null;
}

const TIME: View = {
  name: "time",
  label: "times",
  axis: "mean time of a task",
  tick: formatTickMs,
  scaled: (ms) => ms,
};

/** Where one strategy takes much longer than the others, theirs are seen in shares alone. */
const SHARE: View = {
  name: "share",
  label: "shares",
  axis: "share of the mean sojourn (%)",
  scaled: (ms, sumMs) => sumMs > 0 ? ms / sumMs * 100 : null,
};

/** A stable cell in which tasks ended. */
interface Divided {
  readonly cell: ReportCell;
  readonly parts: WaitParts;
}

/**
 * The mean sojourn in its parts, a bar a strategy.
 *
 * @param ranking The cells of a workload, best first.
 * @param options The figure's anchor.
 * @returns The figure, of stable cells in which tasks ended.
 */
export function partsFigure(
  { workload, cells }: Ranking,
  { id }: Pick<FigureOptions, "id">,
): Drawing {
  const divided = cells.flatMap((cell): Divided[] =>
    cell.state !== "stable" || cell.waitParts === null ? [] : [{ cell, parts: cell.waitParts }]
  );
  const chart = chartOf(divided, { id: `${id}-time`, workload }, TIME);
  if (!isDrawable(chart)) {
    const why = cells.some(({ state }) => state === "stable")
      ? "No task of a stable strategy ended, so there is no time to divide."
      : "No strategy has a steady state under this workload: a mean would tell how long the trial was.";
    return { state: "undrawn", title: TITLE, why };
  }
  return { state: "drawn", figure: figureOf(chart, cells, divided, { id, workload }) };
}

function chartOf(
  divided: readonly Divided[],
  { id, workload }: { readonly id: string; readonly workload: string },
  { axis, tick, scaled }: View,
): StackedBars {
  const known = PARTS.filter(({ of }) => divided.some(({ parts }) => of(parts) !== null));
  return {
    id,
    title: `Mean sojourn in parts under ${workload}`,
    description: "A bar a strategy; its parts are what a task spends on average on its way.",
    x: { label: axis, scale: "linear", ...(tick && { format: tick }) },
    parts: known.map(({ name }) => ({ name, rank: PARTS.findIndex((part) => part.name === name) })),
    bars: divided.map(({ cell, parts }) => ({
      name: seriesName(cell),
      text: formatMs(sumOf(parts)),
      parts: known.flatMap(({ name, of }) => {
        const ms = of(parts);
        const value = ms === null ? null : scaled(ms, sumOf(parts));
        if (ms === null || value === null) return [];
        return [{ part: name, value, text: `${seriesName(cell)}, ${name}: ${formatMs(ms)}` }];
      }),
    })),
  };
}

function figureOf(
  chart: StackedBars,
  cells: readonly ReportCell[],
  divided: readonly Divided[],
  { id, workload }: { readonly id: string; readonly workload: string },
): Figure {
  const shown = divided.map(({ cell }) => cell);
  const shares = chartOf(divided, { id: `${id}-share`, workload }, SHARE);
  const late = divided.filter(({ parts }) => parts.latenessMs === null)
    .map(({ cell }) => seriesName(cell));
  const hasNegative = divided.some(({ parts }) => parts.overheadMs < 0);
  return {
    id,
    title: TITLE,
    caption:
      "What a task spends on average from its intended arrival to its end: the producer's lateness, " +
      "queueing that no strategy can avoid, what the strategy adds after its release, and its own " +
      "service. The dispatch overhead of the tables is lateness and overhead after release together." +
      (hasNegative
        ? " An overhead left of zero is time gained: some tasks were served before those that came " +
          "earlier, or were given up."
        : "") +
      (late.length === 0
        ? ""
        : ` Lateness was not recorded apart and is part of the overhead after release: ${
          late.join(", ")
        }.`) +
      leftOut(cells, shown),
    views: [
      viewOf(TIME.name, TIME.label, (legend) => stackedBars({ ...chart, legend })),
      ...(isDrawable(shares)
        ? [viewOf(SHARE.name, SHARE.label, (legend) => stackedBars({ ...shares, legend }))]
        : []),
    ],
    legend: chart.parts.map(({ name, rank }) => ({ name, rank, role: "measured" })),
    marks: "bar",
    table: {
      caption: `Mean sojourn in parts under ${workload}`,
      head: ["strategy", ...PARTS.map(({ name }) => name), "sum"],
      rows: divided.map(({ cell, parts }) => [
        nameCell(seriesName(cell)),
        ...PARTS.map(({ of }) => timeCell(of(parts))),
        timeCell(sumOf(parts)),
      ]),
    },
  };
}

function sumOf(parts: WaitParts): number {
  return PARTS.reduce((sum, { of }) => sum + (of(parts) ?? 0), 0);
}
