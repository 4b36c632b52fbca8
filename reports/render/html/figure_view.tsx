import { type KeyKind, type LegendEntry, legendKey } from "../../chart/mod.ts";
import type { Figure } from "../../figures/mod.ts";
import { TableView } from "./table_view.tsx";

/**
 * A figure: its ways to be drawn, one of them shown, a legend whose entries hide and show series, and its
 * numbers. All of that is chosen by controls that style sheets read, so it needs no script.
 *
 * @param props The figure.
 * @returns The element.
 */
export function FigureView({ figure }: { figure: Figure }) {
  const { id, title, caption, views, viewsBy = "scale", legend, marks = "line", table } = figure;
  return (
    <figure id={id} class="figure-view">
      <h3>
        <a class="anchor" href={`#${id}`}>{title}</a>
      </h3>
      <figcaption>{caption}</figcaption>
      <div class="choices">
        {views.length > 1 && (
          <fieldset class="views segments">
            <legend>{viewsBy}</legend>
            {views.map(({ name, label }, index) => (
              <label>
                <input
                  type="radio"
                  name={`${id}-view`}
                  value={name}
                  data-choice={index}
                  checked={index === 0}
                />
                <span>{label}</span>
              </label>
            ))}
          </fieldset>
        )}
        {views.map(({ name, label, svg }, index) => (
          <div
            class="choice chart-view scroll"
            data-choice={index}
            data-view={name}
            role="group"
            tabindex={0}
            aria-label={views.length > 1 ? `${title}, chart, ${label}` : `${title}, chart`}
            dangerouslySetInnerHTML={{ __html: svg }}
          />
        ))}
      </div>
      {legend.length > 1 && (
        <fieldset class="legend">
          <legend>shown</legend>
          {legend.map((entry) => <Entry entry={entry} marks={marks} of={id} />)}
        </fieldset>
      )}
      <details class="numbers">
        <summary>The numbers</summary>
        <TableView table={table} />
      </details>
    </figure>
  );
}

function Entry(
  { entry: { name, rank, role }, marks, of }: { entry: LegendEntry; marks: KeyKind; of: string },
) {
  return (
    <label>
      <input
        type="checkbox"
        name={`${of}-hidden`}
        value={role === "measured" ? name : `${name} ${role}`}
        checked
        data-rank={rank}
        data-role={role}
      />
      <span
        class="swatch"
        dangerouslySetInnerHTML={{ __html: legendKey({ rank, role }, marks) }}
      />
      <span class="series-name">{name}</span>
    </label>
  );
}
