/**
 * From a request to sweep to a study plan and to where its cells lie on which curve; and from a rate
 * that the search for a knee asks for to trials. Pure and seeded.
 *
 * @module
 */
import { type Selection, writeSelection } from "../../strategies/mod.ts";
import type { StudyConfig } from "../study/config.ts";
import { type NamedTrace, type PlannedTrial, planStudy, type StudyPlan } from "../study/plan.ts";
import { NO_MODULES, type StudyModules } from "../study/study_modules.ts";
import {
  type CurveDocument,
  type GridPoint,
  isRate,
  type SweepDocument,
} from "../sweep_document.ts";
import { deriveSeed, shuffled } from "../workload/mod.ts";
import { writeAxis } from "./axis.ts";
import {
  type ExpandedSweep,
  expandSweep,
  type SweepRequest,
  withParameter,
} from "./expand_sweep.ts";

/** A curve as it is run. */
export interface PlannedCurve {
  /** What `study.json` says of it. */
  readonly document: CurveDocument;
  /** Its strategy, without what the curve goes over. */
  readonly strategy: Selection;
  /** Its workload, without what the curve goes over. */
  readonly workload: Selection;
}

/** A sweep that can be run. */
export interface SweepPlan {
  /** The grid. */
  readonly study: StudyPlan;
  /** The config of the grid, all values spelled out. */
  readonly config: StudyConfig;
  /** What `study.json` says of the sweep. */
  readonly document: SweepDocument;
  /** The curves, in the order of the document's. */
  readonly curves: readonly PlannedCurve[];
}

/** A rate that the search for a knee asks for. */
export interface KneeRequest {
  /** Index of the curve. */
  readonly curve: number;
  /** The rate. */
  readonly ratePerSecond: number;
}

/** A trial of a probe, with the plan that it is a part of. */
export interface PlannedProbe extends KneeRequest {
  /** Number of the round. */
  readonly round: number;
  /** The plan of its rate. */
  readonly plan: StudyPlan;
  /** The trial; its order goes on where the grid's ends. */
  readonly trial: PlannedTrial;
}

/**
 * Plans a sweep.
 *
 * @param request What was asked for.
 * @param trace The config's trace, if it names one.
 * @param modules What was found in the modules that the expanded config names. @default it names none
 * @returns The plan.
 * @throws {RangeError} If something does not exist or is out of its range, or a service level is asked
 *   for that one block cannot be held against.
 * @throws {SyntaxError} If a selection is not in the form `name:key=value`.
 */
export function planSweep(
  request: SweepRequest,
  trace: NamedTrace | null,
  modules: StudyModules = NO_MODULES,
): SweepPlan {
  const expanded = expandSweep(request);
  const study = planStudy(expanded.config, trace, modules);
  if (request.slo !== null && study.blocks < 2) {
    throw new RangeError(
      "whether a service level is met is told by an interval over blocks: ask for 2 blocks or more",
    );
  }
  const curves = planCurves(expanded, study, request.slo === null ? "not-sought" : "sought");
  const { x, second, config } = expanded;
  return {
    study,
    config,
    curves,
    document: {
      // With the seed, so that the command which names it asks for the same.
      config: { ...request.config, seed: study.seed },
      over: request.axes.map(writeAxis),
      x,
      second,
      slo: request.slo,
      precision: request.precision,
      curves: curves.map(({ document }) => document),
    },
  };
}

function planCurves(
  { x, second, bases, expanded }: ExpandedSweep,
  study: StudyPlan,
  knee: CurveDocument["knee"],
): PlannedCurve[] {
  const cells = study.cells.map(({ identity }, cell) => {
    const from = study.origins[cell];
    const strategy = expanded.strategy[from.strategy];
    const workload = expanded.workload[from.workload];
    return {
      identity,
      strategy: strategy.base,
      workload: workload.base,
      fixed: strategy.second ?? workload.second ?? null,
      point: { value: (strategy.x ?? workload.x)!, cell } satisfies GridPoint,
    };
  });
  const groups = Map.groupBy(
    cells,
    ({ identity, strategy, workload, fixed }) =>
      [strategy, workload, identity.placement, fixed].join(" "),
  );
  return [...groups.values()].map((group): PlannedCurve => {
    const [{ identity, fixed, ...base }] = group;
    const own = (scope: "strategy" | "workload") => {
      const selection = bases[scope][base[scope]];
      return second?.scope === scope && fixed !== null
        ? withParameter(selection, second.parameter, fixed)
        : selection;
    };
    const strategy = own("strategy");
    const workload = own("workload");
    return {
      strategy,
      workload,
      document: {
        strategy: writeSelection(strategy),
        workload: writeSelection(workload),
        placement: identity.placement,
        fixed,
        knee: isRate(x) && identity.loop === "open" ? knee : "not-sought",
        points: group.map(({ point }) => point).sort((a, b) => a.value - b.value),
      },
    };
  });
}

/**
 * The config of the study that a probe's trials are planned by.
 *
 * @param sweep The sweep.
 * @param request The curve and the rate.
 * @param round Number of the round: each has arrivals and demands of its own, the same for all curves.
 * @returns The config: one cell.
 */
export function probeConfig(
  { config, curves, document, study }: SweepPlan,
  { curve, ratePerSecond }: KneeRequest,
  round: number,
): StudyConfig {
  const { strategy, workload, document: { placement } } = curves[curve];
  const asked = withParameter(workload, document.x.parameter, ratePerSecond);
  return {
    ...config,
    strategies: [{ name: strategy.name, parameters: strategy.given }],
    workloads: [{ name: asked.name, parameters: asked.given }],
    placement,
    seed: deriveSeed(study.seed, "knee", round),
  };
}

/**
 * Plans a round of probes: block by block, within a block in random order.
 *
 * @param sweep The sweep.
 * @param requests A rate for each curve that is still searched.
 * @param round Number of the round, from 0.
 * @param modules What was found in the modules that the probes' configs name. @default they name none
 * @returns The trials in the order in which they run.
 * @throws {RangeError} If a rate is out of its range.
 */
export function planRound(
  sweep: SweepPlan,
  requests: readonly KneeRequest[],
  round: number,
  modules: StudyModules = NO_MODULES,
): PlannedProbe[] {
  const { study, curves } = sweep;
  const plans = requests.map((request) =>
    planStudy(probeConfig(sweep, request, round), null, modules)
  );
  const firstOrder = study.trials.length + round * curves.length * study.blocks;
  return Array.from(
    { length: study.blocks },
    (_, block) => shuffled(requests.length, deriveSeed(study.seed, "knee-order", round, block)),
  ).flatMap((order, block) => order.map((index) => ({ block, index })))
    .map(({ block, index }, position): PlannedProbe => ({
      ...requests[index],
      round,
      plan: plans[index],
      trial: { ...plans[index].trials[block], order: firstOrder + position },
    }));
}
