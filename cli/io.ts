/**
 * Where verbs write, and where they were called: the only module that touches the standard streams.
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
  /** The folder in which the command was typed, an absolute path. */
  readonly directory: string;
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
    directory: typedIn(),
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

/**
 * Whether a terminal is at the other end of any of the standard streams.
 *
 * @returns True if there is one that could be closed.
 */
export function hasTerminal(): boolean {
  return [Deno.stdin, Deno.stdout, Deno.stderr].some((stream) => stream.isTerminal());
}

/** A task runs in the project's folder, wherever it was typed; this is how it hands that on. */
function typedIn(): string {
  const variable = "INIT_CWD";
  const { state } = Deno.permissions.querySync({ name: "env", variable });
  return (state === "granted" ? Deno.env.get(variable) : undefined) ?? Deno.cwd();
}

function write(stream: typeof Deno.stdout, text: string): void {
  const bytes = new TextEncoder().encode(text);
  try {
    for (let written = 0; written < bytes.length;) {
      written += stream.writeSync(bytes.subarray(written));
    }
  } catch (error) {
    // Whoever read our output, `head` say, has seen enough; a terminal may have been closed.
    const isGone = error instanceof Deno.errors.BrokenPipe ||
      (error as { readonly code?: string }).code === "EIO";
    if (!isGone) throw error;
  }
}
