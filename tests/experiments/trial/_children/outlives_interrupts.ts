/** Gets whatever a process group gets, and goes on. */
import {
  INTERRUPT_SIGNALS,
  outliveInterrupts,
} from "../../../../experiments/trial/interrupt_signals.ts";

outliveInterrupts();
for (const signal of INTERRUPT_SIGNALS) Deno.kill(Deno.pid, signal);
throw new Error(`outlived ${INTERRUPT_SIGNALS.length}`);
