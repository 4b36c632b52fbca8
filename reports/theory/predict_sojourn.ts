import type { CellIdentity, MeasuredTrial } from "../../experiments/record.ts";
import type { LevelStatistic } from "../../experiments/service_level.ts";
import { addCounts } from "../summarize_metric.ts";
import { chooseModel, knownArrivals } from "./choose_model.ts";
import { type ChosenSimulation, simulateCell, type SimulationEffort } from "./simulated.ts";

/**
 * What a figure of the sojourn should be over trials as long as the measured ones: of formulas only some
 * give quantiles, so the queue that belongs to the cell's model is simulated. Whether the cell is stable
 * does not matter, since trials end.
 *
 * @param identity The cell.
 * @param trials Its measured trials.
 * @param statistic Which figure.
 * @param effort The seed, and how long the simulation may take.
 * @returns The figure in ms; null where no queue that can be simulated belongs to the cell.
 */
export function predictSojournMs(
  identity: CellIdentity,
  trials: readonly MeasuredTrial[],
  statistic: LevelStatistic,
  effort: SimulationEffort,
): number | null {
  const chosen = chooseSimulation(identity, trials);
  if (chosen === null) return null;
  const found = simulateCell(chosen, trials, effort);
  if ("reason" in found) return null;
  const { sojournMs, lateMs } = found;
  const ms = statistic === "mean" ? sojournMs.mean.mean : sojournMs.pooled[statistic];
  return Number.isFinite(ms) ? ms + lateMs : null;
}

function chooseSimulation(
  identity: CellIdentity,
  trials: readonly MeasuredTrial[],
): ChosenSimulation | null {
  if (trials.length === 0) return null;
  const counts = addCounts(trials.map(({ counts }) => counts));
  const choice = chooseModel(identity, { state: "stable", counts });
  if (choice.kind === "simulation") return choice;
  const arrivals = knownArrivals(identity);
  if (choice.kind !== "closed-form" || arrivals === null) return null;
  switch (choice.form) {
    case "set-up":
      return { arrivals, serving: { kind: "fifo", servers: 1 } };
    case "polled": {
      const { drain, producer, bodies } = choice;
      return bodies === "whole" ? { arrivals, serving: { kind: "polled", drain, producer } } : null;
    }
    case "delayed":
      return null;
  }
}
