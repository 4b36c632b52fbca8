import { formatMs, formatMsWithInterval, formatUtilization, NOTHING } from "../format.ts";
import type { Interval } from "../stats/mod.ts";
import type { LevelStatistic } from "../../experiments/service_level.ts";
import type { PlannedCell, PlannedDeployment, SimulationLength } from "./capacity_plan.ts";

/** Stands where an interval would pretend to be one. */
const TOO_SHORT = "too short";

/** A deployment in words. */
export const DEPLOYMENT_WORDS = {
  "shared-queue": "one shared queue",
  "own-queues": "a queue each, sent at random",
} as const satisfies Record<PlannedDeployment["deployment"], string>;

/**
 * The table of a planned cell, for renderers: a row for each answer. `≠` marks a formula that misses what
 * was measured, and a simulation that contradicts the formula; `too short` and `?` a simulation that cannot
 * be relied on.
 *
 * @param cell The cell.
 * @param statistic The figure of the sojourn that the level is set on.
 * @returns Rows of cells, the header first: deployment, who says so, loops, interval, ρ and the figure.
 */
export function deploymentRows(cell: PlannedCell, statistic: LevelStatistic): string[][] {
  const isFew = cell.warnings.some(({ code }) => code === "few-blocks");
  const header = [
    "deployment",
    "by",
    `${cell.unit}s`,
    isFew ? "95 % interval (few-blocks)" : "95 % interval",
    "ρ",
    `${statistic} sojourn`,
  ];
  return [header, ...asMeasured(cell), ...cell.deployments.flatMap(rowsOf)];
}

function asMeasured({ reproduction }: PlannedCell): string[][] {
  if (reproduction === null) return [];
  const { loops, utilization, measuredMs, model, predictedMs, verdict } = reproduction;
  const same = [whole(loops), NOTHING, formatUtilization(utilization)];
  return [
    ["as measured", "measured", ...same, formatMs(measuredMs)],
    ["", verdict === "differ" ? `${model} ≠` : model, ...same, formatMs(predictedMs)],
  ];
}

function rowsOf({ deployment, formula, simulation, verdict }: PlannedDeployment): string[][] {
  const words = DEPLOYMENT_WORDS[deployment];
  const rows = [
    formula === null ? [words, "formula", "none found", NOTHING, NOTHING, NOTHING] : [
      words,
      formula.model,
      whole(formula.loops),
      range(formula.loopsInterval),
      formatUtilization(formula.utilization),
      formatMs(formula.sojournMs),
    ],
  ];
  if (verdict === "not-simulated") return rows;
  const by = verdict === "differ" ? "simulation ≠" : "simulation";
  if (simulation === null) return [...rows, ["", by, "none found", NOTHING, NOTHING, NOTHING]];
  rows.push([
    "",
    by,
    whole(simulation.loops),
    simulation.length === "too-short" ? TOO_SHORT : range(simulation.loopsInterval),
    formatUtilization(simulation.utilization),
    figure(simulation.sojournMs, simulation.sojournIntervalMs, simulation.length),
  ]);
  const { atFormulaLoops } = simulation;
  if (formula !== null && atFormulaLoops !== null && formula.loops !== simulation.loops) {
    rows.push([
      "",
      "simulation of the formula's",
      whole(formula.loops),
      atFormulaLoops.length === "too-short" ? TOO_SHORT : NOTHING,
      formatUtilization(formula.utilization),
      figure(atFormulaLoops.sojournMs, atFormulaLoops.intervalMs, atFormulaLoops.length),
    ]);
  }
  return rows;
}

/** A run that is too short knows neither its figure nor, still less, how far off that is. */
function figure(ms: number, interval: Interval | null, length: SimulationLength): string {
  return length === "too-short" ? `${formatMs(ms)} ?` : formatMsWithInterval(ms, interval);
}

/** Loops are counted: no digit is rounded away. */
function whole(loops: number): string {
  return String(loops).replace(/\B(?=(\d{3})+$)/g, loops > 9999 ? "," : "");
}

function range(interval: readonly [low: number, high: number | null] | null): string {
  if (interval === null) return NOTHING;
  const [low, high] = interval;
  return high === null ? `${whole(low)} or more` : `${whole(low)} to ${whole(high)}`;
}
