/**
 * What the user got wrong, and how to say so.
 *
 * @module
 */
import { closest, distance } from "fastest-levenshtein";
import { HistoryError, StudyStoreError, UnknownNameError } from "../mod.ts";

/** Bad input: one line on standard error and exit code 2. */
export class UsageError extends Error {
  /** @ignore Set for messages. */
  override readonly name = "UsageError";
}

/**
 * The name that somebody probably meant.
 *
 * @param given What was written.
 * @param known What exists.
 * @returns A known name that differs in at most a third of its letters, rounded up; null if there is none.
 */
export function didYouMean(given: string, known: readonly string[]): string | null {
  if (known.length === 0) return null;
  const candidate = closest(given, known);
  const most = Math.ceil(candidate.length / 3);
  return distance(given, candidate) <= most ? candidate : null;
}

/**
 * Runs code whose errors about values are the user's to mend.
 *
 * @param run The code.
 * @returns What it returned.
 * @throws {UsageError} In place of a `RangeError`, `SyntaxError`, an unusable study directory or history.
 */
export async function blamingInput<Result>(run: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof UnknownNameError) {
      const guess = didYouMean(error.given, error.known) ??
        // A module of the user's own is named by a path.
        (/\.[cm]?[jt]sx?$/.test(error.given) ? `./${error.given}` : null);
      throw new UsageError(
        guess === null ? error.message : `${error.message}; did you mean "${guess}"?`,
      );
    }
    const isInput = error instanceof RangeError || error instanceof SyntaxError ||
      error instanceof StudyStoreError || error instanceof HistoryError;
    throw isInput ? new UsageError(error.message) : error;
  }
}
