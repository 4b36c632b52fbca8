/** The part of Markdown that says what was measured under a workload. */
import {
  aboutWorkload,
  classesTable,
  resultsNotes,
  resultsTable,
  roundTrips,
} from "../figures/mod.ts";
import type { Ranking } from "../ranking.ts";
import { wordsToMarkdown } from "../words.ts";
import { tableOf } from "./_table.ts";

/** What came, a row a strategy, how to read it, and what there is beside it. */
export function renderResults(ranking: Ranking): string {
  const classes = classesTable(ranking.cells);
  return [
    wordsToMarkdown([aboutWorkload(ranking)]),
    tableOf(resultsTable(ranking)),
    resultsNotes(ranking).join("\n"),
    ...roundTrips(ranking.cells).map(wordsToMarkdown),
    ...(classes === null ? [] : [classes.caption, tableOf(classes)]),
  ].join("\n\n");
}
