/** A strategy that is reached from inside and, through a port, from another thread. */
import { defineStrategy } from "dispatch-lab/strategies";

export default defineStrategy({
  name: "both-placements",
  family: "thread",
  summary: "messages, wherever they come from",
  placements: ["inside", "outside"],
  order: "fifo",
  parameters: {
    batch: { kind: "number", default: 1, min: 1, max: 64, integer: true, about: "of no effect" },
    mode: { kind: "choice", choices: ["calm", "eager"], default: "calm", about: "of no effect" },
  },
  discipline: ({ batch }) => ({ kind: "work-conserving", concurrency: batch }),
  open(host) {
    const { port1: here, port2: there } = new MessageChannel();
    const { port1: inside, port2: sent } = new MessageChannel();
    here.onmessage = sent.onmessage = ({ data }) => void host.run(data);
    return {
      endpoint: there,
      dispatch: (task) => inside.postMessage(task),
      close() {
        for (const port of [here, there, inside, sent]) port.close();
      },
    };
  },
  connect(endpoint) {
    const port = endpoint as MessagePort;
    return {
      pacing: "spin",
      dispatch: (task) => port.postMessage(task),
      close: () => port.close(),
    };
  },
});
