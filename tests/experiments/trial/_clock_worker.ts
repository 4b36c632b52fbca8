/** A thread whose clock is set wrong, and tells the time when it is asked. */
import { localTimeMs } from "../../../experiments/trial/clock.ts";
import { serveThread } from "../../../experiments/trial/thread.ts";

const realNow = performance.now.bind(performance);
performance.now = () => realNow() + 1234.5;

serveThread((request: "time" | "fail"): number => {
  if (request === "fail") throw new RangeError("as asked");
  return localTimeMs();
});
