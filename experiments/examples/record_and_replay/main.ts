/**
 * Records the arrivals at a live server, then says how to replay them:
 *
 * ```sh
 * deno task example:record [FILE] [SECONDS]
 * ```
 *
 * What a service of your own needs is marked with ①, ② and ③; the rest is a server to record and a
 * client that calls it.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { recordArrivals } from "../../capture/mod.ts"; // ① "@dispatch-lab/dispatch-lab/capture"
import { startThread } from "../../trial/thread.ts";
import type { Answers, Load } from "./client_worker.ts";

const RATE_PER_SECOND = 200;
const [path = "out/requests.ndjson", seconds = "5"] = Deno.args;

/** The handler of the service: hashes as many KiB as the path says, `/64`. */
function hash(request: Request): Response {
  const kibibytes = Number(new URL(request.url).pathname.slice(1));
  const digest = createHash("sha256").update(new Uint8Array(kibibytes * 1024)).digest("hex");
  return new Response(digest);
}

if (!(Number(seconds) > 0)) {
  console.error(`error: SECONDS must be above 0, got ${seconds}`);
  Deno.exit(2);
}
const folder = path.slice(0, path.lastIndexOf("/") + 1);
if (folder !== "") await Deno.mkdir(folder, { recursive: true });

// ② The recording handler takes the place of the handler. An example may overwrite its file.
const handler = recordArrivals(hash, { path, overwrite: true });
const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, handler);

using client = await startThread(new URL("./client_worker.ts", import.meta.url));
const load: Load = {
  port: server.addr.port,
  ratePerSecond: RATE_PER_SECOND,
  durationMs: Number(seconds) * 1000,
  seed: 1,
};
const { answered, failed } = await client.call<Answers>(load);

await server.shutdown();
await handler.close(); // ③ Writes what is left: without it the last second is missing.

const { recorded, lost, truncated, writtenBytes } = handler.stats();
console.log(`${answered} requests answered, ${failed} not, in ${seconds} s`);
console.log(
  `${recorded} recorded in ${path} (${writtenBytes} bytes), ${lost} lost, ${truncated} truncated`,
);
console.log(`\nreplay them:\n  deno task bench --trace ${path} --trace-demand durationMs`);
