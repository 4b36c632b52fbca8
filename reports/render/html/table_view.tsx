import type { Table, TableCell } from "../../figures/mod.ts";
import { WordView } from "./words_view.tsx";

/** What a mark looks like, for who does not see colours; its meaning in words for who does not see. */
const SIGNS = {
  best: ["★", "best"],
  tied: ["≈", "tied with the best"],
  unstable: ["", ""],
  failed: ["", ""],
  outside: ["", ""],
} as const satisfies Record<NonNullable<TableCell["mark"]>, readonly [string, string]>;

/** A table of more columns is set smaller and closer, so that all of them are seen at once. */
const MANY_COLUMNS = 8;

/** A table of more rows is a list of numbers to look things up in: on paper it is set smaller still. */
const MANY_ROWS = 24;

/**
 * A table; its columns can be sorted where scripts run. It scrolls within itself where it is too wide.
 *
 * @param props The table.
 * @returns The element.
 */
export function TableView({ table: { caption, head, rows } }: { table: Table }) {
  return (
    <div class="scroll" role="group" tabindex={0} aria-label={`${caption}, table`}>
      <table
        class={[
          "sortable",
          ...(isWide({ head, rows }) ? ["wide"] : []),
          ...(rows.length > MANY_ROWS ? ["long"] : []),
        ].join(" ")}
      >
        <caption>{caption}</caption>
        <thead>
          <tr>
            {head.map((name, column) => (
              <th scope="col" class={rows.length > 0 ? rows[0][column]?.kind : undefined}>
                <WordView word={name} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([first, ...rest]) => (
            <tr>
              <th scope="row" class={classOf(first)} data-value={first.value}>
                <Words cell={first} />
              </th>
              {rest.map((cell) => (
                <td class={classOf(cell)} data-value={cell.value}>
                  <Words cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** More columns of intervals than these fit no page unless each stands below its figure. */
const FEW_INTERVALS = 3;

function isWide({ head, rows }: Pick<Table, "head" | "rows">): boolean {
  return head.length > MANY_COLUMNS || intervalColumns(rows) > FEW_INTERVALS;
}

function intervalColumns(rows: Table["rows"]): number {
  const columns = rows.flatMap((row) =>
    row.flatMap(({ kind, text }, column) =>
      kind === "figure" && text.includes(" [") ? [column] : []
    )
  );
  return new Set(columns).size;
}

/** What has a value is a figure: of thousands of cells none needs to say it twice. */
function classOf({ kind, mark, value }: TableCell): string | undefined {
  const own = kind === "figure" && typeof value === "number" ? [] : [kind];
  return [...own, ...(mark === undefined ? [] : [mark])].join(" ") || undefined;
}

function Words({ cell: { kind, text, mark, note } }: { cell: TableCell }) {
  const [sign, meaning] = mark === undefined ? ["", ""] : SIGNS[mark];
  return (
    <>
      {kind === "name" ? <code>{text}</code> : kind === "figure" ? <Figure text={text} /> : text}
      {sign !== "" && <span class="sign" role="img" aria-label={meaning}>{` ${sign}`}</span>}
      {note !== undefined && <small>{` ${note}`}</small>}
    </>
  );
}

/** A value stands out from its interval or range, which has a line of its own where there is little room. */
function Figure({ text }: { text: string }) {
  const parts = /^(.*?) (\[.*\])$|^(.*?,) (.* to .*)$/.exec(text);
  if (parts === null) return <>{unbroken(text)}</>;
  const [, value = parts[3], spread = parts[4]] = parts;
  return (
    <>
      {`${unbroken(value)} `}
      <span class="interval">{unbroken(spread)}</span>
    </>
  );
}

/** A line never ends between a number and its unit. */
function unbroken(text: string): string {
  return text.replaceAll(/(\d) (?=(?:ns|µs|ms|s|min|h|%)(?![\w/]))/g, "$1\u00a0");
}
