/**
 * From a study to a capacity plan. Pure: the simulation is handed in.
 *
 * @module
 */
import type { CellIdentity, MeasuredTrial } from "../../experiments/record.ts";
import type { StoredStudy } from "../../experiments/study_document.ts";
import { lawMoments, momentsScv } from "../../experiments/theory/mod.ts";
import { formatMs, formatServiceLevel } from "../format.ts";
import type { ReportCell } from "../report.ts";
import type { ServiceLevel } from "../../experiments/service_level.ts";
import { type Interval, jackknifeInterval } from "../stats/mod.ts";
import { summarize } from "../summarize.ts";
import { assumptionsOf } from "./assumptions.ts";
import type {
  CapacityPlan,
  CapacityRequest,
  Deployment,
  FormulaAnswer,
  PlannedCell,
  PlannedDeployment,
  RefusedCell,
  RunSize,
  SimulationAnswer,
} from "./capacity_plan.ts";
import { leastLoops, MOST_LOOPS } from "./least_loops.ts";
import { type PlannedLoad, type SojournPredictor, sojournPredictor } from "./predict_sojourn.ts";
import { reproduceMeasured } from "./reproduce_measured.ts";
import { type SimulateFigure, simulateLoops } from "./simulate_loops.ts";
import { profileTasks, type TaskProfile } from "./task_profile.ts";
import { warningsOf } from "./warnings.ts";
import { simulationLength } from "./simulated_figure.ts";
import { whyNotPlannable } from "./why_not_plannable.ts";

/** A simulation and how much of it there is. */
export interface PlanSimulation extends RunSize {
  /** Runs it. */
  readonly simulate: SimulateFigure;
}

const DEPLOYMENTS = ["shared-queue", "own-queues"] as const satisfies readonly Deployment[];
/** Numbers this much apart are one answer: both models are coarser than that. */
const ALIKE = 0.05;

/**
 * Plans capacity: for each cell that had a steady state the least number of loops that meets the level
 * at the rate, by formula and by simulation.
 *
 * The formula's interval is that of a jackknife over blocks, on the logarithm of the number: blocks are
 * the unit of statistics here as everywhere. It is widened to hold the number itself, rounded outwards,
 * and cut below at the fewest loops that can carry the rate at all, were the mean holding time at the
 * lower end of its own interval. Note: tried a number for each block alone, with Student's t over those;
 * rejected because the tail of a block's few hundred tasks is anybody's guess.
 *
 * @param study What is on disk.
 * @param request What is asked.
 * @param simulation What simulates; null to ask the formulas alone.
 * @returns The plan. A cell is either planned or refused with a reason.
 */
export function planCapacity(
  study: StoredStudy,
  request: CapacityRequest,
  simulation: PlanSimulation | null = null,
): CapacityPlan {
  const { document } = study;
  const report = summarize(study);
  const { only = {} } = request;
  const cells: PlannedCell[] = [];
  const refused: RefusedCell[] = [];
  document.cells.forEach((identity, index) => {
    const isAsked = (["strategy", "workload", "placement"] as const)
      .every((field) => only[field] === undefined || only[field] === identity[field]);
    if (!isAsked) return;
    const outcome = planCell(identity, report.cells[index], study, request, simulation);
    if ("reason" in outcome) refused.push(outcome);
    else cells.push(outcome);
  });
  const { cpu, cores } = document.environment;
  return {
    schema: "dispatch-lab/plan@1",
    study: { createdAt: document.createdAt, fingerprint: document.fingerprint, cpu, cores },
    request: {
      ratePerSecond: request.ratePerSecond,
      level: request.level,
      arrivals: request.arrivals ?? { kind: "poisson" },
    },
    simulation: simulation && { customers: simulation.customers, seed: simulation.seed },
    assumptions: assumptionsOf(cells),
    warnings: report.warnings,
    cells,
    refused,
  };
}

function planCell(
  identity: CellIdentity,
  cell: ReportCell,
  study: StoredStudy,
  request: CapacityRequest,
  simulation: PlanSimulation | null,
): PlannedCell | RefusedCell {
  const { strategy, workload, placement } = identity;
  const named = { strategy, workload, placement };
  const refusal = whyNotPlannable(identity, cell);
  if (refusal !== null) return { ...named, ...refusal };
  const trials = study.trials.filter((trial): trial is MeasuredTrial =>
    trial.state === "measured" && trial.stability.state === "stable" &&
    trial.cell.strategy === strategy && trial.cell.workload === workload &&
    trial.cell.placement === placement
  );
  const profile = profileTasks(trials);
  if (profile === null) {
    return {
      ...named,
      reason: "not-measured",
      message: "its records do not say how long each task held the loop: run the study again",
    };
  }
  const arrivalScv = scvOf(request, cell);
  if (arrivalScv === null) {
    return {
      ...named,
      reason: "not-measured",
      message: "too few tasks for an SCV of its arrivals",
    };
  }
  const load = { ratePerSecond: request.ratePerSecond, arrivalScv };
  const { level } = request;
  const predictor = sojournPredictor(profile, level);
  const measured = basisOf(trials, profile, cell);
  const { holdingScv } = measured;
  const deployments = DEPLOYMENTS.map((deployment): PlannedDeployment => {
    const formula = askFormula(predictor, trials, { deployment, load, level });
    const simulated = simulation === null ? null : simulateLoops({
      profile,
      holdingMs: predictor.holding.meanMs,
      load,
      level,
      deployment,
      formulaLoops: formula?.loops ?? null,
      lengthAt: (utilization) =>
        simulationLength(simulation.customers, utilization, arrivalScv, holdingScv),
    }, simulation.simulate);
    const verdict = simulation === null ? "not-simulated" : compare(formula, simulated);
    return { deployment, formula, simulation: simulated, verdict };
  });
  const { floorMs } = predictor;
  if (deployments.every(({ formula, simulation }) => formula === null && simulation === null)) {
    return {
      ...named,
      reason: "unreachable",
      message: floorMs > level.limitMs
        ? `no number of loops meets ${formatServiceLevel(level)}: wake-up and service alone take ` +
          formatMs(floorMs)
        : `more than ${MOST_LOOPS} loops would be needed for ${formatServiceLevel(level)}`,
    };
  }
  const planned: Omit<PlannedCell, "warnings"> = {
    ...named,
    unit: cell.servers === null ? "loop" : "thread",
    measured,
    reproduction: reproduceMeasured(trials, profile, level.statistic, {
      ...measured,
      loops: cell.servers ?? 1,
    }),
    arrivalScv,
    extrapolation: request.ratePerSecond / measured.arrivalRatePerSecond,
    floorMs,
    deployments,
  };
  return {
    ...planned,
    warnings: warningsOf(planned, cell, request),
  };
}

/** What one search looks for. */
interface FormulaQuestion {
  readonly deployment: Deployment;
  readonly load: PlannedLoad;
  readonly level: ServiceLevel;
}

function askFormula(
  predictor: SojournPredictor,
  trials: readonly MeasuredTrial[],
  question: FormulaQuestion,
): FormulaAnswer | null {
  const loops = leastByFormula(predictor, question);
  if (loops === null) return null;
  const { deployment, load, level } = question;
  const { model, utilization, figureMs } = predictor.predict(deployment, load, loops)!;
  const interval = jackknifeInterval(trials, (blocks) => {
    if (blocks.length === trials.length) return Math.log(loops);
    const profile = profileTasks(blocks);
    if (profile === null) return NaN;
    return Math.log(leastByFormula(sojournPredictor(profile, level), question) ?? NaN);
  });
  return {
    model,
    loops,
    loopsInterval: trials.length < 2
      ? null
      : outwards(interval, loops, fewestLoops(trials, predictor, question)),
    sojournMs: figureMs(),
    utilization,
  };
}

function leastByFormula(
  predictor: SojournPredictor,
  { deployment, load }: FormulaQuestion,
): number | null {
  const from = Math.floor(load.ratePerSecond / 1000 * predictor.holding.meanMs) + 1;
  return leastLoops((loops) => predictor.predict(deployment, load, loops)?.meets ?? false, from);
}

/** The fewest loops with a ρ below 1, were the mean holding time as short as the blocks leave open. */
function fewestLoops(
  trials: readonly MeasuredTrial[],
  { holding }: SojournPredictor,
  { load, level }: FormulaQuestion,
): number {
  const meanMs = (blocks: readonly MeasuredTrial[]) => {
    if (blocks.length === trials.length) return holding.meanMs;
    const profile = profileTasks(blocks);
    return profile === null ? NaN : sojournPredictor(profile, level).holding.meanMs;
  };
  const [low] = jackknifeInterval(trials, (blocks) => Math.log(meanMs(blocks))) ?? [-Infinity];
  return Math.floor(load.ratePerSecond / 1000 * Math.exp(low)) + 1;
}

/** From logarithms to whole numbers around the one that was found; open above if there is no interval. */
function outwards(
  logs: Interval | null,
  loops: number,
  fewest: number,
): readonly [number, number | null] {
  if (logs === null) return [Math.min(fewest, loops), null];
  // What logarithms round away must not count as a loop.
  const [low, high] = [Math.exp(logs[0]) * (1 + 1e-9), Math.exp(logs[1]) * (1 - 1e-9)];
  const most = Math.ceil(Math.max(high, loops));
  const least = Math.max(Math.min(fewest, loops), Math.floor(Math.min(low, loops)));
  return [least, most > MOST_LOOPS ? null : most];
}

function compare(
  formula: FormulaAnswer | null,
  simulation: SimulationAnswer | null,
): PlannedDeployment["verdict"] {
  if (formula === null || simulation === null) return formula === simulation ? "agree" : "differ";
  const [low, high] = simulation.loopsInterval ?? [simulation.loops, simulation.loops];
  const nearestLoops = Math.min(Math.max(formula.loops, low), high ?? Infinity);
  const apart = Math.abs(formula.loops - nearestLoops);
  return apart <= Math.max(1, ALIKE * nearestLoops) ? "agree" : "differ";
}

function scvOf({ arrivals = { kind: "poisson" } }: CapacityRequest, cell: ReportCell) {
  switch (arrivals.kind) {
    case "poisson":
      return 1;
    case "scv":
      return arrivals.scv;
    case "measured":
      return cell.arrivalScv;
  }
}

function basisOf(
  trials: readonly MeasuredTrial[],
  profile: TaskProfile,
  cell: ReportCell,
): PlannedCell["measured"] {
  const holding = lawMoments(profile.holding);
  const mean = (of: (trial: MeasuredTrial) => number) =>
    trials.reduce((sum, trial) => sum + of(trial), 0) / trials.length;
  return {
    blocks: trials.length,
    tasks: trials.reduce((sum, { metrics }) => sum + metrics.serviceMs.count, 0),
    arrivalRatePerSecond: mean(({ arrivalRatePerSecond }) => arrivalRatePerSecond),
    utilization: mean(({ utilization }) => utilization),
    arrivalScv: cell.arrivalScv,
    holdingMs: holding.meanMs,
    holdingScv: momentsScv(holding),
    serviceMs: lawMoments(profile.service).meanMs,
    setUpMs: lawMoments(profile.setUp).meanMs,
    setUpFrom: profile.setUpFrom,
    handOverMs: profile.handOverMs,
  };
}
