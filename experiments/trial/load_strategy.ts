import { type ResolvedStrategy, resolveStrategy } from "../../strategies/mod.ts";
import type { StrategySpec } from "./spec.ts";

/**
 * Finds the strategy that a spec names, on the thread that is about to open or connect it.
 *
 * @param spec What the trial is told.
 * @returns The strategy with its values.
 * @throws {RangeError} If there is no such strategy or parameter.
 */
export function loadStrategy({ name, values }: StrategySpec): Promise<ResolvedStrategy> {
  return Promise.resolve(resolveStrategy({ name, given: values }));
}
