/** Gets whatever a process group gets, and goes on. */
import {
  INTERRUPT_SIGNALS,
  outliveInterrupts,
} from "../../../../experiments/trial/interrupt_signals.ts";

// A thread of the runtime hands signals on. Whoever ends before it has done so has no listener left, and
// dies of them; a listener of this module's own would hide that there is no other.
const { addSignalListener } = Deno;
const waits: Promise<void>[] = [];
Object.defineProperty(Deno, "addSignalListener", {
  value: (signal: Deno.Signal, listener: () => void) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    waits.push(promise);
    addSignalListener(signal, () => {
      listener();
      resolve();
    });
  },
});

outliveInterrupts();
// Signals that may come keep no process up.
const awake = setInterval(() => {}, 60_000);
for (const signal of INTERRUPT_SIGNALS) Deno.kill(Deno.pid, signal);
await Promise.all(waits);
clearInterval(awake);
throw new Error(`outlived ${waits.length}`);
