import {
  type ResolvedStrategy,
  resolveParameters,
  resolveStrategy,
  type Strategy,
} from "../../strategies/mod.ts";
import type { StrategySpec } from "./spec.ts";

/**
 * Finds the strategy that a spec names, on the thread that is about to open or connect it. A module
 * that it is found in was looked into before the study began, so what it exports is not held against
 * the contract again.
 *
 * @param spec What the trial is told.
 * @returns The strategy with its values.
 * @throws {RangeError} If there is no such strategy or parameter.
 * @throws {Error} Whatever a module throws that cannot be imported.
 */
export async function loadStrategy(
  { name, values, module }: StrategySpec,
): Promise<ResolvedStrategy> {
  if (module === undefined) return resolveStrategy({ name, given: values });
  const { default: strategy }: { default: Strategy } = await import(module.url);
  return { strategy, values: resolveParameters(`strategy ${name}`, strategy.parameters, values) };
}
