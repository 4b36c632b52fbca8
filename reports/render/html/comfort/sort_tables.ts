/// <reference lib="dom" />
/**
 * Makes the heads of columns buttons that sort the table by their column: up, down, and as it was.
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
    return String(a).localeCompare(String(b), "en", { numeric: true });
  };
  for (const table of document.querySelectorAll<HTMLTableElement>("table.sortable")) {
    const [body] = table.tBodies;
    const natural = [...body.rows];
    const heads = [...table.tHead?.rows[0].cells ?? []];
    for (const [column, head] of heads.entries()) {
      // A button needs words.
      if ((head.textContent ?? "").trim() === "") continue;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const was = head.getAttribute("aria-sort");
        for (const other of heads) other.removeAttribute("aria-sort");
        if (was === "descending") return body.append(...natural);
        const direction = was === null ? 1 : -1;
        head.setAttribute("aria-sort", direction === 1 ? "ascending" : "descending");
        const rows = [...natural].sort((a, b) => {
          const [left, right] = [valueOf(a, column), valueOf(b, column)];
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
