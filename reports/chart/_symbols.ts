/** Shapes of symbols, each about 8 pixels large. */
import { coarse } from "./_markup.ts";
import type { SymbolName } from "./palette.ts";

interface Shape {
  /** Where its outline begins, from its centre. */
  readonly from: readonly [x: number, y: number];
  /** Its outline, by steps. */
  readonly path: string;
}

const SHAPES: Readonly<Record<SymbolName, Shape>> = {
  circle: { from: [-3.5, 0], path: "a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0" },
  square: { from: [-3.1, -3.1], path: "h6.2v6.2h-6.2z" },
  triangle: { from: [0, -4.6], path: "l4.2 7.4h-8.4z" },
  diamond: { from: [0, -4.6], path: "l4 4.6-4 4.6-4-4.6z" },
  cross: { from: [-1.4, -4.1], path: "h2.8v2.7h2.7v2.8h-2.7v2.7h-2.8v-2.7h-2.7v-2.8h2.7z" },
  star: {
    from: [0, -4.9],
    path: "l1.3 3.1 3.4.3-2.6 2.2.8 3.3-2.9-1.8-2.9 1.8.8-3.3-2.6-2.2 3.4-.3z",
  },
  "triangle-down": { from: [0, 4.6], path: "l-4.2-7.4h8.4z" },
};

/**
 * The outline of a symbol.
 *
 * @param symbol Which.
 * @param x Its centre.
 * @param y Its centre.
 * @returns Data of a path.
 */
export function symbolPath(symbol: SymbolName, x: number, y: number): string {
  const { from, path } = SHAPES[symbol];
  return `M${coarse(x + from[0])} ${coarse(y + from[1])}${path}`;
}
