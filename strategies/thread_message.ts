import { defineStrategy, type Endpoint, type Strategy } from "./strategy.ts";

/** Hands tasks from another thread over by `postMessage`, the way workers talk. */
export const threadMessage: Strategy<Record<never, never>> = defineStrategy({
  name: "thread-message",
  family: "thread",
  summary: "postMessage from another thread; the task runs when the message event fires",
  placements: ["outside"],
  order: "fifo",
  parameters: {},
  discipline: () => ({ kind: "work-conserving" }),
  open(host) {
    const { port1: here, port2: there } = new MessageChannel();
    let isOpen = true;
    here.onmessage = ({ data }) => {
      if (isOpen) void host.run(data);
    };
    return {
      endpoint: there,
      close() {
        isOpen = false;
        here.close();
        // Where no thread took it, it is still here.
        there.close();
      },
    };
  },
  connect(endpoint: Endpoint) {
    const port = endpoint as MessagePort;
    return {
      pacing: "spin",
      dispatch: (task) => port.postMessage(task),
      close: () => port.close(),
    };
  },
});
