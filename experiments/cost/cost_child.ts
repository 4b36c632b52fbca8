/**
 * Entry of the child process that measures one cell in one round: a {@link CostRequest} as JSON on
 * standard input, the result as JSON in the file named by the first argument.
 *
 * @module
 */
import { scratchPathOf } from "../trial/child_process.ts";
import { outliveInterrupts } from "../trial/interrupt_signals.ts";
import type { CostRequest, CostResult } from "./cost_record.ts";

outliveInterrupts();

const [recordPath] = Deno.args;
const request: CostRequest = await new Response(Deno.stdin.readable).json();
const result = await measure(request, scratchPathOf(recordPath));
Deno.writeTextFileSync(recordPath, JSON.stringify(result));
// Not left to the loop to run dry: a strategy that does not close would keep it.
Deno.exit(0);

/** Loads only what is asked for: a trial's modules are many, and there are hundreds of children. */
async function measure(request: CostRequest, scratchPath: string): Promise<CostResult> {
  switch (request.kind) {
    case "burst":
      return await (await import("./burst.ts")).measureBurst(request, scratchPath);
    case "promises":
      return await (await import("./promises.ts")).measurePromises(request);
    case "wake":
      return await (await import("./wake.ts")).measureWake(request, scratchPath);
    case "throughput":
      return await (await import("./throughput.ts")).measureThroughput(request, scratchPath);
    case "idle-cpu":
      return await (await import("./idle_cpu.ts")).measureIdleCpu(request, scratchPath);
  }
}
