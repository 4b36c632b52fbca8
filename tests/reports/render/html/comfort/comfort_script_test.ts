import { assert, assertEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import {
  comfortScript,
  endingNoElement,
} from "../../../../../reports/render/html/comfort/comfort_script.ts";
import { sortTables } from "../../../../../reports/render/html/comfort/sort_tables.ts";

Deno.test("comfortScript() can stand in a page and is a program", () => {
  const script = comfortScript();
  assert(!/<\/|<!--/.test(script));
  // As a browser would read it: what is no JavaScript throws here.
  new Function("document", script);
  // Imports would be lost: each function is put into the page without the file that it is from.
  assertEquals(script.match(/\bimport\b|\brequire\(/g), null);
});

Deno.test("endingNoElement() keeps what a script says", () => {
  const text = "</script><!--";
  const script = endingNoElement(`return ${JSON.stringify(text)}`);
  assert(!script.includes(text));
  assertEquals(new Function(script)(), text);
});

Deno.test("sortTables() sorts numbers by value and the rest as text, what has neither last", () => {
  const { document } = parseHTML(`<table class="sortable">
    <thead><tr><th>name</th><th>wait</th></tr></thead>
    <tbody>
      <tr><th>b10</th><td class="figure" data-value="10">10 µs</td></tr>
      <tr><th>a</th><td class="figure">–</td></tr>
      <tr><th>b9</th><td class="figure" data-value="9">9 ms</td></tr>
    </tbody></table>`);
  const table = document.querySelector("table")!;
  // The document that no browser shows lacks what browsers have: rows and cells by number.
  const within =
    (element: Element, selector: string) => () => [...element.querySelectorAll(selector)];
  Object.defineProperty(table, "tHead", { get: () => table.querySelector("thead") });
  Object.defineProperty(table, "tBodies", { get: within(table, "tbody") });
  for (const part of table.querySelectorAll("thead, tbody")) {
    Object.defineProperty(part, "rows", { get: within(part, "tr") });
  }
  for (const row of table.querySelectorAll("tr")) {
    Object.defineProperty(row, "cells", { get: within(row, "th, td") });
  }
  sortTables(document as unknown as Document);
  const names = () => [...table.querySelectorAll("tbody th")].map(({ textContent }) => textContent);
  const [byName, byWait] = table.querySelectorAll<HTMLButtonElement>("thead button");
  byWait.click();
  assertEquals(names(), ["b9", "b10", "a"]);
  byWait.click();
  assertEquals(names(), ["b10", "b9", "a"]);
  byWait.click();
  assertEquals(names(), ["b10", "a", "b9"]);
  byName.click();
  assertEquals(names(), ["a", "b9", "b10"]);
});
