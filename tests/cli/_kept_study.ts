import type { StoredStudy } from "../../experiments/study_document.ts";

/** Writes a study as bench does, its trials in the order in which they are given. */
export function keepStudy(directory: string, { document, trials }: StoredStudy): string {
  Deno.mkdirSync(directory, { recursive: true });
  Deno.writeTextFileSync(`${directory}/study.json`, JSON.stringify(document));
  const lines = trials.map((trial, order) => JSON.stringify({ ...trial, order }) + "\n").join("");
  Deno.writeTextFileSync(`${directory}/trials.ndjson`, lines);
  return directory;
}
