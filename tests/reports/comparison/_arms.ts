/** Arms of comparisons made by hand. */
import type { CellIdentity, MeasuredTrial } from "../../../experiments/record.ts";
import type { StoredStudy } from "../../../experiments/study_document.ts";
import { createRandom } from "../../../experiments/workload/mod.ts";
import { around, cell, measured, study } from "../_records.ts";

/** A cell below saturation. */
export const EASY = cell("queue-notified", { workload: "poisson" });
/** A cell that is offered all it can carry. */
export const FULL = cell("queue-notified", {
  workload: "closed:thinkMs=0",
  arrivals: "closed",
  loop: "closed",
});

/** What an arm is like. */
export interface ArmShape {
  /** Its cells. @default EASY */
  readonly cells?: readonly CellIdentity[];
  /** Its blocks. @default 13 */
  readonly blocks?: number;
  /** By what its overheads, loop lag and waits are longer than those of another. @default 1 */
  readonly slower?: number;
  /** By what its throughput is lower. @default as much as the overheads are longer */
  readonly fewer?: number;
  /** Spread of its blocks about that. @default 0.01 */
  readonly spread?: number;
  /** Seed of that spread, which is not that of the study. @default 1 */
  readonly noise?: number;
  /** More of each trial. */
  readonly more?: (block: number) => Partial<MeasuredTrial>;
  /** More of the document. */
  readonly document?: Partial<StoredStudy["document"]>;
}

/** A study whose figures differ by a factor, and a little from block to block. */
export function arm(shape: ArmShape = {}): StoredStudy {
  const { cells = [EASY], blocks = 13, slower = 1, fewer = slower, spread = 0.01 } = shape;
  const random = createRandom(shape.noise ?? 1);
  const numbers = Array.from({ length: blocks }, (_, block) => block);
  const trials = numbers.flatMap((block) =>
    cells.map((identity) => {
      const factor = slower * Math.exp(spread * random.normal());
      const lag = Math.exp(spread * random.normal());
      const p50s = {
        dispatchOverheadMs: 0.02 * factor,
        waitMs: 0.1 * factor,
        loopLagMs: lag,
        // As many users as ever: who is served more slowly stays longer.
        ...(identity === FULL && { sojournMs: 5 * fewer }),
      };
      return measured(identity, block, p50s, {
        throughputPerSecond: 200 / fewer * Math.exp(spread / 10 * random.normal()),
        ...shape.more?.(block),
      });
    })
  );
  return study(trials, { blocks, ...shape.document });
}

/** A distribution without a value. */
export const NO_VALUES = {
  ...around(1, 0),
  mean: null,
  sd: null,
  p50: null,
  p90: null,
  p99: null,
  p999: null,
  max: null,
};

/** What a trial counts in which so many of its 100 tasks were left. */
export function leavingTasks(left: number): Pick<MeasuredTrial, "counts"> {
  return { counts: { ...measured(EASY, 0).counts, completed: 100 - left, unfinished: left } };
}
