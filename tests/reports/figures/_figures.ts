import { assert } from "@std/assert";
import type { StoredStudy } from "../../../experiments/study_document.ts";
import {
  createAnchors,
  type Drawing,
  type Figure,
  type FigureOptions,
  rankCells,
  type Ranking,
  rankStrategies,
  summarize,
} from "../../../mod.ts";

/** How a figure of a workload is drawn. */
export type Draw = (ranking: Ranking, options: FigureOptions) => Drawing;

/** Draws a figure of the first workload. */
export function drawing(draw: Draw, stored: StoredStudy): Drawing {
  const { cells } = summarize(stored);
  const id = createAnchors()("figure");
  return draw(rankCells(cells)[0], { id, rankOf: rankStrategies(cells) });
}

/** The same where there must be a figure. */
export function figureOf(draw: Draw, stored: StoredStudy): Figure {
  const drawn = drawing(draw, stored);
  assert(drawn.state === "drawn", drawn.state === "undrawn" ? drawn.why : "");
  return drawn.figure;
}

/** What is printed in the cells of a figure's table. */
export function textsOf({ table }: Figure): string[][] {
  return table.rows.map((row) => row.map(({ text }) => text));
}
