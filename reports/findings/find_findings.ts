import { rankCells } from "../ranking.ts";
import type { ReportCell } from "../report.ts";
import { findBlockedDispatch } from "./blocked_dispatch.ts";
import { findBottomLine } from "./bottom_line.ts";
import { dominated, findDominance } from "./dominance.ts";
import { findExtremes } from "./extremes.ts";
import type { Finding } from "./finding.ts";
import { findFailures, findInstability } from "./instability.ts";
import { findLeastWait } from "./least_wait.ts";
import { findOverload } from "./overload.ts";
import { findTheory } from "./theory.ts";
import { findTradeOffs } from "./trade_offs.ts";

/**
 * Finds what is worth saying: sentences that the data supports, each made by a rule from figures of the
 * report. A rule whose condition does not hold says nothing.
 *
 * @param cells The cells of a report.
 * @returns Findings, the most important first: what to take, why not something else, what broke, then what
 *   stands behind that.
 */
export function findFindings(cells: readonly ReportCell[]): Finding[] {
  const rankings = rankCells(cells);
  const pairs = dominated(cells);
  return [
    ...findBottomLine(cells, pairs),
    ...findFailures(cells),
    ...findInstability(cells),
    ...findDominance(pairs),
    ...findTradeOffs(cells),
    ...findBlockedDispatch(cells),
    ...rankings.flatMap(findOverload),
    ...findLeastWait(rankings),
    ...findExtremes(rankings),
    ...findTheory(cells),
  ];
}
