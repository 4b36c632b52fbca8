import charts from "./style/charts.css" with { type: "text" };
import controls from "./style/controls.css" with { type: "text" };
import matrix from "./style/matrix.css" with { type: "text" };
import page from "./style/page.css" with { type: "text" };
import print from "./style/print.css" with { type: "text" };
import tables from "./style/tables.css" with { type: "text" };

/** The rules of every page, in an order that counts: paper has the last word. */
export const PAGE_STYLE: string = [page, controls, tables, matrix, charts, print].join("\n");
