/** Leaves a well-formed record whose stamps cannot be true: tasks that are done and never ended. */
import { OUTCOME_CODE } from "../../../../experiments/trial/columns.ts";
import { encodeTrial } from "../../../../experiments/trial/trial_file.ts";
import { trialResult } from "../_trial_result.ts";

const rows = Array.from({ length: 10 }, (_, task) => ({
  intended: task,
  released: task,
  accepted: task,
  started: task,
  ended: task < 5 ? task + 0.5 : NaN,
  outcome: OUTCOME_CODE.completed,
}));
Deno.writeFileSync(Deno.args[0], encodeTrial(trialResult(rows, { observedMs: 20 })));
Deno.exit(0);
