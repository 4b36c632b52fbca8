/// <reference lib="dom" />
/**
 * Makes the heads of columns buttons that sort the table by their column, up and down in turn.
 *
 * @param document The page.
 */
export function sortTables(document: Document): void {
  const valueOf = (row: HTMLTableRowElement, column: number): number | string | null => {
    const cell = row.cells[column];
    if (cell.dataset.value !== undefined) return Number(cell.dataset.value);
    return cell.classList.contains("figure") ? null : cell.textContent;
  };
  const compare = (a: number | string | null, b: number | string | null): number => {
    if (typeof a === "number" && typeof b === "number") return a - b;
    return String(a).localeCompare(String(b));
  };
  for (const table of document.querySelectorAll("table")) {
    for (const head of table.tHead?.rows[0].cells ?? []) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const direction = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
        for (const other of table.querySelectorAll("th[aria-sort]")) {
          other.removeAttribute("aria-sort");
        }
        head.setAttribute("aria-sort", direction === 1 ? "ascending" : "descending");
        const [body] = table.tBodies;
        const rows = [...body.rows].sort((a, b) => {
          const [left, right] = [valueOf(a, head.cellIndex), valueOf(b, head.cellIndex)];
          // What has no value comes last either way.
          if (left === null || right === null) {
            return Number(left === null) - Number(right === null);
          }
          return direction * compare(left, right);
        });
        body.append(...rows);
      });
    }
  }
}
