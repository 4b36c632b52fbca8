/** A study directory cannot be used as asked. The message is one line and says what to do. */
export class StudyStoreError extends Error {
  /** @ignore Set for messages. */
  override readonly name = "StudyStoreError";
}

/**
 * Says in one line why a path of a study cannot be used.
 *
 * @param error What the system said.
 * @param directory The path.
 * @param verb What was tried.
 * @returns The error to throw.
 */
export function explained(
  error: unknown,
  directory: string,
  verb: "read" | "written",
): StudyStoreError {
  if (error instanceof StudyStoreError) return error;
  const why =
    error instanceof Deno.errors.NotADirectory || error instanceof Deno.errors.AlreadyExists
      ? "it is not a directory"
      : error instanceof Deno.errors.NotCapable
      ? "the system keeps that place for itself"
      : error instanceof Deno.errors.PermissionDenied
      ? "permission denied"
      : error instanceof Deno.errors.IsADirectory
      ? "it is a directory"
      : verb === "written" && error instanceof Deno.errors.NotFound
      ? "the directory that it is to lie in does not exist: make it first"
      : error instanceof Error
      ? error.message
      : String(error);
  return new StudyStoreError(`"${directory}" cannot be ${verb}: ${why}`);
}
