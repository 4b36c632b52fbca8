/**
 * Where verbs write: the only module that touches the standard streams.
 *
 * @module
 */

/** What a verb gets to speak through. */
export interface Io {
  /** Writes text and a line feed to standard output: results. */
  out(text: string): void;
  /** Writes text and a line feed to standard error: progress and errors. */
  err(text: string): void;
  /** Replaces the last line of a terminal's standard error; does nothing elsewhere. */
  status(text: string): void;
  /** Whether standard error is a terminal. */
  readonly isTerminal: boolean;
  /** Width of the terminal in characters; 80 where there is none. */
  readonly columns: number;
}

/**
 * The process's own streams.
 *
 * @returns The streams.
 */
export function standardIo(): Io {
  const isTerminal = Deno.stderr.isTerminal();
  let hasStatus = false;
  const clear = () => {
    if (hasStatus) write(Deno.stderr, "\r\x1b[K");
    hasStatus = false;
  };
  return {
    isTerminal,
    columns: isTerminal ? Deno.consoleSize().columns : 80,
    out(text) {
      clear();
      write(Deno.stdout, text + "\n");
    },
    err(text) {
      clear();
      write(Deno.stderr, text + "\n");
    },
    status(text) {
      if (!isTerminal) return;
      write(Deno.stderr, `\r\x1b[K${text}`);
      hasStatus = true;
    },
  };
}

function write(stream: typeof Deno.stdout, text: string): void {
  const bytes = new TextEncoder().encode(text);
  try {
    for (let written = 0; written < bytes.length;) {
      written += stream.writeSync(bytes.subarray(written));
    }
  } catch (error) {
    // Whoever read our output, `head` say, has seen enough.
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}
