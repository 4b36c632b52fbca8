/**
 * The calibration of a gate: thousands of simulated gates whose truth is known, and how often they alarm,
 * decided by the code that decides real ones, beside what other rules say of the very same series.
 *
 * @module
 */
import { createRandom, deriveSeed } from "../../../experiments/workload/random.ts";
import { tellsOf } from "../compared_metrics.ts";
import type { Decision } from "../decide.ts";
import {
  confirmAlarms,
  decideMetrics,
  type JudgedMetric,
  judgeMetric,
  verdictOfAll,
} from "../gate_rule.ts";
import { createTally, type GateFinding, type GateRow } from "./gate_tally.ts";
import {
  type Injection,
  NO_INJECTION,
  slowerService,
  slowerWakeUp,
  worseCell,
} from "./injection.ts";
import { NOISE_MODELS, type NoiseModel } from "./noise.ts";
import { alarmingRivals } from "./rivals.ts";
import {
  inject,
  type MetricSeries,
  simulateSample,
  type WeighedSeries,
  weighSeries,
} from "./simulate_gate.ts";

/** What is simulated. */
export interface GateCalibrationPlan {
  /** Gates a model and injection. */
  readonly gates: number;
  /** Blocks of a first sample. */
  readonly blocks: number;
  /** Blocks of the fresh run after an alarm. */
  readonly confirmationBlocks: number;
  /** Where randomness begins. */
  readonly seed: number;
  /** How machines disturb. */
  readonly models: readonly NoiseModel[];
}

/** What a calibration of the gate finds. */
export interface GateCalibration {
  /** What was simulated. */
  readonly plan: GateCalibrationPlan;
  /** An entry a model and injection; the first of each model without one. */
  readonly rows: readonly GateRow[];
}

/** The slow-downs: first none, then what may happen, then what each metric can see. */
export const INJECTIONS: readonly Injection[] = [
  NO_INJECTION,
  slowerService(0.05, 0.85),
  slowerService(0.1, 0.95),
  slowerWakeUp(0.05),
  worseCell(0.05, 0, "steady"),
  worseCell(0.1, 0, "steady"),
  worseCell(0.05, 2, "saturated"),
  worseCell(0.1, 2, "saturated"),
];

/** A plan that takes a minute or two. */
export const GATE_CALIBRATION_PLAN: GateCalibrationPlan = {
  gates: 2000,
  blocks: 13,
  confirmationBlocks: 30,
  seed: 1,
  models: NOISE_MODELS,
};

/**
 * Runs a calibration. All injections of a gate meet the same noise.
 *
 * @param plan What is simulated.
 * @param onGate Called after each gate with how many are done of how many.
 * @returns How often gates and their rivals alarm.
 */
export function calibrateGate(
  plan: GateCalibrationPlan,
  onGate: (done: number, of: number) => void = () => {},
): GateCalibration {
  const of = plan.gates * plan.models.length;
  let done = 0;
  const rows = plan.models.flatMap((model): GateRow[] => {
    const tallies = INJECTIONS.map(() => createTally());
    for (let gate = 0; gate < plan.gates; gate++) {
      const seedOf = (sample: string) => deriveSeed(plan.seed, "gate", model, gate, sample);
      const first = simulateSample(model, createRandom(seedOf("first")), plan.blocks);
      // Most gates never need it.
      let fresh: MetricSeries[] | null = null;
      const drawFresh = () =>
        fresh ??= simulateSample(model, createRandom(seedOf("fresh")), plan.confirmationBlocks);
      for (const [index, injection] of INJECTIONS.entries()) {
        tallies[index].add(
          judge(inject(first, injection), (alarms) => {
            const all = drawFresh();
            return inject(alarms.map((alarm) => all[alarm]), injection);
          }),
        );
      }
      onGate(++done, of);
    }
    return INJECTIONS.map(({ name, goal }, index) => ({
      ...{ noise: model, injection: name, goal, judgedBy: "interval" as const },
      ...tallies[index].counts(),
    }));
  });
  return { plan, rows };
}

/** Decides as a gate does. */
function judge(
  first: readonly MetricSeries[],
  drawFresh: (alarms: readonly number[]) => readonly MetricSeries[],
): GateFinding {
  const weighed = first.map(weighSeries);
  const decisions = decideMetrics(weighed);
  const judged = decisions.map((decision, at) => judgedMetric(weighed[at], decision));
  const alarms = judged.flatMap(({ verdict }, index) => verdict === "regressed" ? [index] : []);
  if (alarms.length > 0) {
    const fresh = drawFresh(alarms).map(weighSeries);
    for (const [at, { verdict }] of confirmAlarms(fresh).entries()) {
      const { adjustedWorse } = decisions[alarms[at]];
      judged[alarms[at]] = judgedMetric(fresh[at], { verdict, adjustedWorse });
    }
  }
  const byCell = Map.groupBy(first.keys(), (index) => first[index].cell);
  return {
    alarmed: alarms.length > 0,
    verdict: verdictOfAll([...byCell.values()].map((own) => own.map((index) => judged[index]))),
    regressed: first.filter((_, index) => judged[index].verdict === "regressed")
      .map(({ load, metric }) => `${load} ${metric.metric}`),
    rivals: alarmingRivals(first.filter(({ metric: { role } }) => role !== "exact")),
  };
}

function judgedMetric(
  { evidence, delta, metric, hasLostMore }: WeighedSeries,
  { verdict, adjustedWorse }: Pick<Decision, "verdict" | "adjustedWorse">,
): JudgedMetric {
  const tells = tellsOf(metric);
  const { worsening, interval90 } = evidence;
  return judgeMetric({
    ...{ verdict, tells, adjustedWorse, delta, hasLostMore },
    // Evidence of a count is a ratio in name alone.
    worsening: tells === "count" ? Math.log(worsening) : worsening,
    atWorst: interval90?.[1] ?? null,
  });
}
