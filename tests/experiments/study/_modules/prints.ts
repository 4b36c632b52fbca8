/** Talks where nobody listens, and is fine apart from that. */
import { loopImmediate } from "../../../../strategies/loop_immediate.ts";

await Deno.stdout.write(new TextEncoder().encode("error: not at all\n"));
await Deno.stderr.write(new TextEncoder().encode("error: not at all\n"));

export default { ...loopImmediate, name: "prints" };
