import { INTERRUPT_SIGNALS } from "../experiments/trial/interrupt_signals.ts";
import { hasTerminal } from "./io.ts";

/**
 * Runs work that Ctrl-C, a polite kill or a closed terminal should end in good order rather than at once.
 *
 * @param run Gets a signal that aborts on any of these.
 * @param signals What ends it. @default SIGINT and SIGTERM, with a terminal SIGHUP
 * @returns What it returned.
 */
export async function interruptible<Result>(
  run: (signal: AbortSignal) => Promise<Result>,
  signals = endingSignals(hasTerminal()),
): Promise<Result> {
  const abort = new AbortController();
  const interrupt = () => abort.abort();
  for (const signal of signals) Deno.addSignalListener(signal, interrupt);
  try {
    return await run(abort.signal);
  } finally {
    for (const signal of signals) Deno.removeSignalListener(signal, interrupt);
  }
}

/**
 * The signals that end work. Under nohup, which leaves no stream to a terminal, a hang-up is to be
 * ignored, and a listener would undo that.
 *
 * @param hasTerminal Whether there is a terminal that could be closed.
 * @returns Their names.
 */
export function endingSignals(hasTerminal: boolean): readonly Deno.Signal[] {
  return INTERRUPT_SIGNALS.filter((signal) => signal !== "SIGHUP" || hasTerminal);
}
