/**
 * The sojourn behind c loops, by formula: its mean, and its tail on a grid of times.
 *
 * Every task holds a loop for H = B + h, the time B for which its body does and the hand-over h, and the
 * one that ends a loop's rest needs U = wake-up - h before that. A sojourn is a wait and then h + S, S
 * the body's service. λ arrival rate, Ca² and Ch² SCVs of gaps and of H, ρ = λ E[H]/c.
 *
 * `own-queues`: a loop of its own gets the rate λ/c. Random splitting leaves gaps of SCV 1 + (Ca² - 1)/c.
 *
 *     wait = Wq ⊕ D,   P(Wq > t) = P(N geometric residuals of H exceed t)          M/G/1
 *     D = U with probability 1/(1 + λ'E[U]), else the residual of U,   λ' = λ/c    set-up
 *
 * Exact for Poisson arrivals but for the grid. For others the wait of M/G/1 is stretched by
 * (Ca² + Ch²)/(1 + Ch²), which gives the mean of Kingman's approximation.
 *
 * `shared-queue`: with probability C a task finds no loop free and waits, else it pays U.
 *
 *     P(wait > t) ≈ C e^(-C t/Wq) + (1 - C) P(U > t),   Wq Allen and Cunneen's mean, C Erlang's
 *
 * An approximation: of the mean for holding times that are not exponential, of the tail for the same
 * reason, and of the set-ups, which it takes for as frequent as idle loops would be if waking took no
 * time. Loops that share a queue rest less than that, so it errs towards more loops, and the more so the
 * longer a wake-up is against a task. One loop has no one to share with and is as above.
 *
 * Note: tried to count set-ups as work, with C as the fixed point of Erlang C for a holding time of
 * E[H] + (1 - C) E[U]. The share that waits comes out right, but not how long: a hundred loops with a
 * wake-up of twenty tasks waited ten times as long as simulated ones.
 *
 * Source: L. Kleinrock, "Queueing Systems", volume 1 (1975), 5.7 (the wait as a geometric sum of
 * residuals); H. Takagi, "Queueing Analysis", volume 1 (1991), 2.2 (set-up); W. Whitt, "The Queueing
 * Network Analyzer", Bell System Technical Journal 62 (1983), 4.4 (splitting); A. O. Allen, "Probability,
 * Statistics, and Queueing Theory with Computer Science Applications" (1990), 5.3; A. Gandhi, M.
 * Harchol-Balter and I. Adan, "Server Farms with Setup Costs", Performance Evaluation 67 (2010), for
 * set-ups as an addition to the wait without them.
 *
 * @module
 */
import {
  erlangC,
  type LawMoments,
  lawMoments,
  momentsScv,
  pollaczekKhinchineWaitMs,
  predictGgc,
} from "../../experiments/theory/mod.ts";
import { LEVEL_STATISTICS, type ServiceLevel } from "../../experiments/service_level.ts";
import type { Deployment } from "./capacity_plan.ts";
import {
  compoundGeometric,
  exponentialMasses,
  type Grid,
  massesOf,
  residualMassesOf,
  tailOfSumAt,
  tailsOf,
  tailsOfSum,
  timeOfTail,
} from "./_grid.ts";
import type { MeasuredLaw, TaskProfile } from "./task_profile.ts";

/** The sojourn behind so many loops. */
export interface PredictedSojourn {
  /** Name of the model. */
  readonly model: string;
  /** ρ, below 1. */
  readonly utilization: number;
  /** Whether the level is met. */
  readonly meets: boolean;
  /** The figure that the level is set on, in ms; found on first use. NaN if it is beyond the limit. */
  figureMs(): number;
}

/** Who comes. */
export interface PlannedLoad {
  /** λ, tasks per second, all loops together. */
  readonly ratePerSecond: number;
  /** Ca². */
  readonly arrivalScv: number;
}

/** Predicts the sojourn of one profile at one level; what does not depend on loads is computed once. */
export interface SojournPredictor {
  /**
   * Predicts.
   *
   * @param deployment How loops share the work.
   * @param load Who comes.
   * @param loops c, a whole number of at least 1.
   * @returns The sojourn; null if so many loops are held all the time.
   */
  predict(deployment: Deployment, load: PlannedLoad, loops: number): PredictedSojourn | null;
  /** Time for which a task holds a loop, hand-over included. */
  readonly holding: LawMoments;
  /** The level's figure of wake-up and service alone, in ms: what the first task of an idle loop takes. */
  readonly floorMs: number;
}

/** A thousand steps up to the limit: what is met at all is met on this scale, or far below it. */
const STEPS = 1000;

/**
 * Makes a predictor.
 *
 * @param profile What a task asks of a loop.
 * @param level The service level.
 * @returns The predictor.
 */
export function sojournPredictor(profile: TaskProfile, level: ServiceLevel): SojournPredictor {
  const { handOverMs } = profile;
  const holdingLaw = shifted(profile.holding, handOverMs);
  const serviceLaw = shifted(profile.service, handOverMs);
  const setUpLaw = shifted(profile.setUp, -handOverMs);
  const holding = lawMoments(holdingLaw);
  const service = lawMoments(serviceLaw);
  const setUp = lawMoments(setUpLaw);
  const residualSetUpMs = setUp.meanMs === 0 ? 0 : setUp.secondMomentMs2 / (2 * setUp.meanMs);
  const holdingScv = momentsScv(holding);

  const probability = LEVEL_STATISTICS[level.statistic];
  const share = probability === null ? null : 1 - probability;
  const grid: Grid = { stepMs: level.limitMs / STEPS, steps: STEPS };
  const ofService = tailsOf(serviceLaw, grid);
  const afterSetUp = tailsOfSum(massesOf(setUpLaw, grid), ofService);
  const afterResidual = setUp.meanMs === 0
    ? ofService
    : tailsOfSum(residualMassesOf(setUpLaw, grid), ofService);

  return { predict, holding, floorMs: floorOf(setUpLaw, serviceLaw, level) };

  function predict(
    deployment: Deployment,
    load: PlannedLoad,
    loops: number,
  ): PredictedSojourn | null {
    if (load.ratePerSecond / 1000 * holding.meanMs >= loops) return null;
    return deployment === "own-queues" || loops === 1
      ? ownQueue(load, loops)
      : sharedQueue(load, loops);
  }

  function ownQueue({ ratePerSecond, arrivalScv }: PlannedLoad, loops: number): PredictedSojourn {
    const arrivalRatePerSecond = ratePerSecond / loops;
    const splitScv = 1 + (arrivalScv - 1) / loops;
    const stretch = (splitScv + holdingScv) / (1 + holdingScv);
    const utilization = arrivalRatePerSecond / 1000 * holding.meanMs;
    const setUps = arrivalRatePerSecond / 1000 * setUp.meanMs;
    const meanMs = stretch * pollaczekKhinchineWaitMs({
          arrivalRatePerSecond,
          serviceMeanMs: holding.meanMs,
          serviceSecondMomentMs2: holding.secondMomentMs2,
        }) + (setUp.meanMs + setUps * residualSetUpMs) / (1 + setUps) + service.meanMs;
    const model = withSetUp(splitScv === 1 ? "M/G/1" : "G/G/1 (stretched M/G/1)");
    return sojourn(model, utilization, meanMs, () => {
      // Arrivals without any spread in front of fixed work: nobody waits for anybody.
      const residuals = stretch === 0
        ? new Float64Array(STEPS + 1)
        : residualMassesOf(holdingLaw, { ...grid, stepMs: grid.stepMs / stretch });
      const waits = stretch === 0 ? atNought() : compoundGeometric(residuals, utilization);
      const tails = afterSetUp.map((tail, node) =>
        (tail + setUps * afterResidual[node]) / (1 + setUps)
      );
      return (node) => tailOfSumAt(waits, tails, node);
    });
  }

  function sharedQueue({ ratePerSecond, arrivalScv }: PlannedLoad, loops: number) {
    const ratePerMs = ratePerSecond / 1000;
    const waiting = erlangC(ratePerMs * holding.meanMs, loops);
    const prediction = predictGgc({
      arrivalRatePerSecond: ratePerSecond,
      arrivalScv,
      serviceMeanMs: holding.meanMs,
      serviceScv: holdingScv,
      servers: loops,
    });
    if (prediction.state !== "predicted") return null;
    const { waitMs, utilization } = prediction;
    const meanMs = waitMs + (1 - waiting) * setUp.meanMs + service.meanMs;
    const model = withSetUp(
      arrivalScv === 1 ? "M/G/c (Lee–Longton)" : "G/G/c (Allen–Cunneen)",
    );
    return sojourn(model, utilization, meanMs, () => {
      if (waitMs === 0 || waiting === 0) return (node) => afterSetUp[node];
      const waits = exponentialMasses(waitMs / waiting, grid);
      return (node) =>
        waiting * tailOfSumAt(waits, ofService, node) + (1 - waiting) * afterSetUp[node];
    });
  }

  function sojourn(
    model: string,
    utilization: number,
    meanMs: number,
    tails: () => (node: number) => number,
  ): PredictedSojourn {
    if (share === null) {
      return { model, utilization, meets: meanMs <= level.limitMs, figureMs: () => meanMs };
    }
    const tailAt = tails();
    return {
      model,
      utilization,
      meets: tailAt(STEPS) <= share,
      figureMs: () => timeOfTail(tailAt, grid, share),
    };
  }

  function withSetUp(model: string): string {
    return setUp.meanMs === 0 ? model : `${model} with set-up`;
  }
}

function atNought(): Float64Array {
  const masses = new Float64Array(STEPS + 1);
  masses[0] = 1;
  return masses;
}

function floorOf(setUp: MeasuredLaw, service: MeasuredLaw, level: ServiceLevel): number {
  const probability = LEVEL_STATISTICS[level.statistic];
  if (probability === null) return lawMoments(setUp).meanMs + lawMoments(service).meanMs;
  // A sum is at most a + b but where one of its parts is above a or the other above b.
  const half = (1 - probability) / 2;
  const mostMs = timeAbove(setUp, half) + timeAbove(service, half);
  if (mostMs === 0) return 0;
  const grid: Grid = { stepMs: mostMs / STEPS, steps: STEPS };
  const tails = tailsOfSum(massesOf(setUp, grid), tailsOf(service, grid));
  return timeOfTail((node) => node === STEPS ? 0 : tails[node], grid, 1 - probability);
}

/** The least value that no more than such a share exceeds. */
function timeAbove({ valuesMs, weights }: MeasuredLaw, share: number): number {
  let above = 0;
  for (let at = valuesMs.length - 1; at > 0; at--) {
    above += weights[at];
    if (above > share) return valuesMs[at];
  }
  return valuesMs[0];
}

function shifted(law: MeasuredLaw, byMs: number): MeasuredLaw {
  if (byMs === 0) return law;
  return { ...law, valuesMs: law.valuesMs.map((ms) => Math.max(0, ms + byMs)) };
}
