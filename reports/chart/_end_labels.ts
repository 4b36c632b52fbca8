/** Names of lines where they end. */
import { label } from "./_label.ts";
import { coarse, element } from "./_markup.ts";
import { textWidth } from "./_text_width.ts";

/** Height of a line of names. */
export const NAME_LINE = 15;
/** Room between the panel and the names. */
const LEAD = 22;
const MOST_WIDTH = 190;

/**
 * Room for names at the right.
 *
 * @param names The names.
 * @param width Width of the chart.
 * @returns In CSS pixels.
 */
export function endLabelRoom(names: readonly string[], width: number): number {
  const widest = Math.max(
    ...names.map((name) => Math.min(textWidth(name.slice(0, 100)), MOST_WIDTH)),
  );
  return Math.ceil(LEAD + Math.min(widest, width * 0.27) + 4);
}

/**
 * Spreads names so that none covers another, each as near to its line's end as can be.
 *
 * @param ends Where the lines end, from the top of the panel.
 * @param top Upper edge of the panel.
 * @param bottom Lower edge of the panel, at least as far below as the names need.
 * @returns Where the names go, in the same order.
 */
export function spreadNames(ends: readonly number[], top: number, bottom: number): number[] {
  const order = ends.map((_, index) => index).sort((a, b) => ends[a] - ends[b]);
  // Neighbours that would overlap become a block around the mean of where they want to be.
  const blocks: { wanted: number; members: number[] }[] = [];
  for (const index of order) {
    blocks.push({ wanted: ends[index], members: [index] });
    while (blocks.length > 1) {
      const [above, below] = blocks.slice(-2);
      if (middle(above) + half(above) <= middle(below) - half(below)) break;
      const members = [...above.members, ...below.members];
      const wanted = (above.wanted * above.members.length + below.wanted * below.members.length) /
        members.length;
      blocks.splice(-2, 2, { wanted, members });
    }
  }
  const places: number[] = [];
  for (const block of blocks) {
    const first = middle(block) - half(block) + NAME_LINE / 2;
    block.members.forEach((index, position) => places[index] = first + position * NAME_LINE);
  }
  return places;

  function half({ members }: { members: readonly number[] }): number {
    return members.length * NAME_LINE / 2;
  }
  function middle(block: { wanted: number; members: readonly number[] }): number {
    return Math.min(Math.max(block.wanted, top + half(block)), bottom - half(block));
  }
}

/**
 * Draws a name and what leads to it.
 *
 * @param name The name.
 * @param end Where the line ends.
 * @param y Where the name goes.
 * @param right Right edge of the panel.
 * @param room Room for the name, as {@linkcode endLabelRoom} gave it.
 * @param colour The line's colour.
 * @returns Markup.
 */
export function paintEndLabel(
  name: string,
  end: readonly [x: number, y: number],
  y: number,
  right: number,
  room: number,
  colour: string,
): string {
  const x = right + LEAD;
  const lead = `M${coarse(end[0] + 6)} ${coarse(end[1])}` +
    (end[0] < right - 1 ? `H${coarse(right + 4)}` : "") + `L${coarse(x - 8)} ${coarse(y)}h5`;
  return element("path", { d: lead, fill: "none", stroke: colour, "stroke-opacity": 0.5 }) +
    label(name, room - LEAD - 2, { x, y: y + 4, fill: "var(--ink)" });
}
