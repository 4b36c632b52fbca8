/** What a workload is that can be chosen by name, and how most of them are put together. */
import {
  formatSelection,
  type ParameterTable,
  type ValuesOf,
} from "../../strategies/parameters.ts";
import { refuseIdle } from "./_idle.ts";
import { FATE_WITH_CLASSES, fateOf } from "./_fate.ts";
import {
  bodyOf,
  demandOf,
  type ServiceDefaults,
  type ServiceParameters,
  serviceParameters,
} from "./_service.ts";
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

type CommonParameters = ServiceParameters & typeof FATE_WITH_CLASSES;

/** A preset of tasks that are all of one kind: parameters of its own for arrivals, the common ones. */
export function definePreset<const Table extends ParameterTable>(
  name: string,
  summary: string,
  arrivalParameters: Table,
  defaults: ServiceDefaults,
  arrivalsOf: (values: ValuesOf<Table>) => Workload["arrivals"],
): WorkloadPreset<Table & CommonParameters> {
  const parameters = {
    ...arrivalParameters,
    ...serviceParameters(defaults),
    ...FATE_WITH_CLASSES,
  };
  return {
    name,
    summary,
    parameters,
    build(values) {
      // The compiler does not split the values of two tables that are merged by a type parameter.
      const split = values as ValuesOf<Table> & ValuesOf<CommonParameters>;
      refuseIdle(`workload ${name}`, parameters, values);
      return {
        name: formatSelection(name, parameters, values),
        arrivals: arrivalsOf(split),
        demand: demandOf(split),
        body: bodyOf(split),
        ...fateOf(split),
      };
    },
  };
}

/** Declares a rate. */
export function rate(ratePerSecond: number, about = "tasks per second") {
  return { kind: "number", default: ratePerSecond, above: 0, about } as const;
}
