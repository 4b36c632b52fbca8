/** Runs the runtime's own tools on modules, with the project's import map. */
import { isInterrupt } from "../trial/interrupt_signals.ts";

/** What a tool said. */
export interface ToolOutput {
  readonly success: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

/** Somebody ended what was going on. */
export class Interrupted extends Error {}

/** A file of the project. */
export function fromProject(path: string): URL {
  return new URL(`../../${path}`, import.meta.url);
}

/**
 * Runs a tool such as `check` to its end. The project's lock file is left alone: what modules of the
 * user's own import does not belong there. Throws {@link Interrupted} if the signal ends it.
 */
export async function runDeno(
  [tool, ...args]: readonly string[],
  abort?: AbortSignal,
): Promise<ToolOutput> {
  if (abort?.aborted) throw new Interrupted();
  const { success, signal, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [tool, "--config=deno.json", "--no-lock", ...args],
    cwd: fromProject(""),
    env: { NO_COLOR: "1" },
    signal: abort,
  }).output();
  if (abort?.aborted || isInterrupt(signal)) throw new Interrupted();
  const text = new TextDecoder();
  return { success, stdout: text.decode(stdout), stderr: text.decode(stderr) };
}
