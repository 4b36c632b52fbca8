/// <reference lib="dom" />
/** Reading charts: as a page would see them, and as XML. */
import { parseHTML } from "linkedom";
import { validateXML } from "xmllint-wasm";

/** Elements of a chart that fit a selector, as a page would see them. */
export function all(svg: string, selector: string): Element[] {
  const { document } = parseHTML(`<html><body>${svg}</body></html>`);
  return [...document.querySelectorAll(selector)] as unknown as Element[];
}

/** All texts that are written in a chart, titles left aside. */
export function texts(svg: string): string[] {
  return all(svg, "text").map((text) =>
    [...text.childNodes].filter(({ nodeType }) => nodeType === 3)
      .map(({ textContent }) => textContent).join("")
  );
}

/** Points that have exact values. */
export const POINTS = ".point, .points > *";

/** Titles of the points. */
export function pointTitles(svg: string): string[] {
  return all(svg, ".point > title, .points > * > title").map(({ textContent }) =>
    textContent ?? ""
  );
}

/** What keeps a document from being well-formed XML. */
export async function malformations(contents: string): Promise<string[]> {
  const { errors } = await validateXML({
    xml: { fileName: "chart.svg", contents },
    normalization: "c14n",
  });
  return errors.map(({ message }) => message);
}

/** Values of attributes, without the texts of the chart. */
export function attributeValues(svg: string): string[] {
  return [...svg.matchAll(/<[^>]*>/g)].flatMap(([tag]) =>
    [...tag.matchAll(/="([^"]*)"/g)].map(([, value]) => value)
  );
}
