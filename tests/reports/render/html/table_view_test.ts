import { assert, assertEquals } from "@std/assert";
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Table, TableCell } from "../../../../reports/figures/mod.ts";
import { TableView } from "../../../../reports/render/html/table_view.tsx";

const name: TableCell = { text: "direct", kind: "name" };
const figure: TableCell = { text: "2.00 ms [1.00, 3.00]", kind: "figure", value: 2 };

function htmlOf(...cells: readonly TableCell[]): string {
  const table: Table = { caption: "c", head: cells.map((_, at) => `${at}`), rows: [[...cells]] };
  return renderToString(h(TableView, { table }));
}

Deno.test("TableView() sets intervals below their figures where there are many", () => {
  assert(htmlOf(name, figure, figure, figure, figure).includes('class="sortable wide"'));
  assert(htmlOf(name, figure, figure).includes('class="sortable"'));
});

Deno.test("TableView() marks a figure by its value, and one without by its class", () => {
  const html = htmlOf(name, figure, { ...figure, mark: "best" }, { text: "–", kind: "figure" });
  const cells = [...html.matchAll(/<td([^>]*)>/g)].map(([, attributes]) => attributes.trim());
  assertEquals(cells, ['data-value="2"', 'class="best" data-value="2"', 'class="figure"']);
});
