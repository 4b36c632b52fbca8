/**
 * The pictures of a study's reports: reports write them, and they go with the study.
 *
 * @module
 */

/** The directory of charts, beside the report. */
export const CHARTS = "charts";

/**
 * Whether a file goes by the name of a chart, so that it may be one of an earlier report.
 *
 * @param name A name within the directory of charts.
 * @returns True if it does.
 */
export function isChartFile(name: string): boolean {
  return /^[a-z][a-z0-9-]*\.(?:light|dark)\.svg$/.test(name);
}
