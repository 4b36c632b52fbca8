/**
 * Helper threads of a trial: started, aligned with the loop's clock, asked one thing at a time.
 *
 * @module
 */
import { alignClock, type Alignment, answerAlignment, createAlignmentBuffer } from "./clock.ts";

/** A helper thread, as the loop sees it. */
export interface Thread extends Disposable {
  /** How its clock relates to this thread's. */
  readonly alignment: Alignment;
  /**
   * Sends a request and waits for its answer.
   *
   * @param request Anything structured-cloneable.
   * @param transfer What in it changes hands rather than being copied. @default nothing
   * @returns What the thread's handler returned.
   * @throws {Error} If the handler threw, or the thread broke down.
   */
  call<Answer>(request: unknown, transfer?: Transferable[]): Promise<Answer>;
}

type ToThread =
  | { readonly kind: "align"; readonly buffer: SharedArrayBuffer }
  | { readonly kind: "call"; readonly request: unknown };

type FromThread =
  | { readonly kind: "ready" }
  | { readonly kind: "answer"; readonly answer: unknown }
  | { readonly kind: "error"; readonly message: string };

/**
 * Starts a thread whose module calls {@link serveThread}, and aligns the clocks.
 *
 * @param module The thread's module.
 * @returns The thread; disposing of it ends it at once.
 */
export async function startThread(module: URL): Promise<Thread> {
  const worker = new Worker(module, { type: "module" });
  const receive = () =>
    new Promise<FromThread>((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = (event) => {
        event.preventDefault();
        reject(new Error(`helper thread: ${event.message}`));
      };
    });
  await receive();
  const buffer = createAlignmentBuffer();
  worker.postMessage({ kind: "align", buffer } satisfies ToThread);
  const alignment = alignClock(buffer);
  return {
    alignment,
    async call<Answer>(request: unknown, transfer: Transferable[] = []) {
      worker.postMessage({ kind: "call", request } satisfies ToThread, transfer);
      const reply = await receive();
      if (reply.kind === "error") throw new Error(reply.message);
      return (reply as { answer: unknown }).answer as Answer;
    },
    [Symbol.dispose]: () => worker.terminate(),
  };
}

/**
 * Answers requests; called once by a thread's module.
 *
 * @param handle Takes a request and returns its answer.
 */
export function serveThread<Request>(handle: (request: Request) => unknown): void {
  const scope = self as unknown as {
    onmessage: (event: MessageEvent<ToThread>) => void;
    postMessage(message: FromThread): void;
  };
  scope.onmessage = async ({ data }) => {
    if (data.kind === "align") return answerAlignment(data.buffer);
    try {
      scope.postMessage({ kind: "answer", answer: await handle(data.request as Request) });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      scope.postMessage({ kind: "error", message });
    }
  };
  scope.postMessage({ kind: "ready" });
}
