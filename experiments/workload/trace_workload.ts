/**
 * The workload that replays a trace.
 *
 * @module
 */
import {
  formatSelection,
  type ParameterTable,
  type ParameterValues,
  resolveParameters,
} from "../../strategies/parameters.ts";
import { refuseIdle } from "./_idle.ts";
import { FATE_WITH_CLASSES, fateOf } from "./_fate.ts";
import { bodyOf, serviceParameters } from "./_service.ts";
import type { Trace } from "./trace.ts";
import type { Workload } from "./workload.ts";

const { serviceMs, body, cpuBeforeMs, cpuAfterMs } = serviceParameters({
  serviceMs: 0.1,
  service: "fixed",
  body: "cpu",
});

const PARAMETERS = { serviceMs, body, cpuBeforeMs, cpuAfterMs, ...FATE_WITH_CLASSES };

/** What a trace does not say about its tasks. */
export const traceParameters: ParameterTable = PARAMETERS;

/**
 * Builds the workload that replays a trace. Speed and scale are applied where the trace is parsed
 * (`parseTrace`), so that they are applied once; what the trace does not say about its tasks are
 * parameters.
 *
 * @param name Name of the workload in reports: `trace:file=requests.csv,speed=60`.
 * @param trace The parsed trace.
 * @param given Parameters: `serviceMs` is the demand of every task where the trace has no column of
 *   demands, `body` spends it.
 * @returns The workload; its name has the parameters that differ from the defaults added.
 * @throws {UnknownNameError} If there is no parameter of a name given.
 * @throws {RangeError} If all rows of the trace have one time (or there is just one row), which
 *   leaves its rate undefined, a parameter is out of its range or has no effect with the others.
 */
export function traceWorkload(name: string, trace: Trace, given: ParameterValues = {}): Workload {
  const subject = `workload ${name}`;
  const values = resolveParameters(subject, PARAMETERS, given);
  refuseIdle(subject, PARAMETERS, values);
  if (trace.demandMs !== null && Object.hasOwn(given, "serviceMs")) {
    throw new RangeError(
      `${subject}: serviceMs=${values.serviceMs} has no effect, for the trace has a column of ` +
        "demands: scale that instead",
    );
  }
  if (!(trace.timesMs[trace.rows - 1] > 0)) {
    throw new RangeError(
      `${subject}: the trace has no rate, for all its times are alike (${trace.rows} in all): ` +
        "use one with two different times at least",
    );
  }
  const added = formatSelection("", PARAMETERS, values).replace(/^:/, ",");
  return {
    name: added === "" || name.includes(":") ? name + added : `${name}:${added.slice(1)}`,
    arrivals: { kind: "replay", timesMs: Array.from(trace.timesMs) },
    demand: trace.demandMs === null
      ? { kind: "fixed", meanMs: values.serviceMs }
      : { kind: "replay", demandMs: Array.from(trace.demandMs) },
    body: bodyOf(values),
    ...fateOf(values),
  };
}
