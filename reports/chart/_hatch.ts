/** Patterns of areas: a second way to tell them apart. */
import { coarse, element } from "./_markup.ts";

const SIZE = 8;

/** Lines of a tile that can be set side by side; the first has none. */
const TILES: readonly (readonly (readonly [x1: number, y1: number, x2: number, y2: number])[])[] = [
  [],
  [[0, 4, 4, 0], [4, 8, 8, 4]],
  [[2, 2, 2, 2], [6, 6, 6, 6]],
  [[0, 4, 8, 4]],
  [[4, 0, 8, 4], [0, 4, 4, 8]],
  [[4, 0, 4, 8]],
  [[0, 4, 4, 0], [4, 8, 8, 4], [4, 0, 8, 4], [0, 4, 4, 8]],
  [[0, 2, 3, 2], [4, 6, 7, 6]],
];

/**
 * Defines the pattern of a rank.
 *
 * @param id The chart's id, which begins the pattern's.
 * @param rank The rank, from 0: patterns repeat after eight.
 * @returns A `pattern` element, and what refers to it; null for an even area.
 */
export function hatch(
  id: string,
  rank: number,
): { readonly markup: string; readonly fill: string } | null {
  const index = rank % TILES.length;
  if (TILES[index].length === 0) return null;
  const name = `${id}-hatch-${index}`;
  const markup = element("pattern", {
    id: name,
    width: SIZE,
    height: SIZE,
    patternUnits: "userSpaceOnUse",
  }, hatchLines(rank, 0, 0, SIZE, SIZE));
  return { markup, fill: `url(#${name})` };
}

/**
 * Draws the pattern of a rank in a small area.
 *
 * @param rank The rank.
 * @param x Left edge of the area.
 * @param y Upper edge.
 * @param width Its width, a few tiles.
 * @param height Its height.
 * @returns Markup.
 */
export function hatchLines(
  rank: number,
  x: number,
  y: number,
  width: number,
  height: number,
): string {
  const tile = TILES[rank % TILES.length];
  let d = "";
  for (let top = 0; top < height; top += SIZE) {
    for (let left = 0; left < width; left += SIZE) {
      for (const [x1, y1, x2, y2] of tile) {
        if (left + Math.max(x1, x2) > width || top + Math.max(y1, y2) > height) continue;
        d += `M${coarse(x + left + x1)} ${coarse(y + top + y1)}` +
          `L${coarse(x + left + x2)} ${coarse(y + top + y2)}`;
      }
    }
  }
  return d === "" ? "" : element("path", {
    d,
    fill: "none",
    stroke: "var(--surface)",
    "stroke-opacity": 0.5,
    "stroke-width": tile[0][0] === tile[0][2] && tile[0][1] === tile[0][3] ? 2.75 : 1.5,
    "stroke-linecap": "round",
  });
}
