import type { Table, TableCell } from "../../figures/mod.ts";

/**
 * A table; its columns can be sorted where scripts run.
 *
 * @param props The table.
 * @returns The element.
 */
export function TableView({ table: { caption, head, rows } }: { table: Table }) {
  return (
    <div class="scroll">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>{head.map((name) => <th scope="col">{name}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map(([first, ...rest]) => (
            <tr>
              <th scope="row" class={first.mark}>
                <Words cell={first} />
              </th>
              {rest.map((cell) => (
                <td class={[cell.kind, cell.mark].join(" ").trim()} data-value={cell.value}>
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

function Words({ cell: { kind, text, note } }: { cell: TableCell }) {
  return (
    <>
      {kind === "name" ? <code>{text}</code> : text}
      {note !== undefined && <small>{note}</small>}
    </>
  );
}
