/**
 * APIs that take a function and return a promise: ours, and the libraries' as their manuals show them.
 *
 * The libraries are imported here beside `strategies/npm_*.ts`, because as strategies they are given
 * numbers, and a promise a function is what their users pay for. Each is loaded only when it is opened.
 *
 * @module
 */
import { openSubmitter } from "../submit/submitter.ts";
import type { PromiseApiSpec } from "./cost_record.ts";

/** Takes functions and returns a promise for each. */
export interface PromiseApi {
  /** Hands a function over; the promise settles after it has run. */
  submit(run: () => void): Promise<unknown>;
  /** Releases what was opened. */
  close(): Promise<void> | void;
}

/** How many functions the libraries may have in progress at once; ours have no limit. */
export const LIBRARY_CONCURRENCY = 16;

/** What is used of `async/queue`, which brings no types. */
type MakeQueue = (
  worker: (run: () => void) => Promise<void>,
  concurrency: number,
) => { push(run: () => void): Promise<unknown>; kill(): void };

/** The worker of libraries that want one: an async function, without an await that they would pay for. */
// deno-lint-ignore require-await
async function work(run: () => void): Promise<void> {
  run();
}

/** The libraries by the name of the API that is used. */
export const LIBRARY_APIS: Readonly<Record<string, () => Promise<PromiseApi>>> = {
  async "fastq.promise"() {
    const { default: fastq } = await import("fastq");
    const queue = fastq.promise(work, LIBRARY_CONCURRENCY);
    return { submit: (run) => queue.push(run), close: () => queue.kill() };
  },
  async "p-limit"() {
    const { default: pLimit } = await import("p-limit");
    const limit = pLimit(LIBRARY_CONCURRENCY);
    return { submit: (run) => limit(run), close: () => limit.clearQueue() };
  },
  async "p-queue"() {
    const { default: PQueue } = await import("p-queue");
    const queue = new PQueue({ concurrency: LIBRARY_CONCURRENCY });
    return { submit: (run) => queue.add(run), close: () => queue.clear() };
  },
  async "async.queue"() {
    const { default: makeQueue }: { default: MakeQueue } = await import("async/queue.js");
    const queue = makeQueue(work, LIBRARY_CONCURRENCY);
    return { submit: (run) => queue.push(run), close: () => queue.kill() };
  },
};

/**
 * Opens an API.
 *
 * @param spec Which.
 * @param tasks Most functions that will be in it at once.
 * @returns The API.
 * @throws {RangeError} If there is no such library, strategy or parameter.
 */
export async function openPromiseApi(spec: PromiseApiSpec, tasks: number): Promise<PromiseApi> {
  if (spec.kind === "submitter") {
    const { name, values } = spec.strategy;
    const submitter = await openSubmitter(name, { parameters: values, capacity: tasks });
    return { submit: (run) => submitter.submit(run), close: () => submitter.close() };
  }
  if (!Object.hasOwn(LIBRARY_APIS, spec.name)) {
    throw new RangeError(`unknown library API "${spec.name}"`);
  }
  return await LIBRARY_APIS[spec.name]();
}
