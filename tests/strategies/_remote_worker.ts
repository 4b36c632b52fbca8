/**
 * A producer on a thread of its own, for the contract suite: it connects and dispatches what it is
 * told, without schedule or clock.
 */
import { serveThread } from "../../experiments/trial/thread.ts";
import {
  type DropReason,
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
    /** Its first element goes up by one, with a notification, whenever a `dispatch` has returned. */
    readonly returned: Int32Array;
  }
  | { readonly kind: "close" };

/** A task that the strategy dropped on this thread, the answer to each request. */
export interface RemoteDrop {
  readonly task: number;
  readonly reason: DropReason | undefined;
}

let remote: Remote | null = null;
const dropped: RemoteDrop[] = [];

serveThread(async (request: RemoteRequest): Promise<RemoteDrop[]> => {
  if (request.kind === "connect") {
    const { strategy } = resolveStrategy(request.selection);
    const drop = (task: number, reason?: DropReason) => void dropped.push({ task, reason });
    remote = await strategy.connect!(request.endpoint, { capacity: request.capacity, drop });
  } else if (request.kind === "dispatch") {
    for (const task of request.tasks) {
      remote!.dispatch(task);
      Atomics.add(request.returned, 0, 1);
      Atomics.notify(request.returned, 0);
    }
  } else {
    await remote!.close();
  }
  return dropped.splice(0);
});
