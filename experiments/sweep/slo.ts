import { parseDecimal } from "../../strategies/mod.ts";
import { type Slo, SLO_STATISTICS } from "../sweep_document.ts";

const MS_PER_UNIT: Readonly<Record<string, number>> = { us: 1e-3, µs: 1e-3, ms: 1, s: 1e3 };

/**
 * Parses a service level.
 *
 * @param text `p99=5ms`: a statistic of the sojourn, a number and its unit (us, ms or s).
 * @returns The service level.
 * @throws {SyntaxError} If it is in another form.
 */
export function parseSlo(text: string): Slo {
  const [, name, number, unit] = /^(\w+)=(.*?)(us|µs|ms|s)$/.exec(text.trim()) ?? [];
  const statistic = SLO_STATISTICS.find((known) => known === name);
  const limit = parseDecimal(number ?? "");
  if (statistic === undefined || !(limit > 0) || !Number.isFinite(limit)) {
    throw new SyntaxError(
      `"${text}" is no service level: write ${
        SLO_STATISTICS.join(", ")
      } = a time above 0 with its ` +
        "unit, as in p99=5ms",
    );
  }
  return { statistic, limitMs: limit * MS_PER_UNIT[unit] };
}
