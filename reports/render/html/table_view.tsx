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

/**
 * A table; its columns can be sorted where scripts run. It scrolls within itself where it is too wide.
 *
 * @param props The table.
 * @returns The element.
 */
export function TableView({ table: { caption, head, rows } }: { table: Table }) {
  return (
    <div class="scroll" role="group" tabindex={0} aria-label={`${caption}, table`}>
      <table class={intervalColumns(rows) > FEW_INTERVALS ? "sortable wide" : "sortable"}>
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

/** A value stands out from its interval. */
function Figure({ text }: { text: string }) {
  const at = text.indexOf(" [");
  if (at < 0) return <>{text}</>;
  return (
    <>
      {text.slice(0, at)}
      <span class="interval">{text.slice(at)}</span>
    </>
  );
}
