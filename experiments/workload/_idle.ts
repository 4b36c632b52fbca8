import type { ParameterValues } from "../../strategies/parameters.ts";

/** Which choice each parameter belongs to; those not named here always count. */
const belongsTo: Readonly<Record<string, readonly [choice: string, word: string]>> = {
  serviceScv: ["service", "lognormal"],
  paretoShape: ["service", "pareto"],
  paretoRatio: ["service", "pareto"],
  bimodalShare: ["service", "bimodal"],
  bimodalRatio: ["service", "bimodal"],
  cpuBeforeMs: ["body", "io"],
  cpuAfterMs: ["body", "io"],
};

/** Which share each parameter belongs to: of no tasks, nothing can be said. */
const ofShare: Readonly<Record<string, string>> = { abortAfterMs: "abortShare" };

/**
 * Refuses a value that would change nothing, `serviceScv=2` with `service=fixed`: it looks set and is
 * not, and would give one cell two names.
 */
export function refuseIdle(
  subject: string,
  table: Readonly<Record<string, { readonly default: number | string }>>,
  values: ParameterValues,
): void {
  for (const [name, [choiceName, word]] of Object.entries(belongsTo)) {
    // A table without the choice has settled it.
    if (!Object.hasOwn(table, name) || !Object.hasOwn(table, choiceName)) continue;
    if (values[name] === table[name].default || values[choiceName] === word) continue;
    throw new RangeError(
      `${subject}: ${name}=${values[name]} has no effect with ${choiceName}=${
        values[choiceName]
      }: ` +
        `add ${choiceName}=${word} or leave it out`,
    );
  }
  for (const [name, shareName] of Object.entries(ofShare)) {
    if (values[name] === table[name].default || Number(values[shareName]) > 0) continue;
    throw new RangeError(
      `${subject}: ${name}=${values[name]} has no effect with ${shareName}=0: ` +
        `set ${shareName} above 0 or leave it out`,
    );
  }
}
