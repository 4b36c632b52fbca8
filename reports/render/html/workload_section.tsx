import {
  aboutWorkload,
  classesTable,
  type Drawing,
  resultsNotes,
  resultsTable,
  roundTrips,
  type WorkloadFigures,
} from "../../figures/mod.ts";
import { FigureView } from "./figure_view.tsx";
import type { PageSection } from "./page.tsx";
import { TableView } from "./table_view.tsx";
import { WordsView } from "./words_view.tsx";

/**
 * The section of a workload: what came, what each strategy made of it, and how that looks.
 *
 * @param figures What there is to see of the workload.
 * @returns The section.
 */
export function workloadSection({ id, ranking, drawings }: WorkloadFigures): PageSection {
  const classes = classesTable(ranking.cells);
  return {
    id,
    title: `Workload ${ranking.workload}`,
    body: (
      <>
        <p>{aboutWorkload(ranking)}</p>
        <TableView table={resultsTable(ranking)} />
        <p class="note">{resultsNotes(ranking).join(" ")}</p>
        {roundTrips(ranking.cells).map((words) => (
          <p>
            <WordsView words={words} />
          </p>
        ))}
        {classes !== null && <TableView table={classes} />}
        {drawings.map((drawing) => <DrawingView drawing={drawing} />)}
      </>
    ),
  };
}

function DrawingView({ drawing }: { drawing: Drawing }) {
  if (drawing.state === "drawn") return <FigureView figure={drawing.figure} />;
  return (
    <div class="undrawn">
      <h3>{drawing.title}</h3>
      <p>{drawing.why}</p>
    </div>
  );
}
