/** Figures in GitHub-flavoured Markdown: a picture that lies beside the document, and its numbers. */
import type { Figure } from "../figures/mod.ts";
import { wordsToMarkdown } from "../words.ts";
import { tableOf } from "./_table.ts";
import { CHARTS } from "../../experiments/chart_file.ts";
import { chartFile } from "./chart_files.ts";
import { escapeMarkdown, escapeXml, oneLine } from "./escape.ts";

/** A table of more rows than this is left to the page and to programs. */
const MOST_ROWS = 40;

/** Renders a figure: its title, its picture, how to read it, and its numbers, folded. */
export function figureMarkdown(
  figure: Figure,
  where: string,
  page = "report.html",
): string[] {
  return [...pictureMarkdown(figure, where), numbers(figure, page)];
}

/** Renders a figure whose numbers stand elsewhere in the document. */
export function pictureMarkdown({ id, title, caption, legend }: Figure, where: string): string[] {
  const names = legend.map(({ name }) => name).join(", ");
  const about = where === "" ? title : `${title} ${where}`;
  return [
    `### ${escapeMarkdown(title)}`,
    picture(id, names === "" ? about : `${about}: ${names}`),
    wordsToMarkdown([caption]),
  ];
}

function numbers({ table }: Figure, page: string): string {
  if (table.rows.length > MOST_ROWS) return `The numbers are in \`${page}\`.`;
  return [
    "<details><summary>The numbers</summary>",
    tableOf(table),
    "</details>",
  ].join("\n\n");
}

/** A picture that is light or dark as its surroundings are. */
export function picture(id: string, alt: string): string {
  return [
    "<picture>",
    `<source media="(prefers-color-scheme: dark)" srcset="${CHARTS}/${chartFile(id, "dark")}">`,
    `<img alt="${escapeXml(oneLine(alt))}" src="${CHARTS}/${chartFile(id, "light")}">`,
    "</picture>",
  ].join("\n");
}
