/** A document of sections, cut to a length: the least important rows go first, and it says which. */

/** A part of a document that may be cut row by row. */
export interface Section {
  /** What its rows are, for the sentence that says how many are left out. */
  readonly rowsAre: string;
  /** What stands before the rows. */
  readonly before: string;
  /** The rows, the most important first. */
  readonly rows: readonly string[];
  /** What stands after them. */
  readonly after: string;
  /** 1 is cut last. */
  readonly rank: number;
}

/** Folds a section away. */
export function folded(
  title: string,
  rowsAre: string,
  rank: number,
  rows: readonly string[],
  header: readonly string[] = [],
): Section {
  return {
    rowsAre,
    before: [`<details><summary>${title}</summary>`, "", ...header].join("\n"),
    rows,
    after: "\n</details>",
    rank,
  };
}

const LEFT_OUT_AT_MOST = 600;

/**
 * Joins what fits.
 *
 * @param opening What is never cut.
 * @param sections What may be cut; sections without rows are left out.
 * @param most The longest that it may get, in characters.
 */
export function fit(opening: string, sections: readonly Section[], most: number): string {
  const full = sections.filter(({ rows }) => rows.length > 0);
  const whole = join([opening, ...full.map(render)]);
  if (whole.length <= most) return whole;
  let room = most - opening.length - LEFT_OUT_AT_MOST;
  const kept = new Map<Section, Section>();
  const leftOut: string[] = [];
  for (const section of full.toSorted((a, b) => a.rank - b.rank)) {
    room -= render({ ...section, rows: [] }).length + 2;
    const end = section.rows.findIndex((row) => (room -= row.length + 1) < 0);
    const count = end < 0 ? section.rows.length : end;
    if (count < section.rows.length) {
      leftOut.push(`${section.rows.length - count} of ${section.rows.length} ${section.rowsAre}`);
    }
    if (count > 0) kept.set(section, { ...section, rows: section.rows.slice(0, count) });
    if (end >= 0) room = 0;
  }
  const note = `Left out, as a comment on GitHub holds ${most} characters at most: ` +
    `${leftOut.join(", ")}. The whole is in the files of the run.`;
  return join([
    opening,
    note,
    ...full.flatMap((section) => {
      const part = kept.get(section);
      return part === undefined ? [] : render(part);
    }),
  ]);
}

function render({ before, rows, after }: Section): string {
  return [before, ...rows, ...(after === "" ? [] : [after])].join("\n");
}

function join(parts: readonly string[]): string {
  return parts.join("\n\n") + "\n";
}
