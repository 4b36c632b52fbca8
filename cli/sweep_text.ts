import { curveName, curveRemarks, oneLine, pointHeader, pointRow, type Sweep } from "../mod.ts";
import { textTable } from "./text_table.ts";

/**
 * The short text that ends a sweep.
 *
 * @param sweep The sweep.
 * @returns Plain text: warnings, a table a curve and what it says.
 */
export function sweepText(sweep: Sweep): string {
  const warnings = sweep.warnings.map(({ code, message }) => oneLine(`! ${code}: ${message}`));
  const curves = sweep.curves.map((curve) =>
    [
      curveName(curve, oneLine),
      textTable([pointHeader(sweep), ...curve.points.map(pointRow)], 1),
      ...curveRemarks(sweep, curve, oneLine),
    ].join("\n")
  );
  return [...(warnings.length === 0 ? [] : [warnings.join("\n")]), ...curves].join("\n\n");
}
