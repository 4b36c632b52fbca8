/**
 * A law with two given moments, where no more is known.
 *
 * @module
 */
import { requireAtLeast } from "../../workload/requirement.ts";
import type { Law } from "../law.ts";

// So near to a whole number of stages or to 1 an SCV counts as that.
const TOLERANCE = 1e-9;

/**
 * Fits a law to a mean and an SCV: fixed for 0, Erlang where its stages are whole, gamma between those,
 * exponential for 1, and hyperexponential with balanced means above.
 *
 * Two moments decide waits in light and heavy traffic, and roughly in between; the shape is a choice.
 *
 * Note: tried the mixed Erlang law below 1, as usual; the gamma law has the same two moments without a
 * second parameter, and its transform is as simple.
 *
 * Source: W. Whitt, "Approximating a Point Process by a Renewal Process", Operations Research 30 (1982),
 * for the hyperexponential law; H. C. Tijms, "Stochastic Models" (1994), appendix B, for all.
 *
 * @param meanMs The mean in ms, at least 0.
 * @param scv C², at least 0.
 * @returns The law.
 * @throws {RangeError} If a number is out of its range.
 */
export function fitLaw(meanMs: number, scv: number): Law {
  requireAtLeast("law", "meanMs", meanMs);
  requireAtLeast("law", "scv", scv);
  if (scv < TOLERANCE || meanMs === 0) return { kind: "fixed", meanMs };
  if (Math.abs(scv - 1) < TOLERANCE) return { kind: "exponential", meanMs };
  if (scv > 1) return { kind: "hyperexponential", meanMs, scv };
  const stages = Math.round(1 / scv);
  if (Math.abs(stages * scv - 1) < TOLERANCE) return { kind: "erlang", meanMs, stages };
  return { kind: "gamma", meanMs, scv };
}
