/**
 * Entry of the child process: a spec as JSON on standard input, the result in the file named by the
 * first argument. Standard output and error belong to the code under test.
 *
 * @module
 */
import { scratchPathOf } from "./child_process.ts";
import { outliveInterrupts } from "./interrupt_signals.ts";
import { runTrial } from "./run_trial.ts";
import type { TrialSpec } from "./spec.ts";
import { encodeTrial } from "./trial_file.ts";

outliveInterrupts();

const [recordPath] = Deno.args;
const spec: TrialSpec = await new Response(Deno.stdin.readable).json();
const file = new URL("../../LICENSE", import.meta.url);
const result = await runTrial(spec, file, scratchPathOf(recordPath));
Deno.writeFileSync(recordPath, encodeTrial(result));
// Not left to the loop to run dry: a task that never ends would keep it.
Deno.exit(0);
