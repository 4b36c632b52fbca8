/**
 * Which metrics decide, as people write it: `dispatchOverheadMs.p99=0.25,throughputPerSecond`.
 *
 * @module
 */
import type { GatedMetric } from "../../experiments/gate_document.ts";
import { parseDecimal, UnknownNameError } from "../../strategies/parameters.ts";
import { comparableMetric, COMPARED_METRICS, defaultGatedMetrics } from "./compared_metrics.ts";

/** How metrics that decide are written, for help and messages. */
export const GATED_METRICS_FORM = "dispatchOverheadMs.p99=0.25,throughputPerSecond";

/**
 * Parses the metrics that decide.
 *
 * @param text Names of the table, by commas; each with `=` and the least share that matters, or with its
 *   default: `dispatchOverheadMs.p99=25%,throughputPerSecond`.
 * @returns The metrics, in that order.
 * @throws {UnknownNameError} If there is no such metric.
 * @throws {SyntaxError} If a name is given twice, or a share is not one.
 */
export function parseGatedMetrics(text: string): readonly GatedMetric[] {
  return parsePairs(text).map(([name, share]) => {
    const known = comparableMetric(name);
    if (known === null) throw unknown(name, COMPARED_METRICS);
    return { metric: name, delta: share === null ? known.delta : parseShare(name, share) };
  });
}

/**
 * Changes the shares that matter of some of the metrics that decide.
 *
 * @param text Names and shares: `dispatchOverheadMs.p99=0.1,throughputPerSecond=2%`.
 * @param metrics The metrics that decide. @default the default set
 * @returns All of them, in their order.
 * @throws {UnknownNameError} If a name is not among them.
 * @throws {SyntaxError} If a name is given twice or without a share, or a share is not one.
 */
export function parseDeltas(
  text: string,
  metrics: readonly GatedMetric[] = defaultGatedMetrics(),
): readonly GatedMetric[] {
  const deltas = new Map(
    parsePairs(text).map(([name, share]) => {
      if (!metrics.some(({ metric }) => metric === name)) throw unknown(name, metrics);
      if (share === null) {
        throw new SyntaxError(`"${name}" needs the share that matters: write ${name}=0.1`);
      }
      return [name, parseShare(name, share)];
    }),
  );
  return metrics.map(({ metric, delta }) => ({ metric, delta: deltas.get(metric) ?? delta }));
}

function unknown(name: string, known: readonly { readonly metric: string }[]): UnknownNameError {
  return new UnknownNameError("metric", name, known.map(({ metric }) => metric));
}

function parsePairs(text: string): [name: string, share: string | null][] {
  const pairs = text.split(",").map((part): [string, string | null] => {
    const at = part.indexOf("=");
    return at < 0 ? [part.trim(), null] : [part.slice(0, at).trim(), part.slice(at + 1).trim()];
  });
  const names = pairs.map(([name]) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) {
    throw new SyntaxError(`"${twice}" is given twice: leave one of them out`);
  }
  return pairs;
}

function parseShare(name: string, text: string): number {
  if (comparableMetric(name)!.role === "exact") {
    throw new SyntaxError(
      `"${name}" is a count, of which any difference matters: leave "=${text}" out`,
    );
  }
  const [, number, percent] = /^(.*?)\s*(%?)$/s.exec(text)!;
  const share = parseDecimal(number) / (percent === "%" ? 100 : 1);
  // More is a slip: 5 for 5 % would let everything pass.
  if (share > 0 && share <= 1) return share;
  throw new SyntaxError(
    `the share of "${name}" that matters must be above 0 and at most 1, such as 0.05 or 5%, got "${text}"`,
  );
}
