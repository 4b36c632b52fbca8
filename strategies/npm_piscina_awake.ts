/**
 * What `npm_piscina.ts` lets an idle thread do before it destroys the pool: say that it is awake, and
 * wait in its event loop.
 *
 * @module
 */
import { parentPort } from "node:worker_threads";

/**
 * Tells the pool and never ends.
 *
 * @returns Never resolves.
 */
export default function stayAwake(): Promise<never> {
  parentPort!.postMessage("awake");
  return new Promise(() => {});
}
