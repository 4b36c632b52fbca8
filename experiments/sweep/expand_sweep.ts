/**
 * From a request to sweep to the plain config of a study that has a cell a value.
 *
 * @module
 */
import {
  isModulePath,
  type ParameterTable,
  resolveStrategy,
  type Selection,
  UnknownNameError,
} from "../../strategies/mod.ts";
import type { StudyConfig } from "../study/config.ts";
import { selectionsIn } from "../study/plan.ts";
import type { ServiceLevel } from "../service_level.ts";
import { isRate, type SweptParameter } from "../sweep_document.ts";
import { listWorkloads } from "../workload/mod.ts";
import { type Axis, type AxisScope, axisValues, writeAxis } from "./axis.ts";

/** What somebody asks to sweep. */
export interface SweepRequest {
  /** Strategies, workloads and sizes, as for any study, without what is swept. */
  readonly config: StudyConfig;
  /** One parameter or two. */
  readonly axes: readonly Axis[];
  /** The service level that decides where the knee is; null for none. */
  readonly slo: ServiceLevel | null;
  /** How far apart, as a share, the ends of the knee's interval may be for the search to end. */
  readonly precision: number;
}

/** A selection with values of what is swept filled in. */
export interface ExpandedSelection {
  /** The selection to run. */
  readonly selection: Selection;
  /** Index of the selection that it was made from. */
  readonly base: number;
  /** Value of the parameter that curves go over; absent if that is not its own. */
  readonly x?: number;
  /** Value of the second parameter; absent if that is not its own. */
  readonly second?: number;
}

/** A sweep spelled out. */
export interface ExpandedSweep {
  /** What curves go over: the rate, if one is swept, or else what was named first. */
  readonly x: SweptParameter;
  /** What tells curves apart beside. */
  readonly second: SweptParameter | null;
  /** The strategies and workloads as asked for. */
  readonly bases: { readonly [scope in AxisScope]: readonly Selection[] };
  /** Each with each of its values. */
  readonly expanded: { readonly [scope in AxisScope]: readonly ExpandedSelection[] };
  /** The study that has all of them. */
  readonly config: StudyConfig;
}

/** A selection beside the parameters that it takes; null for a module, which only trials look into. */
interface Candidate {
  readonly selection: Selection;
  readonly table: ParameterTable | null;
}

type Candidates = { readonly [scope in AxisScope]: readonly Candidate[] };

interface ResolvedAxis extends SweptParameter {
  readonly values: readonly number[];
}

/**
 * Spells a sweep out.
 *
 * @param request What was asked for.
 * @returns Its selections, one a value. They are not held against the ranges of their parameters:
 *   planning does that.
 * @throws {UnknownNameError} If a strategy, a workload or the parameter to sweep does not exist.
 * @throws {RangeError} If there are no axes or more than two, or one is not a number that all of the
 *   strategies, or all of the workloads, take and none has set.
 * @throws {SyntaxError} If a selection is not in the form `name:key=value`.
 */
export function expandSweep({ config, axes, slo }: SweepRequest): ExpandedSweep {
  if (axes.length < 1 || axes.length > 2) {
    throw new RangeError(`one parameter can be swept or two, got ${axes.length}`);
  }
  const bases = selectionsIn(config, config.trace !== undefined);
  const candidates: Candidates = {
    strategy: bases.strategies.map((selection) => ({ selection, table: strategyTable(selection) })),
    workload: bases.workloads.map((selection) => ({ selection, table: workloadTable(selection) })),
  };
  const resolved = axes.map((axis) => resolveAxis(axis, candidates));
  const [first, other = null] = resolved;
  if (other !== null && sameParameter(first, other)) {
    throw new RangeError(`"${first.parameter}" is swept twice: give all its values at once`);
  }
  const [x, second] = other !== null && isRate(other) && !isRate(first)
    ? [other, first]
    : [first, other];
  const expanded = {
    strategy: expand("strategy", bases.strategies, x, second),
    workload: expand("workload", bases.workloads, x, second),
  };
  const listed = (list: readonly ExpandedSelection[]) =>
    list.map(({ selection: { name, given } }) => ({ name, parameters: given }));
  return {
    x: { scope: x.scope, parameter: x.parameter },
    second: second && { scope: second.scope, parameter: second.parameter },
    bases: { strategy: bases.strategies, workload: bases.workloads },
    expanded,
    config: {
      ...config,
      strategies: listed(expanded.strategy),
      workloads: listed(expanded.workload),
      ...(slo && { sloMs: slo.limitMs }),
    },
  };
}

function strategyTable(selection: Selection): ParameterTable | null {
  if (isModulePath(selection.name)) return null;
  return resolveStrategy({ ...selection, given: {} }).strategy.parameters;
}

function workloadTable({ name }: Selection): ParameterTable | null {
  if (isModulePath(name)) return null;
  const workloads = listWorkloads();
  const found = workloads.find((workload) => workload.name === name);
  if (found !== undefined) return found.parameters;
  throw new UnknownNameError("workload", name, workloads.map((workload) => workload.name));
}

function resolveAxis(axis: Axis, candidates: Candidates): ResolvedAxis {
  const { parameter } = axis;
  const scope = findScope(axis, candidates);
  for (const { selection, table } of candidates[scope]) {
    if (table !== null && !takesNumber(table, parameter)) {
      throw new RangeError(
        `${scope} ${selection.name} has no number "${parameter}" to sweep: leave it out`,
      );
    }
    if (Object.hasOwn(selection.given, parameter)) {
      throw new RangeError(
        `"${parameter}" of ${scope} ${selection.name} is both set and swept: do one of the two`,
      );
    }
  }
  const isWhole = candidates[scope].some(({ table }) => {
    const declared = table?.[parameter];
    return declared?.kind === "number" && declared.integer === true;
  });
  return { scope, parameter, values: axisValues(axis.range, isWhole ? "whole" : "any") };
}

function findScope(axis: Axis, candidates: Candidates): AxisScope {
  const { parameter } = axis;
  const scopes: AxisScope[] = axis.scope === null ? ["strategy", "workload"] : [axis.scope];
  const prefixed = `write strategy.${parameter} or workload.${parameter}`;
  const known = scopes.filter((scope) =>
    candidates[scope].some(({ table }) => table !== null && takesNumber(table, parameter))
  );
  if (known.length > 1) {
    throw new RangeError(`strategies and workloads both have "${parameter}": ${prefixed}`);
  }
  if (known.length === 1) return known[0];
  const unknown = scopes.filter((scope) => candidates[scope].some(({ table }) => table === null));
  if (unknown.length === 1) return unknown[0];
  if (unknown.length > 1) {
    throw new RangeError(`whose "${parameter}" is swept cannot be told: ${prefixed}`);
  }
  const tables = scopes.flatMap((scope) => candidates[scope].map(({ table }) => table!));
  if (tables.some((table) => Object.hasOwn(table, parameter))) {
    throw new RangeError(
      `"${parameter}" takes words: only numbers can be swept (${writeAxis(axis)})`,
    );
  }
  const names = tables.flatMap((table) =>
    Object.keys(table).filter((name) => takesNumber(table, name))
  );
  throw new UnknownNameError("parameter to sweep", parameter, [...new Set(names)]);
}

function takesNumber(table: ParameterTable, parameter: string): boolean {
  return Object.hasOwn(table, parameter) && table[parameter].kind === "number";
}

function sameParameter(a: SweptParameter, b: SweptParameter): boolean {
  return a.scope === b.scope && a.parameter === b.parameter;
}

function expand(
  scope: AxisScope,
  bases: readonly Selection[],
  x: ResolvedAxis,
  second: ResolvedAxis | null,
): ExpandedSelection[] {
  let list: ExpandedSelection[] = bases.map((selection, base) => ({ selection, base }));
  for (const [field, axis] of [["second", second], ["x", x]] as const) {
    if (axis?.scope !== scope) continue;
    list = list.flatMap((item) =>
      axis.values.map((value) => ({
        ...item,
        [field]: value,
        selection: withParameter(item.selection, axis.parameter, value),
      }))
    );
  }
  return list;
}

/**
 * A selection with one more parameter.
 *
 * @param selection The selection.
 * @param parameter The parameter's name.
 * @param value Its value.
 * @returns The selection to run.
 */
export function withParameter(selection: Selection, parameter: string, value: number): Selection {
  return { name: selection.name, given: { ...selection.given, [parameter]: value } };
}
