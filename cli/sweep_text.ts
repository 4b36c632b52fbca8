import { curveName, curveRemarks, oneLine, pointHeader, pointRow, type Sweep } from "../mod.ts";
import { textTable } from "./text_table.ts";

/**
 * The short text that ends a sweep.
 *
 * @param sweep The sweep.
 * @returns Plain text: a table a curve and what it says.
 */
export function sweepText(sweep: Sweep): string {
  return sweep.curves.map((curve) => {
    return [
      curveName(curve, oneLine),
      textTable([pointHeader(sweep), ...curve.points.map(pointRow)], 1),
      ...curveRemarks(sweep, curve),
    ].join("\n");
  }).join("\n\n");
}
