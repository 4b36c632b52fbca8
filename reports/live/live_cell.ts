import { cellState } from "../cell_state.ts";
import { formatMs, NOTHING } from "../format.ts";
import { median } from "../stats/mod.ts";
import type { LiveTrial } from "./live_trial.ts";

/** What is known of a cell so far. */
export interface LiveCell {
  /** `waiting`: no block of it is done. The others by the rule of reports, over the blocks done. */
  readonly state: "waiting" | "stable" | "unstable" | "failed";
  /** What is printed: a time, or the state. */
  readonly text: string;
  /** How many blocks that rests on. */
  readonly note: string;
  /** More words, for who asks. */
  readonly detail: string;
  /** Share of its blocks that are done, from 0 to 1. */
  readonly share: number;
  /** Median over the measured blocks of each block's p99 wait, in ms; null where it means nothing. */
  readonly waitP99Ms: number | null;
}

/**
 * Summarises the trials of a cell that are done.
 *
 * @param trials Its trials.
 * @param blocks How many blocks there will be.
 * @returns What is known.
 */
export function liveCell(trials: readonly LiveTrial[], blocks: number): LiveCell {
  const measured = trials.filter(({ state }) => state !== "failed");
  const failed = trials.filter(({ state }) => state === "failed");
  const unstable = measured.filter(({ state }) => state === "unstable");
  if (trials.length === 0) {
    return {
      state: "waiting",
      text: NOTHING,
      note: `0 of ${blocks}`,
      detail: "no block is done",
      share: 0,
      waitP99Ms: null,
    };
  }
  const state = cellState(measured.length, unstable.length);
  const waits = measured.flatMap(({ waitP99Ms }) => waitP99Ms ?? []);
  const waitP99Ms = state === "stable" && waits.length > 0 ? median(waits) : null;
  const troubles = [
    ...(unstable.length > 0 ? [`${unstable.length} unstable`] : []),
    ...(failed.length > 0 ? [`${failed.length} failed`] : []),
  ];
  const isMixed = trials.some((trial) => trial.state !== state);
  const known = waitP99Ms === null
    ? []
    : [`median p99 wait of ${waits.length === 1 ? "1 block" : `${waits.length} blocks`}`];
  return {
    state,
    text: state === "stable" ? formatMs(waitP99Ms) : state,
    // What is true of all its blocks, the text says.
    note: [`${trials.length} of ${blocks}`, ...isMixed ? troubles : []].join(", "),
    detail: [...known, ...troubles, ...failed.slice(0, 1).map(({ message }) => message)].join("; "),
    share: trials.length / blocks,
    waitP99Ms,
  };
}
