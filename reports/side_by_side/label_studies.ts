import type { StudyDocument } from "../../experiments/study_document.ts";
import { shortCommit } from "../short_commit.ts";

/** A study and where it lies. */
export interface PlacedStudy {
  /** Its directory, as it was named. */
  readonly directory: string;
  /** Its document. */
  readonly document: Pick<StudyDocument, "environment">;
}

/** What may tell studies apart, the plainest first. */
const TRAITS: readonly ((document: PlacedStudy["document"]) => string)[] = [
  ({ environment: { cpu, cores } }) => `${cpu}, ${cores} ${cores === 1 ? "core" : "cores"}`,
  ({ environment: { os } }) => os,
  ({ environment: { runtime } }) => `Deno ${runtime.deno}`,
  ({ environment: { gitCommit, gitDirty } }) =>
    gitCommit === null
      ? "no commit"
      : shortCommit(gitCommit) + (gitDirty === true ? ", edited" : ""),
];

/**
 * Names studies by what distinguishes them: one trait if it does, otherwise those that differ at all, and
 * where even those leave two alike, their directories.
 *
 * @param studies The studies; their directories differ.
 * @returns A label each, all different.
 */
export function labelStudies(studies: readonly PlacedStudy[]): string[] {
  const traits = TRAITS.map((trait) => studies.map(({ document }) => trait(document)));
  const one = traits.find(allDiffer);
  if (one !== undefined) return one;
  const differing = traits.filter((values) => new Set(values).size > 1);
  const joined = studies.map((_, index) => differing.map((values) => values[index]).join(", "));
  if (allDiffer(joined)) return joined;
  return [...shortened(studies.map(({ directory }) => directory))];
}

/** The last folders of paths, as many as it takes to tell them apart. */
function shortened(paths: readonly string[]): readonly string[] {
  const parts = paths.map((path) => path.split("/").filter((part) => part !== ""));
  const most = Math.max(...parts.map(({ length }) => length));
  for (let kept = 1; kept <= most; kept++) {
    const short = parts.map((folders) => folders.slice(-kept).join("/"));
    if (allDiffer(short)) return short;
  }
  return paths;
}

function allDiffer(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
