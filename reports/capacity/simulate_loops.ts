/**
 * The same questions as to the formulas, put to a simulation: what the sojourn is behind so many loops,
 * and how many meet the level.
 *
 * @module
 */
import { fitLaw, type SimulationModel } from "../../experiments/theory/mod.ts";
import type { ServiceLevel } from "../../experiments/service_level.ts";
import type { Interval } from "../stats/mod.ts";
import type { Deployment, SimulationAnswer, SimulationLength } from "./capacity_plan.ts";
import { leastLoops, MOST_LOOPS } from "./least_loops.ts";
import type { PlannedLoad } from "./predict_sojourn.ts";
import type { TaskProfile } from "./task_profile.ts";

/** A figure of the sojourn, as simulated. */
export interface SimulatedFigure {
  /** The estimate, in ms. */
  readonly ms: number;
  /** Its 95 % interval, in ms; null where the simulation gives none for this figure. */
  readonly interval: Interval | null;
}

/**
 * Simulates a queue.
 *
 * @param model The queue, with a steady state.
 * @param statistic Which figure of the sojourn is asked for.
 * @returns The figure; null if the simulation has no answer.
 */
export type SimulateFigure = (
  model: SimulationModel,
  statistic: ServiceLevel["statistic"],
) => SimulatedFigure | null;

/** What is simulated. */
export interface LoopsQuestion {
  /** What a task asks of a loop. */
  readonly profile: TaskProfile;
  /** Time for which a task holds a loop, hand-over included, in ms. */
  readonly holdingMs: number;
  /** Who comes. */
  readonly load: PlannedLoad;
  /** What must be met. */
  readonly level: ServiceLevel;
  /** How loops share the work. */
  readonly deployment: Deployment;
  /** What the formula found; the search begins there. Null if it found nothing. */
  readonly formulaLoops: number | null;
  /** Whether a run is long enough at a ρ below 1. */
  readonly lengthAt: (utilization: number) => SimulationLength;
}

/**
 * Finds the least number of loops by simulation.
 *
 * @param question What is asked.
 * @param simulate How a queue is simulated; with one seed for all, so that answers for neighbouring
 *   numbers of loops differ by the loops and not by chance.
 * @returns The answer; null if no number near the formula's meets the level.
 */
export function simulateLoops(
  question: LoopsQuestion,
  simulate: SimulateFigure,
): SimulationAnswer | null {
  const { load, level, deployment, holdingMs, formulaLoops, lengthAt } = question;
  const offered = load.ratePerSecond / 1000 * holdingMs;
  const from = Math.floor(offered) + 1;
  const near = formulaLoops ?? from;
  const most = Math.min(MOST_LOOPS, FARTHEST * near);
  const known = new Map<number, SimulatedFigure | null>();
  const loops = least((figure) => figure.ms, near);
  if (loops === null) return null;
  const figure = figureAt(loops)!;
  const atFormula = figureAt(near);
  return {
    loops,
    loopsInterval: figure.interval === null ? null : [
      least(({ interval, ms }) => interval?.[0] ?? ms, loops) ?? loops,
      least(({ interval, ms }) => interval?.[1] ?? ms, loops),
    ],
    sojournMs: figure.ms,
    sojournIntervalMs: figure.interval,
    utilization: offered / loops,
    length: lengthAt(offered / loops),
    atFormulaLoops: formulaLoops === null || atFormula === null ? null : {
      sojournMs: atFormula.ms,
      intervalMs: atFormula.interval,
      length: lengthAt(offered / formulaLoops),
    },
  };

  function least(of: (figure: SimulatedFigure) => number, around: number): number | null {
    return leastLoops(
      (loops) => {
        const figure = figureAt(loops);
        return figure !== null && of(figure) <= level.limitMs;
      },
      from,
      around,
      most,
    );
  }

  function figureAt(loops: number): SimulatedFigure | null {
    if (!known.has(loops)) {
      known.set(loops, simulate(modelOf(question, deployment, loops), level.statistic));
    }
    return known.get(loops)!;
  }
}

/** Beyond four times what the formula asks for, the two do not speak of the same thing. */
const FARTHEST = 4;

function modelOf(
  { profile, load }: LoopsQuestion,
  deployment: Deployment,
  loops: number,
): SimulationModel {
  const { ratePerSecond, arrivalScv } = load;
  const alone = deployment === "own-queues";
  // One of the loops with a queue of its own stands for all: they are alike and do not meet.
  const shareScv = alone ? 1 + (arrivalScv - 1) / loops : arrivalScv;
  const { setUp, handOverMs, holding, service } = profile;
  const wakes = setUp.valuesMs.some((ms) => ms > 0);
  return {
    arrivals: {
      kind: "renewal",
      gap: fitLaw(1000 / ratePerSecond * (alone ? loops : 1), shareScv),
    },
    service: holding,
    discipline: {
      kind: "fifo",
      servers: alone ? 1 : loops,
      ...(wakes ? { setUp } : {}),
      handOverMs,
      ...(service === holding ? {} : { stay: service }),
    },
  };
}
