import type { ParameterValues, Strategy } from "../../strategies/mod.ts";
import { attempt, requireDefinition, requireShape, resolveGiven, unusable } from "./_inspection.ts";
import { discipline, strategy as shape } from "./_module_shapes.ts";
import { describeStrategy, type StrategyDescription } from "./strategy_description.ts";

/**
 * Holds what a module exports against the contract of strategies, and describes it.
 *
 * @param path The module, as somebody wrote it.
 * @param exported Its default export.
 * @param given The parameters given with it.
 * @returns The description; where the module is, the caller knows.
 * @throws {RangeError} If it cannot be used; one line.
 */
export function inspectStrategy(
  path: string,
  exported: unknown,
  given: ParameterValues,
): StrategyDescription {
  requireDefinition(path, "strategy", shape, exported);
  const strategy = exported as Strategy;
  const isOutside = strategy.placements.includes("outside");
  if (isOutside && strategy.connect === undefined) {
    throw unusable(
      path,
      '"outside" is among its placements, but it has no connect(); write one, or leave "outside" out',
    );
  }
  if (!isOutside && strategy.connect !== undefined) {
    throw unusable(path, 'it has a connect(), but "outside" is not among its placements; add it');
  }
  const values = resolveGiven(path, "strategy", strategy.parameters, given);
  const description = attempt(
    path,
    "its discipline()",
    () => describeStrategy({ strategy, values }, { name: path }),
  );
  requireShape(path, "what its discipline() returns", discipline, description.discipline);
  return description;
}
