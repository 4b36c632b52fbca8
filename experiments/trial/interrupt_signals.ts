/**
 * What ends a command politely: Ctrl-C, a job that is cancelled, a terminal that is closed. Most of it
 * reaches the whole process group, children included.
 */
export const INTERRUPT_SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT"]
  : ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Whether a child ended because somebody ends the whole command, perhaps before that is known here.
 *
 * @param signal What ended it; null if it ended by itself.
 * @returns True for {@link INTERRUPT_SIGNALS}.
 */
export function isInterrupt(signal: Deno.Signal | null): boolean {
  return signal !== null && INTERRUPT_SIGNALS.includes(signal);
}

/** Lets a child go on whatever reaches its process group: its parent decides what becomes of it. */
export function outliveInterrupts(): void {
  for (const signal of INTERRUPT_SIGNALS) Deno.addSignalListener(signal, () => {});
}
