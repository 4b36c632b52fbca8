import { explained } from "../mod.ts";

/**
 * Writes a file beside the one that it becomes, and renames it: what is at the path is whole, whatever
 * happens, and an older file stays until the new one is.
 *
 * @param path Where it goes; what is there is replaced.
 * @param work Writes it, piece by piece, with the function it gets.
 * @param signal Once it has aborted, nothing is kept; the work ends early by itself.
 * @returns How it ended.
 * @throws {StudyStoreError} If it cannot be written; one line.
 * @throws {Error} Whatever the work throws.
 */
export async function writeWhole(
  path: string,
  work: (write: (bytes: Uint8Array) => Promise<void>) => Promise<unknown>,
  signal: AbortSignal,
): Promise<"written" | "interrupted"> {
  const explain = (error: unknown): never => {
    throw explained(error, path, "written");
  };
  const { draft, file } = await openDraft(path).catch(explain);
  try {
    try {
      await work((bytes) => writeAll(file, bytes).catch(explain));
    } finally {
      file.close();
    }
    if (signal.aborted) return "interrupted";
    await Deno.rename(draft, path).catch(explain);
    return "written";
  } finally {
    // After the rename there is none.
    await Deno.remove(draft).catch(() => {});
  }
}

/** Makes a file of a name that nothing has: a draft that is there may be somebody's own, or being written. */
async function openDraft(path: string): Promise<{ draft: string; file: Deno.FsFile }> {
  for (let number = 1;; number++) {
    const draft = path.replace(/[^/]*$/, (name) => `.${name}.${number}.draft`);
    try {
      return { draft, file: await Deno.open(draft, { write: true, createNew: true }) };
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    }
  }
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    written += await file.write(bytes.subarray(written));
  }
}
