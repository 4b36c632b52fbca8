/** Runs git where a command was typed. */

/** What git said. */
export interface GitOutput {
  readonly success: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs git to its end. Throws a `RangeError` of one line if there is no git. */
export async function git(directory: string, ...args: readonly string[]): Promise<GitOutput> {
  let output: Deno.CommandOutput;
  try {
    output = await new Deno.Command("git", {
      // A hook of somebody's own has no business in a work tree that is gone in a minute.
      args: ["-c", "core.hooksPath=/dev/null", "-C", directory, ...args],
      stdin: "null",
      // Nothing is locked only to be looked at: somebody may be at work in that repository.
      env: { GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" },
    }).output();
  } catch (error) {
    throw new RangeError(
      `git cannot be run: ${(error as Error).message}; install it, or name directories`,
    );
  }
  const text = new TextDecoder();
  return {
    success: output.success,
    stdout: text.decode(output.stdout).trim(),
    stderr: text.decode(output.stderr).trim(),
  };
}
