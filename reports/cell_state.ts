/** What becomes of a cell by its trials. */
export type CellState = "stable" | "unstable" | "failed";

/**
 * The state of a cell.
 *
 * @param measuredTrials How many of its trials were measured.
 * @param unstableTrials How many of those were unstable.
 * @returns `failed` if none was measured, `unstable` if half of them or more were.
 */
export function cellState(measuredTrials: number, unstableTrials: number): CellState {
  if (measuredTrials === 0) return "failed";
  return 2 * unstableTrials >= measuredTrials ? "unstable" : "stable";
}
