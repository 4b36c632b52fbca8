import type { MeasuredTrial } from "../../../experiments/record.ts";
import type { StoredStudy } from "../../../experiments/study_document.ts";
import { everyKindOfCell } from "../_every_kind_of_cell.ts";
import { histogramAround } from "../_records.ts";

/** Every kind of cell, and everything recorded that a figure can show. */
export function richStudy(): StoredStudy {
  const { document, trials } = everyKindOfCell();
  return {
    document,
    trials: trials.map((trial) => trial.state === "failed" ? trial : enriched(trial)),
  };
}

function enriched(trial: MeasuredTrial): MeasuredTrial {
  const { block } = trial;
  return {
    ...trial,
    lateBeyondIdealMs: 0.01 * (block + 1),
    histograms: { ...trial.histograms, sojournMs: histogramAround(2) },
    timeLine: {
      binMs: 10,
      inSystem: [0.5 + block, 1 + block, 0],
      loopLagMaxMs: [0.25 * (block + 1), null, 0],
    },
  };
}
