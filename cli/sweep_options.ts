/**
 * From the arguments of `sweep` to a request.
 *
 * @module
 */
import {
  parseAxes,
  parseDecimal,
  parseServiceLevel,
  type SweepDocument,
  type SweepRequest,
} from "../mod.ts";
import { BENCH_FLAGS, configFromFlags } from "./bench_options.ts";
import type { FlagTable, ParsedFlags } from "./flags.ts";
import { UsageError } from "./usage.ts";

const { list: _list, "slo-ms": _sloMs, ...shared } = BENCH_FLAGS;

/** The flags of `sweep`. */
export const SWEEP_FLAGS = {
  "over": {
    value: "AXIS",
    list: true,
    about:
      "a parameter and its values: NAME=FROM..TO:log:STEPS, :lin:STEPS, or NAME=a,b,c; two at most",
  },
  "slo": { value: "LEVEL", about: "service level of the sojourn, p99=5ms say: finds the knee" },
  "precision": {
    value: "PERCENT",
    about: "how close the ends of the knee's interval are to be; default 2",
  },
  ...shared,
} as const satisfies FlagTable;

const DEFAULT_PRECISION = 0.02;

/**
 * Makes a request from flags.
 *
 * @param flags What was given.
 * @returns The request.
 * @throws {UsageError} If a flag or the config file is wrong.
 * @throws {SyntaxError} If an axis or the service level is in another form.
 * @throws {RangeError} If an axis is empty.
 */
export async function requestFromFlags(flags: ParsedFlags): Promise<SweepRequest> {
  const { over, slo } = flags.values;
  if (over === undefined) {
    throw new UsageError(
      "sweep needs a parameter to go over: --over ratePerSecond=100..10000:log:12",
    );
  }
  return {
    config: await configFromFlags(flags),
    axes: parseAxes(over),
    slo: slo === undefined ? null : parseServiceLevel(slo),
    precision: precisionFlag(flags),
  };
}

/**
 * The request that a sweep on disk was made from.
 *
 * @param sweep What its `study.json` says.
 * @returns The request.
 */
export function requestOf({ config, over, slo, precision }: SweepDocument): SweepRequest {
  return { config, axes: parseAxes(over.join(",")), slo, precision };
}

function precisionFlag({ values: { precision } }: ParsedFlags): number {
  if (precision === undefined) return DEFAULT_PRECISION;
  const percent = parseDecimal(precision.replace(/ ?%$/, ""));
  if (percent > 0 && percent < 100) return percent / 100;
  throw new UsageError(`--precision must be a percentage between 0 and 100, got ${precision}`);
}
