/**
 * Renders `report.md`: what a colleague reads without the tool.
 *
 * @module
 */
import {
  ACCOUNTING_RULE,
  accountingTable,
  type Drawing,
  drawStudy,
  type Fact,
  GLOSSARY,
  howSure,
  matrixTable,
  studyFacts,
  type StudyFigures,
  studyIntroduction,
  studyMethod,
  sweepFindings,
  theorySection,
  warningWords,
  type WorkloadFigures,
} from "../figures/mod.ts";
import { curveName, curveRemarks } from "../sweep/describe_sweep.ts";
import type { Sweep } from "../sweep/sweep.ts";
import { repeatCommand } from "../repeat_command.ts";
import type { Report } from "../report.ts";
import { type Words, wordsToMarkdown } from "../words.ts";
import { renderResults } from "./_results.ts";
import { table, tableOf } from "./_table.ts";
import { codeCell, codeSpan as code } from "./escape.ts";
import { figureMarkdown, picture } from "./_figure_markdown.ts";

/** How Markdown is written. */
export interface MarkdownOptions {
  /**
   * `files`: with pictures, as links to files beside the report. `none`: without, for places that have no
   * files beside them.
   * @default "files"
   */
  readonly pictures?: "files" | "none";
  /** What there is to see of the report, if that is drawn already. @default drawn anew */
  readonly figures?: StudyFigures;
  /** The curves, if the study is a sweep: what was found of them stands first. */
  readonly sweep?: Sweep | null;
}

/**
 * Renders a report.
 *
 * @param report The report.
 * @param options With which pictures.
 * @returns GitHub-flavoured Markdown.
 */
export function renderMarkdown(
  report: Report,
  { pictures = "files", figures = drawStudy(report), sweep = null }: MarkdownOptions = {},
): string {
  const hasPictures = pictures === "files";
  return [
    "# dispatch-lab report",
    // The answer first: who has ten seconds reads no further.
    ...(report.findings.length === 0 ? [] : [report.findings[0].text]),
    studyIntroduction(report),
    wordsToMarkdown(sweep === null ? howSure(report) : sweepFindings(sweep)),
    facts(["", ""], studyFacts(report), [
      ["again", codeCell(sweep?.command ?? repeatCommand(report.config, report.seed))],
    ]),
    ...(sweep === null ? [] : sweepOpening(sweep, hasPictures)),
    "## The answer",
    ...answer(figures, hasPictures),
    "## Findings",
    findings(report),
    ...figures.workloads.flatMap((workload) => [
      `## Workload ${code(workload.ranking.workload)}`,
      renderResults(workload.ranking),
      ...(hasPictures ? workload.drawings.flatMap((drawing) => draw(drawing, workload)) : []),
    ]),
    "## Measured against predicted",
    ...theory(report),
    "## Where every task went",
    ACCOUNTING_RULE,
    tableOf(accountingTable(report.cells)),
    "## Warnings",
    list(warningWords(report)) ?? "None.",
    "## How it was measured",
    studyMethod(report),
    "## Words",
    facts(["word", "meaning"], GLOSSARY),
  ].join("\n\n") + "\n";
}

/** The curves are in a document of their own, which lies beside this one where its pictures do. */
function sweepOpening(sweep: Sweep, hasFiles: boolean): string[] {
  return [
    "## The sweep",
    ...sweep.curves.flatMap((curve) => [
      `${curveName(curve, code)}:`,
      curveRemarks(sweep, curve, code).map((remark) => `- ${remark}`).join("\n"),
    ]),
    ...(hasFiles ? ["Points and pictures of the curves: [sweep.md](sweep.md)."] : []),
  ];
}

function facts(
  head: readonly string[],
  facts: readonly Fact[],
  more: readonly string[][] = [],
): string {
  const rows = facts.map(({ name, words }) => [
    name,
    words.map((word) => typeof word === "string" ? wordsToMarkdown([word]) : codeCell(word.code))
      .join(""),
  ]);
  return table(head, [...rows, ...more]);
}

function answer({ matrices: [matrix], answer }: StudyFigures, hasPictures: boolean): string[] {
  if (matrix.rows.length === 0) return ["Nothing was run."];
  return [
    `By ${matrix.metric.label}. ${matrix.note}`,
    ...(hasPictures && answer !== null
      ? [picture("answer", `${matrix.metric.label} of each strategy under each workload`)]
      : []),
    tableOf(matrixTable(matrix)),
  ];
}

function findings({ findings }: Report): string {
  if (findings.length === 0) return "The data supports no statement.";
  return findings.map(({ text }) => `- ${text}`).join("\n");
}

function draw(drawing: Drawing, { ranking: { workload } }: WorkloadFigures): string[] {
  if (drawing.state === "undrawn") {
    return [`### ${drawing.title}`, wordsToMarkdown([drawing.why])];
  }
  return figureMarkdown(drawing.figure, `under ${workload}`);
}

function theory({ cells }: Report): string[] {
  const { howToRead, results, aboutMoments, moments, without } = theorySection(cells);
  const reasons = list(without);
  return [
    howToRead === null ? "No cell is held against a model." : wordsToMarkdown(howToRead),
    ...(results === null ? [] : [tableOf(results)]),
    ...(moments === null ? [] : [aboutMoments, tableOf(moments)]),
    ...(reasons === null ? [] : ["Held against no model:", reasons]),
  ];
}

function list(items: readonly Words[]): string | null {
  return items.length === 0 ? null : items.map((words) => `- ${wordsToMarkdown(words)}`).join("\n");
}
