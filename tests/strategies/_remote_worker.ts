/**
 * A producer on a thread of its own, for the contract suite: it connects and dispatches what it is
 * told, without schedule or clock.
 */
import { serveThread } from "../../experiments/trial/thread.ts";
import {
  type Endpoint,
  type Remote,
  resolveStrategy,
  type Selection,
} from "../../strategies/mod.ts";

/** What the thread is asked, one at a time. */
export type RemoteRequest =
  | {
    readonly kind: "connect";
    readonly selection: Selection;
    readonly endpoint: Endpoint;
    readonly capacity: number;
  }
  | {
    readonly kind: "dispatch";
    readonly tasks: Int32Array;
    /** Its first element becomes 1, with a notification, when the last `dispatch` has returned. */
    readonly returned: SharedArrayBuffer;
  }
  | { readonly kind: "close" };

let remote: Remote | null = null;
const dropped: number[] = [];

serveThread(async (request: RemoteRequest): Promise<number[]> => {
  if (request.kind === "connect") {
    const { strategy } = resolveStrategy(request.selection);
    const drop = (task: number) => void dropped.push(task);
    remote = await strategy.connect!(request.endpoint, { capacity: request.capacity, drop });
  } else if (request.kind === "dispatch") {
    for (const task of request.tasks) remote!.dispatch(task);
    const flag = new Int32Array(request.returned);
    Atomics.store(flag, 0, 1);
    Atomics.notify(flag, 0);
  } else {
    await remote!.close();
  }
  return dropped.splice(0);
});
