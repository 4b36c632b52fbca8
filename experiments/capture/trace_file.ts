/**
 * The file that a trace is recorded to, as far as its errors concern whoever records.
 *
 * @module
 */

/** A trace that cannot be recorded: one line that says which file and why. */
export class CaptureError extends Error {
  /** The error's class, as stack traces show it. */
  override readonly name = "CaptureError";
}

/** What the recorder asks of a file. */
export type TraceFile = Pick<Deno.FsFile, "write" | "truncate" | "close">;

/**
 * Opens the file of a new trace.
 *
 * @param path Where.
 * @param overwrite Whether a file that is there already is emptied, rather than refused.
 * @returns The file, empty; whoever asked closes it.
 * @throws {CaptureError} If the file exists and may not be overwritten, or cannot be opened.
 */
export function openTraceFile(path: string | URL, overwrite: boolean): TraceFile {
  try {
    return Deno.openSync(path, {
      write: true,
      ...(overwrite ? { create: true, truncate: true } : { createNew: true }),
    });
  } catch (error) {
    throw explained(error, path, "");
  }
}

/**
 * Says in one line why a trace cannot be recorded.
 *
 * @param error What the system said.
 * @param path The file.
 * @param progress What to add: how far the recording got.
 * @returns The error to report; the system's is its cause.
 */
export function explained(error: unknown, path: string | URL, progress: string): CaptureError {
  const why = error instanceof Deno.errors.AlreadyExists
    ? "the file exists: choose another path, or set 'overwrite'"
    : error instanceof Deno.errors.NotFound
    ? "its folder does not exist: create it first"
    : error instanceof Deno.errors.IsADirectory
    ? "it is a folder: name a file in it"
    : error instanceof Deno.errors.NotCapable
    ? "permission denied: run with --allow-write for this path"
    : error instanceof Deno.errors.PermissionDenied
    ? "permission denied by the system"
    : error instanceof Error
    ? error.message
    : String(error);
  return new CaptureError(`Cannot record arrivals to "${path}": ${why}${progress}`, {
    cause: error,
  });
}
