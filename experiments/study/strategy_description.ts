import {
  type BodyKind,
  type Discipline,
  type Family,
  formatSelection,
  type Placement,
  type ResolvedStrategy,
} from "../../strategies/mod.ts";
import { serversOf } from "../record.ts";
import type { StrategySpec } from "../trial/spec.ts";
import type { Workload } from "../workload/mod.ts";
import type { StudyConfig } from "./config.ts";

/**
 * What planning knows of a strategy: plain data, so that a strategy of the user's own need not be
 * imported where a study is planned.
 */
export interface StrategyDescription {
  /** What its trials are told. */
  readonly spec: StrategySpec;
  /** Its name with the parameters that differ from the defaults: what its cells are called. */
  readonly selection: string;
  /** How it reaches the loop. */
  readonly family: Family;
  /** Where the producer may be; the first is the default. */
  readonly placements: readonly [Placement, ...Placement[]];
  /** Which bodies it can run. @default all */
  readonly bodies?: readonly BodyKind[];
  /** Which queueing discipline it follows with these parameters. */
  readonly discipline: Discipline;
}

/**
 * Describes a strategy, of the catalogue or of a module.
 *
 * @param resolved The strategy with its values.
 * @param known What its trials find it by. @default its name in the catalogue
 * @returns The description.
 */
export function describeStrategy(
  { strategy, values }: ResolvedStrategy,
  { name, module }: Pick<StrategySpec, "name" | "module"> = { name: strategy.name },
): StrategyDescription {
  const { family, placements, bodies } = strategy;
  return {
    spec: { name, values, ...(module && { module }) },
    selection: formatSelection(name, strategy.parameters, values),
    family,
    placements,
    ...(bodies && { bodies }),
    discipline: strategy.discipline(values),
  };
}

/**
 * Why a strategy cannot run a workload.
 *
 * @param strategy The strategy.
 * @param workload The workload.
 * @returns A sentence without a full stop; null if it can.
 */
export function refusal(
  { spec, bodies, discipline }: StrategyDescription,
  { name, body, patience }: Workload,
): string | null {
  if (bodies !== undefined && !bodies.includes(body.kind)) {
    return `${spec.name} cannot run ${name}: it runs bodies of kind ${bodies.join(", ")} only`;
  }
  if (patience !== undefined && serversOf(discipline) !== null) {
    return `${spec.name} cannot run ${name}: its threads do not learn what has been given up`;
  }
  return null;
}

/**
 * Where a strategy's producer is put.
 *
 * @param strategy The strategy.
 * @param asked What the config asks for.
 * @returns Those of its placements; none if it does not support what is asked for.
 */
export function placementsOf(
  { placements }: StrategyDescription,
  asked: StudyConfig["placement"],
): readonly Placement[] {
  if (asked === undefined) return [placements[0]];
  return asked === "both" ? placements : placements.filter((placement) => placement === asked);
}
