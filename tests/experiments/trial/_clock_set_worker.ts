/** A thread that answers two alignments, with its clock set 5 s ahead between them. */
import { answerAlignment } from "../../../experiments/trial/clock.ts";

const scope = self as unknown as {
  onmessage: (event: MessageEvent<readonly SharedArrayBuffer[]>) => void;
  postMessage(message: "ready"): void;
};
const realNow = performance.now.bind(performance);
scope.onmessage = ({ data: [first, second] }) => {
  answerAlignment(first);
  performance.now = () => realNow() + 5000;
  answerAlignment(second);
};
scope.postMessage("ready");
