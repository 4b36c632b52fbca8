/**
 * What `calibrate:gate` is asked for: its flags, and what they mean.
 *
 * @module
 */
import { blocksNeeded } from "../mod.ts";
import {
  GATE_CALIBRATION_PLAN as DEFAULTS,
  type GateCalibrationPlan,
  NOISE_MODELS,
  type NoiseModel,
  SIMULATED_HYPOTHESES,
} from "../reports/comparison/calibration/mod.ts";
import { type FlagTable, numberFlag, type ParsedFlags } from "./flags.ts";
import { countSeriesHypotheses } from "./gate_series_job.ts";
import {
  type Condition,
  planSeries,
  SERIES_INJECTIONS,
  type SeriesGate,
  type SeriesInjection,
} from "./gate_series_plan.ts";
import { didYouMean, UsageError } from "./usage.ts";

const MOST_GATES = 1_000_000;

/** The flags. */
export const CALIBRATE_GATE_FLAGS = {
  "gates": {
    value: "N",
    about: `simulated gates a row, 0 to simulate none; default ${DEFAULTS.gates}`,
  },
  "noise": {
    value: "A,B",
    list: true,
    about: `models of noise; default ${NOISE_MODELS.join(",")}`,
  },
  "machine": { value: "N", about: "real gates of the same code on this machine; default 0" },
  "inject": {
    value: "A,B",
    list: true,
    about: `slow-downs of real gates, of ${Object.keys(SERIES_INJECTIONS).join(", ")}; ` +
      "default service-1.10",
  },
  "load": { about: "run the real gates once more with another core kept busy" },
  "blocks": { value: "N", about: `blocks of a first sample; default ${DEFAULTS.blocks}` },
  "confirmation-blocks": {
    value: "N",
    about: `blocks of the fresh run after an alarm; default ${DEFAULTS.confirmationBlocks}`,
  },
  "seed": { value: "N", about: `seed; default ${DEFAULTS.seed}` },
  "out": {
    value: "DIR",
    about: "write the tables and figures there; needed by none but --machine",
  },
  "resume": { about: "go on with the real gates of --out" },
  "force": { about: "replace the tables that are in --out already" },
} as const satisfies FlagTable;

/**
 * What is simulated.
 *
 * @param flags What was given.
 * @returns The plan; of 0 gates if none are.
 * @throws {UsageError} If a flag is wrong.
 */
export function planFromFlags(flags: ParsedFlags): GateCalibrationPlan {
  const gates = numberFlag(flags, "gates", "whole from 0") ?? DEFAULTS.gates;
  if (gates > MOST_GATES) {
    throw new UsageError(`--gates must be at most ${MOST_GATES}, got ${gates}`);
  }
  const blocks = numberFlag(flags, "blocks", "whole above 0") ?? DEFAULTS.blocks;
  const hypotheses = Math.max(
    gates > 0 ? SIMULATED_HYPOTHESES : 0,
    machineGates(flags) > 0 ? countSeriesHypotheses() : 0,
  );
  const needed = blocksNeeded(hypotheses);
  if (blocks < needed) {
    throw new UsageError(
      `--blocks must be at least ${needed}, got ${blocks}: fewer cannot raise an alarm among ` +
        `${hypotheses} metrics`,
    );
  }
  const confirmationBlocks = numberFlag(flags, "confirmation-blocks", "whole above 0") ??
    DEFAULTS.confirmationBlocks;
  if (confirmationBlocks < needed) {
    throw new UsageError(
      `--confirmation-blocks must be at least ${needed}, got ${confirmationBlocks}`,
    );
  }
  return {
    ...{ gates, blocks, confirmationBlocks },
    seed: numberFlag(flags, "seed", "whole from 0") ?? DEFAULTS.seed,
    models: words<NoiseModel>(flags, "noise", NOISE_MODELS) ?? NOISE_MODELS,
  };
}

/**
 * Which real gates are run.
 *
 * @param flags What was given.
 * @param plan The plan, for its blocks and seed.
 * @returns The gates in their order; none without `--machine`.
 * @throws {UsageError} If a flag is wrong.
 */
export function seriesFromFlags(flags: ParsedFlags, plan: GateCalibrationPlan): SeriesGate[] {
  const gates = machineGates(flags);
  const names = Object.keys(SERIES_INJECTIONS) as SeriesInjection[];
  const injections = words<SeriesInjection>(flags, "inject", names);
  if (gates === 0) {
    for (const name of ["load", "resume"]) {
      if (flags.switches.has(name)) throw new UsageError(`--${name} needs --machine N`);
    }
    if (injections !== undefined) throw new UsageError("--inject needs --machine N");
    return [];
  }
  if (gates > MOST_GATES) {
    throw new UsageError(`--machine must be at most ${MOST_GATES}, got ${gates}`);
  }
  if (flags.switches.has("resume") && flags.switches.has("force")) {
    throw new UsageError("--resume goes on with a calibration and --force replaces it: give one");
  }
  if (flags.switches.has("resume") && flags.values.out === undefined) {
    throw new UsageError("--resume needs to know which: name it with --out DIR");
  }
  const conditions: Condition[] = flags.switches.has("load") ? ["quiet", "busy"] : ["quiet"];
  const { blocks, confirmationBlocks, seed } = plan;
  return planSeries({
    ...{ gates, conditions, blocks, confirmationBlocks, seed },
    injections: injections ?? ["service-1.10"],
  });
}

function machineGates(flags: ParsedFlags): number {
  return numberFlag(flags, "machine", "whole from 0") ?? 0;
}

/** A list of words that are known, each once; undefined if the flag was not given. */
function words<Word extends string>(
  { values }: ParsedFlags,
  name: string,
  known: readonly Word[],
): readonly Word[] | undefined {
  const given = values[name]?.split(",").map((word) => word.trim());
  for (const word of given ?? []) {
    if ((known as readonly string[]).includes(word)) continue;
    const guess = didYouMean(word, known);
    throw new UsageError(
      `--${name} does not know "${word}": ` +
        (guess === null ? `known are ${known.join(", ")}` : `did you mean ${guess}?`),
    );
  }
  return given && [...new Set(given as Word[])];
}
