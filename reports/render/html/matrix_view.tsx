import { heatColour } from "../../chart/mod.ts";
import type { AnswerMatrix, MatrixCell } from "../../figures/mod.ts";
import { MatrixHead } from "./matrix_head.tsx";

/** What stands before the text of a cell, and what it means. */
const SIGNS: Partial<Record<MatrixCell["state"], readonly [sign: string, meaning: string]>> = {
  best: ["★", "best:"],
  tied: ["≈", "tied with the best:"],
};

/**
 * The answer as a table whose cells are coloured, one a metric, one of them shown.
 *
 * @param props The matrices, and what names their controls: unique in the page.
 * @returns The element.
 */
export function MatrixView(
  { matrices, id = "answer-metric" }: { matrices: readonly AnswerMatrix[]; id?: string },
) {
  return (
    <div class="matrices choices">
      <fieldset class="segments">
        <legend>metric</legend>
        {matrices.map(({ metric: { name, label } }, index) => (
          <label>
            <input type="radio" name={id} value={name} data-choice={index} checked={index === 0} />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
      {matrices.map((matrix, index) => <Matrix matrix={matrix} index={index} />)}
      <p class="heat-key">
        <span class="heat-key-item">
          <span class="scale" aria-hidden="true">
            {Array.from(
              { length: heatColour(1).step + 1 },
              (_, step) => <span class={`heat-${step}`} />,
            )}
          </span>
          best to worst of a workload, logarithmic where all is above 0
        </span>
        <span class="heat-key-item">★ best</span>
        <span class="heat-key-item">≈ tied with the best</span>
        <span class="heat-key-item">
          <span class="hatch" aria-hidden="true" /> unstable or failed
        </span>
      </p>
    </div>
  );
}

function Matrix(
  { matrix: { metric: { name, label }, note, workloads, rows }, index }: {
    matrix: AnswerMatrix;
    index: number;
  },
) {
  return (
    <div
      class="choice scroll matrix"
      data-choice={index}
      data-metric={name}
      role="group"
      tabindex={0}
      aria-label={`${label}, table`}
    >
      <table class="sortable heated">
        <caption>{label}</caption>
        <MatrixHead workloads={workloads} />
        <tbody>
          {rows.map(({ name, cells }) => (
            <tr>
              <th scope="row">
                <code>{name}</code>
              </th>
              {cells.map((cell) => <Cell cell={cell} />)}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="note">{note}</p>
    </div>
  );
}

function Cell({ cell: { text, detail, value, heat, state } }: { cell: MatrixCell }) {
  const shade = heat === null ? "" : ` heat-${heatColour(heat).step}`;
  const [sign, meaning] = SIGNS[state] ?? [];
  return (
    <td class={`figure ${state}${shade}`} data-value={value} title={detail}>
      {sign !== undefined && <span class="sign" role="img" aria-label={meaning}>{sign}</span>}
      {sign === undefined ? text : ` ${text}`}
    </td>
  );
}
