import { copyCommands } from "./copy_commands.ts";
import { exactValues } from "./exact_values.ts";
import { keepChoices } from "./keep_choices.ts";
import { openForPrint } from "./open_for_print.ts";
import { readingTools } from "./reading_tools.ts";
import { sortTables } from "./sort_tables.ts";
import { wholeLegends } from "./whole_legends.ts";

/**
 * What is done, in this order, once the page is there. Each function is put into the page as its own
 * source text, so it may use nothing but its arguments and what browsers have: no import, no other
 * function or constant of its file.
 */
const COMFORTS: readonly ((document: Document) => void)[] = [
  readingTools,
  sortTables,
  exactValues,
  wholeLegends,
  copyCommands,
  openForPrint,
  // Last, since what the address says is chosen in controls that others listen to.
  keepChoices,
];

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
