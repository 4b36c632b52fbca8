import { type StudyFigures, theorySection } from "../../figures/mod.ts";
import type { Report } from "../../report.ts";
import type { PageSection } from "./page.tsx";
import { TableView } from "./table_view.tsx";
import { WordsView } from "./words_view.tsx";

/**
 * The section that holds each cell against a model, or says why none applies.
 *
 * @param report The report.
 * @param figures Whose anchors it must not repeat.
 * @returns The section.
 */
export function predictionsSection(
  { cells }: Report,
  { anchor }: Pick<StudyFigures, "anchor">,
): PageSection {
  const { howToRead, results, aboutMoments, moments, without } = theorySection(cells);
  return {
    id: anchor("predictions"),
    title: "Measured against predicted",
    body: (
      <>
        {howToRead === null ? <p>No cell is held against a model.</p> : (
          <p>
            <WordsView words={howToRead} />
          </p>
        )}
        {results !== null && <TableView table={results} />}
        {moments !== null && (
          <details>
            <summary>What went into the predictions</summary>
            <p>{aboutMoments}</p>
            <TableView table={moments} />
          </details>
        )}
        {without.length > 0 && (
          <>
            <h3>Held against no model</h3>
            <ul>
              {without.map((words) => (
                <li>
                  <WordsView words={words} />
                </li>
              ))}
            </ul>
          </>
        )}
      </>
    ),
  };
}
