/**
 * The document of a directory: one JSON file that names its own version.
 *
 * @module
 */
import { StudyStoreError } from "./store_error.ts";

/** What a document is, and what is said where it cannot be used. */
export interface DocumentKind<Document> {
  /** Name of its file. */
  readonly file: string;
  /** The version that is known here: `dispatch-lab/study@1`. */
  readonly schema: string;
  /** What a directory holds that has one: `study`. */
  readonly noun: string;
  /** The verb that writes such directories. */
  readonly verb: string;
  /** What helps where it is damaged: `take the study again`. */
  readonly remedy: string;
  /** Whether a parsed value is one. */
  readonly is: (value: unknown) => value is Document;
}

/**
 * Reads a document.
 *
 * @param directory Where it is.
 * @param kind What it should be.
 * @returns The document.
 * @throws {StudyStoreError} If there is none, it is damaged, or of another version, which it says itself.
 * @throws {Error} What the system says if it cannot be read.
 */
export async function readDocumentFile<Document>(
  directory: string,
  { file, schema, noun, verb, remedy, is }: DocumentKind<Document>,
): Promise<Document> {
  const path = `${directory}/${file}`;
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      throw new StudyStoreError(
        `"${directory}" holds no ${noun}: ${file} is missing; name a directory that ${verb} wrote`,
      );
    }
    throw error;
  }
  let value: unknown = null;
  try {
    value = JSON.parse(text);
    if (is(value)) return value;
  } catch {
    // Falls through to the one message for both.
  }
  const found = typeof value === "object" && value !== null && "schema" in value
    ? value.schema
    : null;
  throw new StudyStoreError(
    typeof found === "string" && found !== schema
      ? `"${path}" is of another version: its schema is ${JSON.stringify(found.slice(0, 60))}, ` +
        `and "${schema}" is known here; ${remedy}`
      : `"${path}" is damaged or of another version: ${remedy}`,
  );
}

/**
 * Writes a document, by way of a second file, so that a crash leaves the old one or the new one.
 *
 * @param directory Where it goes.
 * @param kind What it is.
 * @param document The document.
 * @throws {Error} What the system says if it cannot be written.
 */
export async function writeDocumentFile<Document>(
  directory: string,
  { file }: DocumentKind<Document>,
  document: Document,
): Promise<void> {
  const draft = `${directory}/.${file}`;
  await Deno.writeTextFile(draft, JSON.stringify(document, null, 2) + "\n");
  await Deno.rename(draft, `${directory}/${file}`);
}
