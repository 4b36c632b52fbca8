import { type CellIdentity, isMeasured, type MeasuredTrial } from "../../experiments/record.ts";
import type { FailedTrial, TrialRecord } from "../../experiments/record.ts";
import type { StoredArms } from "../../experiments/gate_document.ts";
import type { StoredStudy } from "../../experiments/study_document.ts";
import { trialsOf } from "../summarize.ts";
import type { IdentityPair } from "./compared_metrics.ts";

/** No plan has more trials; a damaged study must not fill the memory. */
const MOST_BLOCKS = 100_000;

/** A cell of the base and the one of the head that is held against it. */
export type CellPair = IdentityPair;

/** What is known of one arm of a cell. */
export interface ArmSample {
  /** The measured trial of each block up to the last that is kept; null where there is none. */
  readonly byBlock: readonly (MeasuredTrial | null)[];
  /** Those that are there. */
  readonly measured: readonly MeasuredTrial[];
  /** Trials that yielded nothing. */
  readonly failed: readonly FailedTrial[];
  /** Blocks of which nothing is kept. */
  readonly missing: readonly number[];
}

/** What is known of a cell. */
export interface CellSample {
  /** The cells. */
  readonly pair: CellPair;
  /** One side. */
  readonly base: ArmSample;
  /** The other. */
  readonly head: ArmSample;
}

/**
 * Sorts the trials of two arms by cell and block.
 *
 * @param arms The arms.
 * @param pairs The cells.
 * @returns A sample a pair, in the same order.
 */
export function sampleArms({ base, head }: StoredArms, pairs: readonly CellPair[]): CellSample[] {
  return pairs.map((pair) => ({
    pair,
    base: sampleArm(pair.base, base),
    head: sampleArm(pair.head, head),
  }));
}

function sampleArm(cell: CellIdentity, { document, trials }: StoredStudy): ArmSample {
  const records = new Map<number, TrialRecord>();
  for (const trial of trialsOf(cell, trials)) records.set(trial.block, trial);
  const blocks = Array.from(
    { length: Math.min(document.blocks, MOST_BLOCKS) },
    (_, block) => block,
  );
  const kept = [...records.values()];
  const last = Math.max(-1, ...records.keys());
  return {
    byBlock: blocks.slice(0, last + 1).map((block) => {
      const trial = records.get(block);
      return trial !== undefined && isMeasured(trial) ? trial : null;
    }),
    measured: kept.filter(isMeasured),
    failed: kept.filter((trial): trial is FailedTrial => trial.state === "failed"),
    missing: blocks.filter((block) => !records.has(block)),
  };
}
