/**
 * Charts: numbers → SVG. They know nothing of studies.
 *
 * @module
 */
export * from "./chart.ts";
export * from "./line_chart.ts";
export * from "./palette.ts";
