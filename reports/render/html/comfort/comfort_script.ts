import { sortTables } from "./sort_tables.ts";

/**
 * What is done, in this order, once the page is there. Each function is put into the page as its own
 * source text, so it may use nothing but its arguments and what browsers have: no import, no other
 * function or constant of its file.
 */
const COMFORTS: readonly ((document: Document) => void)[] = [sortTables];

/**
 * The page's script.
 *
 * @returns JavaScript, without anything that would end a script element.
 */
export function comfortScript(): string {
  const script = COMFORTS.map((comfort) => `(${comfort})(document);`).join("\n");
  return endingNoElement(script);
}

/**
 * Makes a script fit to stand in a page.
 *
 * @param script JavaScript in which `</` and `<!--` occur within literals alone.
 * @returns The same, without anything that would end a script element or hide its end.
 */
export function endingNoElement(script: string): string {
  return script.replaceAll("</", "<\\/").replaceAll("<!--", "<\\!--");
}
