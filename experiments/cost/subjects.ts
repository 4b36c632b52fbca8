import {
  formatSelection,
  type ParameterValues,
  type ResolvedStrategy,
  resolveStrategy,
  type Selection,
  strategies,
} from "../../strategies/mod.ts";

/** A strategy with the name under which tables show it. */
export interface CostSubject extends ResolvedStrategy {
  /** The selection: only what differs from the defaults. */
  readonly name: string;
}

/** Strategies that mean little at their defaults, or have two ways that are worth a row each. */
const REFINEMENTS: Readonly<Record<string, readonly ParameterValues[]>> = {
  // At its defaults it serves ten tasks a second.
  "queue-polled": [{ intervalMs: 5, drain: "all" }],
  "npm-fastq": [{}, { api: "promise" }],
};

/**
 * Who is measured.
 *
 * @param selections What the user named, taken literally. @default every strategy of the catalogue
 * @returns The subjects, each once.
 * @throws {RangeError} If a strategy or parameter does not exist or is out of range.
 */
export function costSubjects(selections: readonly Selection[] = everyStrategy()): CostSubject[] {
  const byName = new Map<string, CostSubject>();
  for (const selection of selections) {
    const { strategy, values } = resolveStrategy(selection);
    const name = formatSelection(strategy.name, strategy.parameters, values);
    byName.set(name, { name, strategy, values });
  }
  return [...byName.values()];
}

function everyStrategy(): Selection[] {
  return strategies.flatMap(({ name, parameters }) =>
    (REFINEMENTS[name] ?? [{}])
      .filter((given) => Object.keys(given).every((key) => Object.hasOwn(parameters, key)))
      .map((given) => ({ name, given }))
  );
}
