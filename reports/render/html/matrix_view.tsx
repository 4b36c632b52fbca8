import type { AnswerMatrix } from "../../figures/mod.ts";

/**
 * The answer as a table whose cells are coloured, one a metric, one of them shown.
 *
 * @param props The matrices.
 * @returns The element.
 */
export function MatrixView({ matrices }: { matrices: readonly AnswerMatrix[] }) {
  return (
    <div class="matrices">
      <fieldset>
        <legend>metric</legend>
        {matrices.map(({ metric: { name, label } }, index) => (
          <label>
            <input type="radio" name="answer-metric" value={name} checked={index === 0} />
            {label}
          </label>
        ))}
      </fieldset>
      {matrices.map(({ metric, workloads, rows }) => (
        <div class="scroll matrix" data-metric={metric.name}>
          <table>
            <caption>{metric.label}</caption>
            <thead>
              <tr>
                <th scope="col">strategy</th>
                {workloads.map((workload) => (
                  <th scope="col">
                    <code>{workload}</code>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ name, cells }) => (
                <tr>
                  <th scope="row">
                    <code>{name}</code>
                  </th>
                  {cells.map(({ text, detail, value, state }) => (
                    <td class={`figure ${state}`} data-value={value} title={detail}>{text}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ))}
    </div>
  );
}
