/**
 * Entry of the child process that examines the host: {@link ExamineOptions} as JSON on standard
 * input, the measurements as JSON in the file named by the first argument.
 *
 * @module
 */
import { examineHost, type ExamineOptions } from "./examine_host.ts";

const [recordPath] = Deno.args;
const options: ExamineOptions = await new Response(Deno.stdin.readable).json();
Deno.writeTextFileSync(recordPath, JSON.stringify(await examineHost(options)));
// The runtime's delay monitor may keep the loop alive.
Deno.exit(0);
