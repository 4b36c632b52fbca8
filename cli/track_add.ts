/**
 * `track add`: what is kept of a study, and which reference its ratios are to.
 *
 * @module
 */
import {
  addToHistory,
  commitOf,
  counted,
  newestStudy,
  oneLine,
  readStudy,
  type StoredStudy,
  summarize,
  type TrackedStudy,
  trackedStudyOf,
} from "../mod.ts";
import type { ParsedFlags } from "./flags.ts";
import type { Io } from "./io.ts";
import { OUT } from "./out_directory.ts";
import { DEFAULT_REFERENCE, historyFile } from "./track_options.ts";
import { didYouMean, UsageError } from "./usage.ts";

/**
 * Adds a study to a history.
 *
 * @param flags What was given.
 * @param io Where it writes: what became of the study, and notes about it.
 * @returns The exit code.
 * @throws {UsageError} If the study cannot be added, or not with this reference.
 * @throws {StudyStoreError} If there is no such study.
 * @throws {HistoryError} If the history cannot be used.
 */
export async function addStudy(flags: ParsedFlags, io: Io): Promise<number> {
  const { values: { commit, reference }, switches } = flags;
  const repin = switches.has("repin");
  if (repin && reference === undefined) {
    throw new UsageError("--repin needs to know what to: add --reference STRATEGY");
  }
  const directory = flags.operands[0] ?? await newestStudy(OUT);
  if (directory === null) {
    throw new UsageError(`there is no study in ${OUT}/: name one, or run deno task bench first`);
  }
  const study = await readStudy(directory);
  const report = summarize(study);
  const path = historyFile(flags);
  const made: { study: TrackedStudy; previous: string | null }[] = [];
  const outcome = addToHistory(path, (pinned) => {
    const wanted = referenceFor(study, { given: reference, pinned, repin }, path);
    made.push({ study: tracked(wanted), previous: pinned });
    return { study: made[0].study, reference: wanted };
  });
  const [{ study: kept, previous }] = made;
  io.out(
    oneLine(
      outcome === "already-there"
        ? `already there: the study of ${kept.createdAt}, commit ${oneLine(commitOf(kept))}`
        : `added: ${counted(kept.points.length, "figure")} of commit ${oneLine(commitOf(kept))} ` +
          `(${kept.host}, ${kept.runtime}) to ${path}`,
    ),
  );
  if (outcome === "already-there") return 0;
  for (const note of notesOn(kept, previous)) io.err(`note: ${oneLine(note)}`);
  return 0;

  function tracked(wanted: string | null): TrackedStudy {
    try {
      return trackedStudyOf(study, report, { commit, reference: wanted });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new UsageError(`the study in "${directory}" cannot be added: ${error.message}`);
    }
  }
}

/** The strategy that ratios are to: the one that was given, else the one that is pinned. */
function referenceFor(
  { document: { cells } }: StoredStudy,
  { given, pinned, repin }: { given: string | undefined; pinned: string | null; repin: boolean },
  path: string,
): string | null {
  const strategies = [...new Set(cells.map(({ strategy }) => strategy))];
  if (given === undefined) {
    return pinned ?? (strategies.includes(DEFAULT_REFERENCE) ? DEFAULT_REFERENCE : null);
  }
  if (pinned !== null && given !== pinned && !repin) {
    throw new UsageError(
      `"${path}" has "${pinned}" pinned as reference, and not "${given}": leave --reference out, ` +
        "or change it for good with --repin",
    );
  }
  if (strategies.includes(given)) return given;
  const guess = didYouMean(given, strategies);
  throw new UsageError(
    `--reference: the study has no strategy "${given}": ` +
      (guess === null ? `it has ${strategies.join(", ")}` : `did you mean "${guess}"?`),
  );
}

function notesOn({ reference, tree, points }: TrackedStudy, previous: string | null): string[] {
  const without = new Set(
    points.filter(({ state }) => state !== "stable")
      .map(({ strategy, workload, placement, state }) =>
        `${strategy} under ${workload} (${placement}) is ${state}`
      ),
  );
  const notes = [...without].map((cell) => `${cell} and has no figures of waits`);
  if (reference === null) {
    notes.push(
      previous === null
        ? "the study has no reference, so a slower host will look like slower code: name one of its " +
          "strategies with --reference"
        : `the study lacks ${previous}, the reference, so its figures have no ratios`,
    );
  } else if (previous !== null && previous !== reference) {
    notes.push(`the reference is now ${reference}: ratios to ${previous} count no more`);
  }
  if (tree === "dirty") notes.push("tracked files differed from the commit");
  return notes;
}
