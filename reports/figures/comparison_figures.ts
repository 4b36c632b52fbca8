/**
 * A comparison in figures: all that its documents show.
 *
 * @module
 */
import type { Comparison } from "../comparison/comparison.ts";
import { rankMetrics } from "../comparison/comparison_rows.ts";
import { createAnchors } from "./anchors.ts";
import { blocksFigure } from "./blocks_figure.ts";
import type { Figure } from "./figure.ts";
import { forestFigure } from "./forest_figure.ts";

/** Rows of what decides nothing that are printed, of a gate of very many cells. */
export const MOST_HINTS = 400;

/** A comparison in figures; null where there is nothing to draw, or where nothing was decided. */
export interface ComparisonFigures {
  /** Makes anchors that differ from all others of the document. */
  readonly anchor: (text: string) => string;
  /** The metrics that decide. */
  readonly deciding: Figure | null;
  /** Every pair of blocks. */
  readonly blocks: Figure | null;
  /** Waits and sojourns. */
  readonly derived: Figure | null;
  /** All others. */
  readonly advisory: Figure | null;
}

/**
 * Makes the figures of a comparison.
 *
 * @param comparison The comparison.
 * @returns The figures. Of a host that was unfit or an arm that failed none: figures would only tempt
 *   somebody to draw a conclusion.
 */
export function comparisonFigures(comparison: Comparison): ComparisonFigures {
  const anchor = createAnchors();
  const { verdict } = comparison;
  if (verdict === "unfit" || verdict === "failed") {
    return { anchor, deciding: null, blocks: null, derived: null, advisory: null };
  }
  const hints = (role: "derived" | "advisory") =>
    rankMetrics(comparison, [role]).slice(0, MOST_HINTS);
  return {
    anchor,
    deciding: forestFigure(rankMetrics(comparison, ["gated", "exact"]), {
      id: anchor("deciding metrics"),
      title: "Metrics that decide",
      caption: "Head ÷ base, the gravest first: left of 1 is less, right of 1 is more.",
    }),
    blocks: blocksFigure(comparison, { id: anchor("blocks") }),
    derived: forestFigure(hints("derived"), {
      id: anchor("derived metrics"),
      title: "Waits and sojourns, drawn",
      caption: "Head ÷ base.",
    }),
    advisory: forestFigure(hints("advisory"), {
      id: anchor("advisory metrics"),
      title: "Other metrics, drawn",
      caption: "Head ÷ base.",
    }),
  };
}
