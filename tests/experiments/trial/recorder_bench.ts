/**
 * What recording costs beside the clock reads it cannot do without. Each iteration serves TASKS tasks
 * with an empty body; divide by TASKS for the cost of one. Run with `deno bench`.
 *
 * @module
 */
import { createClock, localTimeMs } from "../../../experiments/trial/clock.ts";
import { createColumns } from "../../../experiments/trial/columns.ts";
import { createRecorder } from "../../../experiments/trial/recorder.ts";

const TASKS = 1_000;
const clock = createClock(localTimeMs());
const nothing = () => {};

Deno.bench({
  name: `clock reads alone, 2 × ${TASKS}`,
  group: "recording",
  baseline: true,
  fn(b) {
    const stamps = createColumns(TASKS, 1);
    const { now } = clock;
    const { started, ended } = stamps;
    b.start();
    for (let task = 0; task < TASKS; task++) {
      started[task] = now();
      nothing();
      ended[task] = now();
    }
    b.end();
  },
});

Deno.bench({
  name: `recorder.run, ${TASKS} tasks`,
  group: "recording",
  fn(b) {
    const recorder = createRecorder(createColumns(TASKS, 1), clock, { kind: "sync", run: nothing });
    b.start();
    for (let task = 0; task < TASKS; task++) recorder.run(task);
    b.end();
  },
});
