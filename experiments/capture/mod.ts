/**
 * Capture: records real arrivals from a live service, to be replayed with `--trace`. It runs in
 * production servers, so it imports no package and of this project little else.
 *
 * @module
 */
export { type CaptureStats } from "./arrival_log.ts";
export { recordArrivals } from "./record_arrivals.ts";
export { CaptureError } from "./trace_file.ts";
export {
  type AnyFunction,
  type Capture,
  type CaptureOptions,
  wrapDispatcher,
} from "./wrap_dispatcher.ts";
