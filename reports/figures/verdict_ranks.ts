import type { Verdict } from "../comparison/decide.ts";

const RANKS: Readonly<Record<Verdict, number>> = {
  regressed: 1,
  inconclusive: 4,
  improved: 2,
  equivalent: 0,
};

/**
 * Which of the palette's colours and symbols a verdict wears, in every chart.
 *
 * @param verdict The verdict.
 * @returns A rank: of a red, an olive, a green or a blue, each with a symbol of its own.
 */
export function rankOfVerdict(verdict: Verdict): number {
  return RANKS[verdict];
}
