import { type ChartSeries, seriesStyle } from "../../chart/mod.ts";

/** Outlines of the symbols in a box of 10 by 10 around the origin. */
const SYMBOLS: Readonly<Record<string, string>> = {
  circle: "M-3,0a3,3 0 1,0 6,0a3,3 0 1,0 -6,0Z",
  square: "M-2.7,-2.7h5.4v5.4h-5.4Z",
  triangle: "M0,-3.6L3.4,2.6H-3.4Z",
  diamond: "M0,-4.2L2.8,0L0,4.2L-2.8,0Z",
  cross: "M-1.2,-3.6h2.4v2.4h2.4v2.4h-2.4v2.4h-2.4v-2.4h-2.4v-2.4h2.4Z",
  star: "M0,-4L1,-1.3L3.8,-1.2L1.6,0.5L2.4,3.2L0,1.7L-2.4,3.2L-1.6,0.5L-3.8,-1.2L-1,-1.3Z",
  wye: "M-1,4V0.6L-3.6,-0.9L-2.6,-2.7L0,-1.2L2.6,-2.7L3.6,-0.9L1,0.6V4Z",
};

/**
 * How a series looks: its colour, dash and symbol.
 *
 * @param props The series' rank and role.
 * @returns The element, which says nothing to who does not see it.
 */
export function Swatch({ rank, role }: Pick<ChartSeries, "rank" | "role">) {
  const { colour, dash, symbol } = seriesStyle(rank);
  return (
    <svg class="swatch" viewBox="-15 -5 30 10" width="30" height="10" aria-hidden="true">
      <line
        x1="-15"
        x2="15"
        stroke={colour}
        stroke-width="1.75"
        stroke-dasharray={role === "predicted" ? "4 3" : dash ?? undefined}
      />
      {role === "measured" && <path d={SYMBOLS[symbol]} fill="var(--surface)" stroke={colour} />}
    </svg>
  );
}
