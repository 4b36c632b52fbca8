/** How names, sentences and rows look in a comment on GitHub. */
import type { Warning } from "../../../experiments/record.ts";
import type { Environment } from "../../../experiments/study_document.ts";
import { NOTHING } from "../../format.ts";
import { shortCommit } from "../../short_commit.ts";
import { codeCell, codeSpan, escapeMarkdown } from "../escape.ts";

const MOST_OF_A_NAME = 160;
const MOST_OF_A_SENTENCE = 800;

/** A name that somebody chose, as code, anywhere but in a row. */
export function name(text: string): string {
  return codeSpan(clipped(text, MOST_OF_A_NAME));
}

/** Such a name in a row. */
export function nameInRow(text: string): string {
  return codeCell(clipped(text, MOST_OF_A_NAME));
}

/** A sentence that may hold such names. */
export function sentence(text: string): string {
  return escapeMarkdown(clipped(text, MOST_OF_A_SENTENCE));
}

function clipped(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`;
}

/** A row of a table, of cells that are escaped already. */
export function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** The first two lines of a table. */
export function header(titles: readonly string[]): string[] {
  return [row(titles), row(titles.map(() => "---"))];
}

/** A warning as an item of a list. */
export function warningItem({ code, message }: Warning): string {
  return `- ${name(code)}: ${sentence(message)}`;
}

/** Machines and their software, a row each and a column a machine. */
export function environmentRows(environments: readonly Environment[]): string[] {
  const line = (title: string, words: (environment: Environment) => string) =>
    row([title, ...environments.map((environment) => sentence(words(environment)))]);
  return [
    line(
      "machine",
      ({ cpu, cores, memoryGiB, os }) => `${cpu}, ${cores} cores, ${memoryGiB} GiB, ${os}`,
    ),
    line("software", ({ runtime }) => `Deno ${runtime.deno}, V8 ${runtime.v8}`),
    line(
      "checkout",
      ({ gitCommit, gitDirty }) =>
        gitCommit === null
          ? NOTHING
          : `commit ${shortCommit(gitCommit)}${gitDirty ? " with local changes" : ""}`,
    ),
    line(
      "state",
      ({ loadAverage, clockResolutionNs }) =>
        `load average ${
          loadAverage.join(", ")
        } at the start, clock resolution ${clockResolutionNs} ns`,
    ),
  ];
}
