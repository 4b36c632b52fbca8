/**
 * Lays out rows in columns of plain text.
 *
 * @param rows Rows of equal length, the header first.
 * @param rightFrom Columns from this one on are aligned to the right.
 * @returns Lines without trailing blanks.
 */
export function textTable(rows: readonly (readonly string[])[], rightFrom: number): string {
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.map((row) => [...row[column]].length))
  );
  return rows.map((row) =>
    row.map((cell, column) => {
      const blanks = " ".repeat(widths[column] - [...cell].length);
      return column >= rightFrom ? blanks + cell : cell + blanks;
    }).join("  ").trimEnd()
  ).join("\n");
}
