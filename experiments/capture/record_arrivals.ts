/**
 * Records what reaches an HTTP server.
 *
 * @module
 */
import { type Capture, type CaptureOptions, wrapDispatcher } from "./wrap_dispatcher.ts";

/**
 * Makes a handler for `Deno.serve` that does what the given one does and records each request: when it
 * came, and how long it took until the handler answered (not until the body of its answer was read).
 * See {@link wrapDispatcher} for what passes through and what it costs.
 *
 * @param handler The handler, synchronous or not.
 * @param options Where to record to.
 * @returns The handler, with `close` and `stats` added.
 * @throws {CaptureError} If the file exists already or cannot be created.
 * @throws {TypeError} If `handler` is no function, or has a property `close` or `stats` of its own.
 * @throws {RangeError} If a size is out of its range.
 *
 * @example
 * ```ts
 * const handler = recordArrivals((request) => new Response(request.url), {
 *   path: "requests.ndjson",
 * });
 * const server = Deno.serve(handler);
 * Deno.addSignalListener("SIGINT", async () => {
 *   await server.shutdown();
 *   await handler.close();
 *   Deno.exit();
 * });
 * ```
 */
export function recordArrivals<Addr extends Deno.Addr = Deno.NetAddr>(
  handler: Deno.ServeHandler<Addr>,
  options: CaptureOptions,
): Deno.ServeHandler<Addr> & Capture {
  return wrapDispatcher(handler, options);
}
