import { defineStrategy, type Strategy } from "./strategy.ts";

/** Posts the task's number through a message channel whose other end is on the same loop. */
export const loopMessageChannel: Strategy<Record<never, never>> = defineStrategy({
  name: "loop-message-channel",
  family: "loop",
  summary: "MessageChannel: the task runs when its message comes out at the other port",
  placements: ["inside"],
  order: "fifo",
  parameters: {},
  discipline: () => ({ kind: "work-conserving" }),
  open(host) {
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = ({ data }: MessageEvent<number>) => void host.run(data);
    return {
      dispatch: (task) => port1.postMessage(task),
      close() {
        port2.onmessage = null;
        port1.close();
        port2.close();
      },
    };
  },
});
