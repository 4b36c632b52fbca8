/** A strategy that looks sound and ends the process of each trial. */
import { loopImmediate } from "../../../../strategies/loop_immediate.ts";
import { defineStrategy } from "dispatch-lab/strategies";

export default defineStrategy({ ...loopImmediate, open: () => Deno.exit(3) });
