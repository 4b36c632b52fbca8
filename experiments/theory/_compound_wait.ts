/**
 * The wait of M/G/1, alone or behind something else that each task has to wait for, as a distribution.
 *
 *     E[e^(-sW)] = V(s) (1 - ρ)/(1 - ρ R(s))
 *
 * R transform of the residual service, V of what comes before: the rest of a sleep, the tasks of the own
 * batch (1 for nothing). Read as a geometric sum: with the probability (1 - ρ) ρⁿ the time is what comes
 * before and n residual services. Where those come from constants, the first term of that sum has jumps or
 * bends, which inversion would blur. So that term is added as it is, and inversion has to do with the rest.
 */
import { type Complex, over, times } from "./_complex.ts";
import { invert } from "./_inversion.ts";
import { timeWithTail } from "./_time_distribution.ts";
import type { Law } from "./law.ts";
import {
  type Constants,
  lawComplement,
  lawConstants,
  residualTransform,
  type Transform,
} from "./_law_transform.ts";
import type { TimeDistribution } from "./prediction.ts";

/** A time of which tasks meet the rest. */
export interface Interval {
  /** Its mean in ms. */
  readonly meanMs: number;
  /** The complement of its transform, 1 - f(s). */
  readonly complement: Transform;
  /** The values it takes, if it takes only some. */
  readonly constants: Constants;
}

/** A law as an interval; its mean is given, for the caller has it. */
export function intervalOf(law: Law, meanMs: number): Interval {
  return { meanMs, complement: lawComplement(law), constants: lawConstants(law) };
}

/** What each task has to wait for besides, independent of all else. */
export interface Before {
  /** The complement of its transform, 1 - V(s). */
  readonly complement: Transform;
  /** The part of the tasks for which it is above 0. */
  readonly share: number;
  /** P(before > t) for t above 0, where it has jumps or bends; null where inversion can do it. */
  readonly tail: TimeDistribution["tail"] | null;
}

/**
 * What is left of an interval, such as a sleep, when a task arrives.
 *
 * @param interval The interval, of a mean above 0.
 * @returns The rest, as what comes before the service.
 */
export function restOf(interval: Interval): Before {
  const transform = residualTransform(interval.complement, interval.meanMs);
  return {
    complement(s) {
      const { re, im } = transform(s);
      return { re: 1 - re, im: -im };
    },
    share: 1,
    tail: interval.constants.valuesMs.length > 0 ? (ms) => residualTail(interval, ms) : null,
  };
}

/**
 * The wait as a distribution. Its tail is right to 1e-8 where all laws are smooth, and to 1e-5 where they
 * are constants or densities with jumps; next to saturation to 1e-12/(1 - ρ) besides. What is below 1e-9 and
 * that is given as 0. Quantiles so far out that 1 - p is less than ten times as much are NaN.
 *
 * @param utilization ρ, below 1.
 * @param service What the server spends on each task, of a mean above 0 if nothing comes before.
 * @param before What comes before; null for nothing.
 * @returns The distribution; null where next to saturation noise would be as large as what is sought.
 */
export function compoundWait(
  utilization: number,
  service: Interval,
  before: Before | null,
): TimeDistribution | null {
  const noise = noiseOf(utilization);
  if (!(noise < MOST_NOISE)) return null;
  const residual = restOf(service);
  // With nothing before, n = 0 is no wait at all, and n = 1 the first term with a bend.
  const first = before ?? residual;
  const firstShare = (1 - utilization) * (before === null ? utilization : 1);
  const waiting = before === null ? utilization : 1 - (1 - utilization) * (1 - before.share);
  // (1 - W(s))/s, with 1 - (1 - ρ)/(1 - ρR) = ρ(1 - R)/(1 - ρ + ρ(1 - R)), less what is known.
  const inverted = (s: Complex): Complex => {
    const r = residual.complement(s);
    const met = { re: utilization * r.re, im: utilization * r.im };
    const queued = over(met, { re: 1 - utilization + met.re, im: met.im });
    const v = before === null ? r : before.complement(s);
    const share = first.tail === null ? 0 : firstShare;
    const whole = before === null ? queued : complementOfSum(queued, v);
    return over({ re: whole.re - share * v.re, im: whole.im - share * v.im }, s);
  };
  const tail = (ms: number) => {
    if (ms === 0) return waiting;
    const known = first.tail === null ? 0 : firstShare * first.tail(ms);
    const sum = known + invert(inverted, ms);
    return sum < noise ? 0 : Math.min(waiting, sum);
  };
  return timeWithTail(tail, service.meanMs || 1, {
    tolerance: 1e-9,
    leastTail: leastTail(utilization),
  });
}

/**
 * From where on quantiles are known.
 *
 * @param utilization ρ, below 1.
 * @returns The least 1 - p for which noise shifts the tail by no more than a tenth.
 */
export function leastTail(utilization: number): number {
  return 10 * noiseOf(utilization);
}

/** What inversion and rounding leave of a tail that is 0. */
function noiseOf(utilization: number): number {
  return 1e-9 + 1e-12 / (1 - utilization);
}

/** With more, not even a median would be known to a tenth of its probability. */
const MOST_NOISE = 0.05;

/** 1 - fg of the sum of two independent times, from 1 - f and 1 - g. */
export function complementOfSum(a: Complex, b: Complex): Complex {
  const both = times(a, b);
  return { re: a.re + b.re - both.re, im: a.im + b.im - both.im };
}

/** P(rest > t) = E[(X - t)⁺]/E[X]. */
function residualTail({ constants, meanMs }: Interval, ms: number): number {
  const { valuesMs, weights } = constants;
  return valuesMs.reduce((sum, value, i) => sum + weights[i] * Math.max(0, value - ms), 0) / meanMs;
}
