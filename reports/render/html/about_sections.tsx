/**
 * The sections about the study as a whole: where every task went, how and on what it was measured, what to
 * beware of, what the words mean, and how to do it again.
 *
 * @module
 */
import {
  ACCOUNTING_RULE,
  accountingTable,
  type Fact,
  GLOSSARY,
  studyFacts,
  type StudyFigures,
  studyMethod,
  warningWords,
} from "../../figures/mod.ts";
import { repeatCommand } from "../../repeat_command.ts";
import type { Report } from "../../report.ts";
import type { Sweep } from "../../sweep/sweep.ts";
import type { PageSection } from "./page.tsx";
import { TableView } from "./table_view.tsx";
import { WordsView } from "./words_view.tsx";

/**
 * The sections about a study.
 *
 * @param report The report.
 * @param figures Whose anchors they must not repeat.
 * @param sweep The curves, if the study is a sweep: it is another command that repeats it.
 * @returns Sections in their order.
 */
export function aboutSections(
  report: Report,
  { anchor }: Pick<StudyFigures, "anchor">,
  sweep: Sweep | null,
): PageSection[] {
  const warnings = warningWords(report);
  return [
    {
      id: anchor("accounting"),
      title: "Where every task went",
      body: (
        <>
          <p>{ACCOUNTING_RULE}</p>
          <TableView table={accountingTable(report.cells)} />
        </>
      ),
    },
    { id: anchor("method"), title: "How it was measured", body: <p>{studyMethod(report)}</p> },
    { id: anchor("environment"), title: "Environment", body: <Facts facts={studyFacts(report)} /> },
    {
      id: anchor("warnings"),
      title: "Warnings",
      body: warnings.length === 0 ? <p>None.</p> : (
        <ul class="warnings">
          {warnings.map((words) => (
            <li>
              <WordsView words={words} />
            </li>
          ))}
        </ul>
      ),
    },
    { id: anchor("glossary"), title: "Words", body: <Facts facts={GLOSSARY} /> },
    {
      id: anchor("repeat"),
      title: "Do it again",
      body: (
        <>
          <p>The same arrivals and demands, by the same seed:</p>
          <div class="command">
            <pre><code>{sweep?.command ?? repeatCommand(report.config, report.seed)}</code></pre>
          </div>
        </>
      ),
    },
  ];
}

function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl class="facts">
      {facts.map(({ name, words }) => (
        <>
          <dt>{name}</dt>
          <dd>
            <WordsView words={words} />
          </dd>
        </>
      ))}
    </dl>
  );
}
