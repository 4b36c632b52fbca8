/**
 * Entry of the process that imports a module of the user's own before a study begins: with the
 * permissions of a trial, so that what goes wrong in a trial goes wrong here. The request comes as JSON
 * on standard input, the answer goes as JSON to the file that the first argument names.
 *
 * @module
 */
import { UnknownNameError } from "../../strategies/mod.ts";
import { type InspectionAnswer, type InspectionRequest, wordsOf } from "./_inspection.ts";
import { inspectStrategy } from "./_inspect_strategy.ts";
import { inspectWorkload } from "./_inspect_workload.ts";

const [recordPath] = Deno.args;
const request: InspectionRequest = await new Response(Deno.stdin.readable).json();
Deno.writeTextFileSync(recordPath, JSON.stringify(await answer(request)));
// Not left to the loop to run dry: the module may have started something.
Deno.exit(0);

async function answer({ kind, path, url, given }: InspectionRequest): Promise<InspectionAnswer> {
  let module: Readonly<Record<string, unknown>>;
  try {
    module = await import(url);
  } catch (error) {
    return { state: "refused", message: `${path} cannot be imported: ${wordsOf(error)}` };
  }
  const inspect = kind === "strategy" ? inspectStrategy : inspectWorkload;
  try {
    const findings = given.map((parameters) => inspect(path, module.default, parameters));
    return { state: "described", findings };
  } catch (error) {
    if (error instanceof UnknownNameError) {
      return {
        state: "unknown-name",
        kind: error.kind,
        given: error.given,
        known: [...error.known],
      };
    }
    return { state: "refused", message: (error as Error).message };
  }
}
