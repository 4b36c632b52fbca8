/**
 * Runs work that Ctrl-C (or a polite kill) should end in good order rather than at once.
 *
 * @param run Gets a signal that aborts on SIGINT and SIGTERM.
 * @returns What it returned.
 */
export async function interruptible<Result>(
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const abort = new AbortController();
  const interrupt = () => abort.abort();
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) Deno.addSignalListener(signal, interrupt);
  try {
    return await run(abort.signal);
  } finally {
    for (const signal of signals) Deno.removeSignalListener(signal, interrupt);
  }
}
