import { element } from "./_markup.ts";
import { paletteOf, type Scheme } from "./palette.ts";

/** Room around the drawing, in CSS pixels: a file has no page around it. */
const ROOM = 16;

/**
 * Makes a file of a chart, that shows the same wherever it is opened.
 *
 * @param svg A chart, as the functions of this folder draw it.
 * @param scheme Whose colours it is to have.
 * @returns An XML document: colours are written out, the surface is painted, nothing is fetched.
 * @throws {SyntaxError} If it is not a chart of this folder.
 */
export function standaloneSvg(svg: string, scheme: Scheme): string {
  const palette = paletteOf(scheme);
  const size = /^<svg [^>]*viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg);
  if (size === null) {
    throw new SyntaxError(
      `Cannot make a file of a chart: expected '<svg …', got '${svg.slice(0, 40)}'`,
    );
  }
  const [width, height] = [Number(size[1]) + 2 * ROOM, Number(size[2]) + 2 * ROOM];
  const box = { x: -ROOM, y: -ROOM, width, height };
  const surface = element("rect", { ...box, fill: "var(--surface)" });
  // In texts `<` and `>` are escaped, so what looks like a tag is one, and names keep what they say.
  return svg
    .replace(
      / viewBox="[^"]*" width="[^"]*" height="[^"]*"/,
      () => ` viewBox="${-ROOM} ${-ROOM} ${width} ${height}" width="${width}" height="${height}"`,
    )
    .replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
    .replace("</desc>", () => `</desc>${surface}`)
    .replace(
      /<[^>]*>/g,
      (tag) => tag.replace(/var\((--[a-z0-9-]+)\)/g, (whole, name) => palette[name] ?? whole),
    ) + "\n";
}
