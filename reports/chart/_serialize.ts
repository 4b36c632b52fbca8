/** A drawing that no browser shows, as text. */
import { element, escapeText, round } from "./_markup.ts";

/** Markup that stands in a document as an element without content. */
export type Markup = WeakMap<Element, string>;

// What only a reader of the parts would hear: the drawing as a whole is one image.
const LEFT_OUT = /^(?:aria-|class$|font-variant$)/;
const NUMBERS = /^(?:d|transform|[xyr]|[xy][12]|c[xy]|width|height)$/;
const LONG_NUMBER = /-?\d+\.\d{3,}(?:e-\d+)?/g;

/**
 * Writes an element that the plotting library made.
 *
 * Note: tried the document's own `outerHTML`; rejected because coordinates have up to 17 digits there, and
 * what XML forbids stays in.
 *
 * @param node The element.
 * @param markup What stands for elements of it.
 * @returns Markup that is both XML and HTML; coordinates have two decimals.
 */
export function serialize(node: Element, markup: Markup): string {
  const attributes: Record<string, string> = {};
  for (const { name, value } of node.attributes) {
    if (LEFT_OUT.test(name)) continue;
    attributes[name] = NUMBERS.test(name)
      ? value.replace(LONG_NUMBER, (number) => round(Number(number)))
      : value;
  }
  const known = markup.get(node);
  if (known !== undefined) return known;
  let content = "";
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.nodeType === 1) content += serialize(child as Element, markup);
    else if (child.nodeType === 3) content += escapeText(child.textContent ?? "");
  }
  if (content === "" && (node.localName === "g" || node.localName === "text")) return "";
  return element(node.localName, attributes, content);
}
