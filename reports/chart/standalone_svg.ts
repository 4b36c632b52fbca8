import { paletteOf, type Scheme } from "./palette.ts";

/**
 * Makes a file of a chart, that shows the same wherever it is opened.
 *
 * @param svg A chart, as the functions of this folder draw it.
 * @param scheme Whose colours it is to have.
 * @returns An XML document: colours are written out, the surface is painted, nothing is referred to.
 */
export function standaloneSvg(svg: string, scheme: Scheme): string {
  const palette = paletteOf(scheme);
  const inColour = svg.replace(/var\((--[a-z0-9-]+)\)/g, (whole, name) => palette[name] ?? whole);
  return inColour
    .replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
    .replace(
      "</desc>",
      `</desc><rect width="100%" height="100%" fill="${palette["--surface"]}"/>`,
    ) +
    "\n";
}
