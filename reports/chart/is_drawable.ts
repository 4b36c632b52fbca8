import { hasPlace } from "./_axis.ts";
import type { ChartAxis, ChartFrame } from "./chart.ts";

/** Any chart, as far as it tells whether there is anything in it: the charts themselves ask this. */
export type Chart =
  & Pick<ChartFrame, "id">
  & (
    | {
      readonly x: Pick<ChartAxis, "scale">;
      readonly y: Pick<ChartAxis, "scale">;
      readonly series: readonly {
        readonly points: readonly { readonly x: number; readonly y: number | null }[];
      }[];
    }
    | {
      readonly x: Pick<ChartAxis, "scale">;
      readonly parts: readonly { readonly name: string }[];
      readonly bars: readonly {
        readonly parts: readonly { readonly part: string; readonly value: number }[];
      }[];
    }
    | {
      readonly x: Pick<ChartAxis, "scale">;
      readonly rows: readonly { readonly marks: readonly { readonly x: number }[] }[];
    }
    | {
      readonly columns: readonly string[];
      readonly rows: readonly { readonly cells: readonly { readonly state: string }[] }[];
    }
  );

/**
 * Whether a chart has anything to show: no chart is drawn empty.
 *
 * @param chart What would be drawn.
 * @returns Whether there is at least one mark that its scales have a place for.
 */
export function isDrawable(chart: Chart): boolean {
  if ("series" in chart) {
    const { x, y, series } = chart;
    return series.some(({ points }) =>
      points.some((point) => hasPlace(x, point.x) && hasPlace(y, point.y))
    );
  }
  if ("bars" in chart) {
    const names = new Set(chart.parts.map(({ name }) => name));
    return chart.bars.some(({ parts }) =>
      parts.some(({ part, value }) => names.has(part) && hasPlace(chart.x, value))
    );
  }
  if ("columns" in chart) {
    return chart.columns.length > 0 &&
      chart.rows.some(({ cells }) => cells.some(({ state }) => state !== "absent"));
  }
  const { x, rows } = chart;
  return rows.some(({ marks }) => marks.some((mark) => hasPlace(x, mark.x)));
}

/**
 * Refuses a chart that would be empty.
 *
 * @param chart What is to be drawn.
 * @throws {RangeError} If there is nothing in it.
 */
export function requireDrawable(chart: Chart): void {
  if (isDrawable(chart)) return;
  const scale = "x" in chart ? [chart.x, "y" in chart ? chart.y : chart.x] : [];
  const why = scale.some(({ scale }) => scale === "log")
    ? "no value is above 0, as its logarithmic scale needs"
    : "there is no value";
  throw new RangeError(
    `Cannot draw chart '${chart.id}': ${why}; ask isDrawable() first and leave the chart away`,
  );
}
