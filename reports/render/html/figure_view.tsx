import { type LegendEntry, seriesStyle } from "../../chart/mod.ts";
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
  const { id, title, caption, views, legend, table } = figure;
  return (
    <figure id={id}>
      <h3>
        <a href={`#${id}`}>{title}</a>
      </h3>
      <figcaption>{caption}</figcaption>
      {views.length > 1 && (
        <fieldset class="views">
          <legend>scale</legend>
          {views.map(({ name, label }, index) => (
            <label>
              <input type="radio" name={`${id}-view`} value={name} checked={index === 0} />
              {label}
            </label>
          ))}
        </fieldset>
      )}
      {legend.length > 1 && (
        <fieldset class="legend">
          <legend>strategies</legend>
          {legend.map((entry) => <Entry entry={entry} />)}
        </fieldset>
      )}
      <div class="charts">
        {views.map(({ name, svg }) => (
          <div class="chart-view" data-view={name} dangerouslySetInnerHTML={{ __html: svg }} />
        ))}
      </div>
      <details>
        <summary>The numbers</summary>
        <TableView table={table} />
      </details>
    </figure>
  );
}

function Entry({ entry: { name, rank } }: { entry: LegendEntry }) {
  const { colour } = seriesStyle(rank);
  return (
    <label>
      <input type="checkbox" checked data-rank={rank} />
      <span class="swatch" style={{ background: colour }} />
      <code>{name}</code>
    </label>
  );
}
