/**
 * The workloads that can be chosen by name, and the one that replays a trace.
 *
 * @module
 */
import {
  formatSelection,
  type ParameterTable,
  type ParameterValues,
  resolveParameters,
  type Selection,
  UnknownNameError,
  type ValuesOf,
} from "../../strategies/parameters.ts";
import {
  bodyOf,
  demandOf,
  faultsOf,
  refuseIdle,
  type ServiceDefaults,
  type ServiceParameters,
  serviceParameters,
  type ServiceValues,
} from "./_service.ts";
import type { ArrivalProcess } from "./arrivals.ts";
import type { Trace } from "./trace.ts";
import type { Workload } from "./workload.ts";

/** A workload that is chosen by name and adjusted by parameters. */
export interface WorkloadPreset<Table extends ParameterTable = ParameterTable> {
  /** Name on the command line and in reports. */
  readonly name: string;
  /** One line: what it shows. */
  readonly summary: string;
  /** Its parameters. */
  readonly parameters: Table;
  /**
   * Builds the workload.
   *
   * @param values Resolved parameters.
   * @returns The workload; its name is the selection, in canonical form.
   * @throws {RangeError} If a value is set that has no effect with the others.
   */
  build(values: ValuesOf<Table>): Workload;
}

const rate = (ratePerSecond: number) =>
  ({
    kind: "number",
    default: ratePerSecond,
    above: 0,
    about: "tasks per second",
  }) as const;

/** Name of a workload that parameters alone describe. */
export type WorkloadName = "steady" | "poisson" | "burst" | "on-off" | "io-heavy";

/**
 * The workloads that parameters alone describe, by name.
 *
 * Note: typed here rather than by `as const satisfies`, from which a name would be inferred as well;
 * `deno lint` refuses inferred types in the API of a package (no-slow-types).
 */
export const workloadPresets: Readonly<Record<WorkloadName, WorkloadPreset>> = {
  steady: definePreset(
    "steady",
    "evenly spaced tasks: what a strategy costs when nothing queues",
    { ratePerSecond: rate(500) },
    { serviceMs: 0.5, service: "fixed", body: "cpu" },
    ({ ratePerSecond }) => ({ kind: "steady", ratePerSecond }),
  ),
  poisson: definePreset(
    "poisson",
    "independent users: random gaps and demands, which theory predicts (M/M/1)",
    { ratePerSecond: rate(1000) },
    { serviceMs: 0.3, service: "exponential", body: "cpu" },
    ({ ratePerSecond }) => ({ kind: "poisson", ratePerSecond }),
  ),
  burst: definePreset(
    "burst",
    "many tasks at one instant: whether the dispatch point stalls and who waits",
    {
      batch: { kind: "number", default: 20, min: 1, integer: true, about: "tasks in a batch" },
      everyMs: { kind: "number", default: 50, above: 0, about: "time between batches in ms" },
    },
    { serviceMs: 0.5, service: "fixed", body: "cpu" },
    ({ batch, everyMs }) => ({ kind: "batches", batch, everyMs }),
  ),
  "on-off": definePreset(
    "on-off",
    "phases of load and silence: queues that build up, and loops that fall asleep",
    {
      ratePerSecond: {
        kind: "number",
        default: 1000,
        above: 0,
        about: "tasks per second while on",
      },
      onMs: { kind: "number", default: 100, above: 0, about: "length of a phase of load in ms" },
      offMs: { kind: "number", default: 100, min: 0, about: "length of a silence in ms" },
    },
    { serviceMs: 0.3, service: "exponential", body: "cpu" },
    ({ ratePerSecond, onMs, offMs }) => ({ kind: "on-off", ratePerSecond, onMs, offMs }),
  ),
  "io-heavy": definePreset(
    "io-heavy",
    "tasks that mostly wait for a peer and a file: dispatch among the loop's own events",
    { ratePerSecond: rate(200) },
    { serviceMs: 5, service: "exponential", body: "io" },
    ({ ratePerSecond }) => ({ kind: "poisson", ratePerSecond }),
  ),
};

const traceParameters = pickParameters(
  serviceParameters({ serviceMs: 0.1, service: "fixed", body: "cpu" }),
  ["serviceMs", "body", "cpuBeforeMs", "cpuAfterMs", "failShare", "hangShare"],
);

/**
 * Lists every workload for a help text, `trace` included, which needs a file besides its parameters.
 *
 * @returns Name, one line and parameters of each, in the order of the table.
 */
export function listWorkloads(): Pick<WorkloadPreset, "name" | "summary" | "parameters">[] {
  const trace = {
    name: "trace",
    summary: "arrivals recorded elsewhere, from a CSV or NDJSON file: real bursts and correlation",
    parameters: traceParameters,
  };
  return [...Object.values(workloadPresets), trace];
}

/**
 * Builds the workload that a selection names.
 *
 * @param selection Its name, and parameters as written or as typed in a config file.
 * @returns The workload; its name is the selection in canonical form.
 * @throws {UnknownNameError} If there is no workload or no parameter of that name.
 * @throws {RangeError} If the name is `trace`, a parameter is out of its range, or one is set that has
 *   no effect with the others.
 *
 * @example
 * ```ts
 * resolveWorkload({ name: "poisson", given: { ratePerSecond: "1000", serviceMs: "0.2" } }).name;
 * // "poisson:serviceMs=0.2"
 * ```
 */
export function resolveWorkload(selection: Selection): Workload {
  const { name, given } = selection;
  if (name === "trace") {
    throw new RangeError('workload "trace" needs a file to replay: name one with --trace FILE');
  }
  if (!Object.hasOwn(workloadPresets, name)) {
    throw new UnknownNameError("workload", name, listWorkloads().map((preset) => preset.name));
  }
  const preset = workloadPresets[name as WorkloadName];
  return preset.build(resolveParameters(`workload ${name}`, preset.parameters, given));
}

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
  const values = resolveParameters(subject, traceParameters, given);
  refuseIdle(subject, traceParameters, values);
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
  const added = formatSelection("", traceParameters, values).replace(/^:/, ",");
  return {
    name: added === "" || name.includes(":") ? name + added : `${name}:${added.slice(1)}`,
    arrivals: { kind: "replay", timesMs: Array.from(trace.timesMs) },
    demand: trace.demandMs === null
      ? { kind: "fixed", meanMs: values.serviceMs }
      : { kind: "replay", demandMs: Array.from(trace.demandMs) },
    body: bodyOf(values),
    ...faultsOf(values),
  };
}

function pickParameters<Table extends ParameterTable, Name extends keyof Table>(
  table: Table,
  names: readonly Name[],
): Pick<Table, Name> {
  return Object.fromEntries(names.map((name) => [name, table[name]])) as Pick<Table, Name>;
}

function definePreset<const Table extends ParameterTable>(
  name: string,
  summary: string,
  arrivalParameters: Table,
  defaults: ServiceDefaults,
  arrivalsOf: (values: ValuesOf<Table>) => ArrivalProcess,
): WorkloadPreset<Table & ServiceParameters> {
  const parameters = { ...arrivalParameters, ...serviceParameters(defaults) };
  return {
    name,
    summary,
    parameters,
    build(values) {
      // The compiler does not split the values of two tables that are merged by a type parameter.
      const split = values as ValuesOf<Table> & ServiceValues;
      refuseIdle(`workload ${name}`, parameters, values);
      return {
        name: formatSelection(name, parameters, values),
        arrivals: arrivalsOf(split),
        demand: demandOf(split),
        body: bodyOf(split),
        ...faultsOf(split),
      };
    },
  };
}
