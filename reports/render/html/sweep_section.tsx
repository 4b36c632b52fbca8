/**
 * A sweep on the page of its study: what was found of each curve, then each curve in full.
 *
 * @module
 */
import { writeServiceLevel } from "../../../experiments/service_level.ts";
import type { SweepFigures } from "../../figures/mod.ts";
import { curveName } from "../../sweep/describe_sweep.ts";
import { kneeMethod, SWEEP_METHOD } from "../../sweep/describe_sweep_method.ts";
import type { Sweep } from "../../sweep/sweep.ts";
import { FigureView } from "./figure_view.tsx";
import type { PageSection } from "./page.tsx";
import { TableView } from "./table_view.tsx";

/**
 * The sections of a sweep.
 *
 * @param sweep The sweep.
 * @param figures What there is to see of it.
 * @param anchor Makes anchors that differ from all others of the page.
 * @returns Sections in their order.
 */
export function sweepSections(
  sweep: Sweep,
  { together, ofCurves, table }: SweepFigures,
  anchor: (text: string) => string,
): PageSection[] {
  const { x, slo, curves, precision } = sweep;
  const id = anchor("sweep");
  const overview: PageSection = {
    id,
    title: "The sweep",
    body: (
      <>
        <p>
          Over <code>{`${x.scope}.${x.parameter}`}</code>
          {slo !== null && (
            <>
              , service level <code>{writeServiceLevel(slo)}</code> of the sojourn
            </>
          )}. Each curve tells how a strategy holds up as more is asked of it.
        </p>
        <TableView table={table} />
        <details>
          <summary>How it was found</summary>
          <p>{SWEEP_METHOD}</p>
          {curves.some(({ knee }) => knee !== null) && <p>{kneeMethod(precision)}</p>}
        </details>
        {together.map((figure) => <FigureView figure={figure} />)}
      </>
    ),
  };
  const each = ofCurves.map(({ id, curve, remarks, figures }): PageSection => ({
    id,
    title: curves.length === 1 ? "The curve" : curveName(curve, (name) => name),
    body: (
      <>
        {curves.length === 1 && <p>{curveName(curve, (name) => name)}</p>}
        <ul>
          {remarks.map((remark) => <li>{remark}</li>)}
        </ul>
        {figures.map((figure) => <FigureView figure={figure} />)}
      </>
    ),
  }));
  return [overview, ...each];
}
