import { type IntervalChart, intervalChart, type IntervalMark } from "../chart/mod.ts";
import { formatMsWithInterval, formatNumber, formatTickMs } from "../format.ts";
import type { Ranking } from "../ranking.ts";
import type { CellTheory, ReportCell } from "../report.ts";
import type { Drawing, FigureOptions } from "./figure.ts";
import { type ChosenScale, scaleViews } from "./scale_views.ts";
import { seriesName } from "../strategy_ranks.ts";
import { figureCell, nameCell, timeCell, wordsCell } from "./table_cells.ts";
import { modelName } from "./theory_tables.ts";

const TITLE = "Measured against predicted";
const MEASURED = { series: "measured", rank: 0, role: "measured" } as const;
const PREDICTED = { series: "predicted", rank: 1, role: "predicted" } as const;

/** A cell that a model applies to. */
interface Held {
  readonly cell: ReportCell;
  readonly theory: CellTheory;
}

/**
 * The mean wait as measured and as a queueing model predicts it, a row a strategy.
 *
 * @param ranking The cells of a workload, best first.
 * @param options The figure's anchor.
 * @returns The figure, of cells that are held against a model.
 */
export function predictionFigure(
  { workload, cells }: Ranking,
  { id }: Pick<FigureOptions, "id">,
): Drawing {
  const held = cells.flatMap((cell): Held[] =>
    cell.theory === null ? [] : [{ cell, theory: cell.theory }]
  );
  const views = scaleViews((scale) => chartOn(held, scale, { id, workload }), "log", intervalChart);
  const without = withoutModel(cells);
  if (views.length === 0) {
    const why = `No strategy is held against a model under this workload.${without}`;
    return { state: "undrawn", title: TITLE, why };
  }
  return {
    state: "drawn",
    figure: {
      id,
      title: TITLE,
      caption:
        "Mean waits, and what queueing theory makes of measured moments alone; nothing is fitted to " +
        "the waits. Lines are 95 % intervals. Of models that are right, one prediction in twenty lies outside by " +
        "chance; the findings say which deviate by more than that, all cells of the study together." +
        without,
      views,
      legend: [MEASURED, PREDICTED].map(({ series, ...entry }) => ({ name: series, ...entry })),
      marks: "interval",
      table: {
        caption: `Mean wait under ${workload}, measured and predicted`,
        head: ["strategy", "measured", "predicted", "model", "measured ÷ predicted"],
        rows: held.map(({ cell, theory }) => [
          nameCell(seriesName(cell)),
          timeCell(cell.waitMs.mean, cell.waitMs.ci95.mean),
          timeCell(theory.waitMs, theory.ci95),
          wordsCell(modelName(theory)),
          figureCell(formatNumber(theory.ratio), theory.ratio),
        ]),
      },
    },
  };
}

/** The cells without a model, by the reason; each is told in full where theory has its own section. */
function withoutModel(cells: readonly ReportCell[]): string {
  const groups = Map.groupBy(
    cells.filter(({ noTheory }) => noTheory !== null),
    ({ noTheory }) => noTheory!.reason,
  );
  if (groups.size === 0) return "";
  const texts = [...groups].map(([reason, group]) =>
    `${group.map(seriesName).join(", ")} (${reason.replaceAll("-", " ")})`
  );
  return ` Without a model: ${texts.join("; ")}.`;
}

function chartOn(
  held: readonly Held[],
  scale: ChosenScale,
  { id, workload }: { readonly id: string; readonly workload: string },
): IntervalChart {
  return {
    id: `${id}-${scale}`,
    title: `Mean wait under ${workload}, measured and predicted`,
    description: "A row a strategy: the measured mean wait with its interval, and the prediction.",
    x: { label: "mean wait", scale, format: formatTickMs },
    rows: held.map(({ cell, theory }) => ({
      name: seriesName(cell),
      text: theory.inside === false ? "outside" : "",
      marks: marksOf({ cell, theory }),
    })),
  };
}

function marksOf({ cell, theory }: Held): IntervalMark[] {
  const { mean, ci95: { mean: interval } } = cell.waitMs;
  const measured: IntervalMark[] = mean === null ? [] : [{
    ...MEASURED,
    x: mean,
    low: interval?.[0] ?? null,
    high: interval?.[1] ?? null,
    text: `${seriesName(cell)}, measured: ${formatMsWithInterval(mean, interval)}`,
  }];
  return [...measured, {
    ...PREDICTED,
    x: theory.waitMs,
    low: theory.ci95?.[0] ?? null,
    high: theory.ci95?.[1] ?? null,
    text: `${seriesName(cell)}, ${modelName(theory)}: ` +
      formatMsWithInterval(theory.waitMs, theory.ci95),
  }];
}
