/**
 * Charts: numbers → SVG. They know nothing of studies.
 *
 * @module
 */
export * from "./chart.ts";
export * from "./heat_map.ts";
export * from "./interval_chart.ts";
export { type Chart, isDrawable } from "./is_drawable.ts";
export { type KeyKind, legendKey } from "./legend_key.ts";
export * from "./line_chart.ts";
export * from "./palette.ts";
export * from "./stacked_bars.ts";
export * from "./standalone_svg.ts";
