/** Tables in GitHub-flavoured Markdown. */
import type { Table, TableCell } from "../figures/mod.ts";
import type { Word } from "../words.ts";
import { codeCell, oneLine } from "./escape.ts";

/** Renders rows of cells that are escaped already. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Renders a table; its caption is left to whoever sets it. */
export function tableOf({ head, rows }: Table): string {
  return table(head.map(wordCell), rows.map((row) => row.map(cellText)));
}

/** A name is code, all else text. */
function wordCell(word: Word): string {
  return typeof word === "string" ? escapeCell(word, "words") : codeCell(word.code);
}

function cellText({ text, kind, mark, note }: TableCell): string {
  const shown = kind === "name" ? codeCell(text) : escapeCell(text, kind);
  const beside = note === undefined ? "" : escapeCell(note, "words");
  if (mark === undefined) return beside === "" ? shown : `${shown} (${beside})`;
  if (mark === "best" || mark === "tied") {
    return `${shown}${mark === "best" ? " **best**" : " ≈ best"}${beside && ` (${beside})`}`;
  }
  return `**${shown}**${beside && `: ${beside}`}`;
}

/**
 * Makes text harmless in a cell. Figures are of our own making: the brackets of an interval lead nowhere,
 * as no parenthesis follows them.
 */
function escapeCell(text: string, kind: "figure" | "words"): string {
  const markup = kind === "figure" ? /[\\`*_~|]/g : /[\\`*_~|[\]]|:(?=\/\/)|(?<=\bwww)\./gi;
  return oneLine(text).replace(markup, "\\$&")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
