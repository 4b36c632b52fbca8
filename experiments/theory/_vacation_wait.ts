/**
 * The wait of M/G/1, with or without vacations of the server, as a distribution.
 *
 *     E[e^(-sWq)] = V(s) (1 - ρ)/(1 - ρ R(s))
 *
 * R transform of the residual service, V of the residual vacation (1 without any). Read as a geometric sum:
 * with the probability (1 - ρ) ρⁿ the wait is the residual vacation and n residual services. Where those
 * come from constants the first term has bends, which inversion would blur. So that term is added as it is,
 * and inversion has to do with what is left.
 */
import { type Complex, over, times } from "./_complex.ts";
import { invert } from "./_inversion.ts";
import { timeWithTail } from "./_time_distribution.ts";
import type { Law } from "./law.ts";
import {
  type Constants,
  lawConstants,
  lawTransform,
  residualTransform,
  type Transform,
} from "./_law_transform.ts";
import type { TimeDistribution } from "./prediction.ts";

/** A time of which tasks meet the rest. */
export interface Interval {
  /** Its mean in ms. */
  readonly meanMs: number;
  /** Its transform. */
  readonly transform: Transform;
  /** The values it takes, if it takes only some. */
  readonly constants: Constants;
}

/** A law as an interval; its mean is given, for the caller has it. */
export function intervalOf(law: Law, meanMs: number): Interval {
  return { meanMs, transform: lawTransform(law), constants: lawConstants(law) };
}

/**
 * The wait as a distribution; its tail is right to 1e-8 where service and vacation have densities, and to
 * 1e-5 where they are constants.
 *
 * @param utilization ρ, below 1.
 * @param service What the server spends on each task, of a mean above 0 if there is no vacation.
 * @param vacation What it is away for when it finds no task, of a mean above 0; null if never.
 * @returns The distribution.
 */
export function vacationWait(
  utilization: number,
  service: Interval,
  vacation: Interval | null,
): TimeDistribution {
  const residualService = residualTransform(service.transform, service.meanMs);
  const residualVacation = vacation && residualTransform(vacation.transform, vacation.meanMs);
  // Without a vacation the term n = 0 is no wait at all, and n = 1 is the first with a bend.
  const first = vacation ?? service;
  const firstShare = (1 - utilization) * (vacation === null ? utilization : 1);
  const isFirstKnown = first.constants.valuesMs.length > 0;
  const rest = (s: Complex): Complex => {
    const residual = residualService(s);
    const met = residualVacation === null ? residual : residualVacation(s);
    const idle = { re: 1 - utilization, im: 0 };
    const busy = { re: 1 - utilization * residual.re, im: -utilization * residual.im };
    const whole = over(residualVacation === null ? idle : times(idle, met), busy);
    const share = isFirstKnown ? firstShare : 0;
    return over({ re: 1 - whole.re - share * (1 - met.re), im: share * met.im - whole.im }, s);
  };
  const waiting = vacation === null ? utilization : 1;
  const tail = (ms: number) => {
    if (ms === 0) return waiting;
    const known = isFirstKnown ? firstShare * residualTail(first, ms) : 0;
    return Math.min(waiting, Math.max(0, known + invert(rest, ms)));
  };
  return timeWithTail(tail, first.meanMs, 1e-9);
}

/** P(rest > t) = E[(X - t)⁺]/E[X]. */
function residualTail({ constants, meanMs }: Interval, ms: number): number {
  const { valuesMs, weights } = constants;
  return valuesMs.reduce((sum, value, i) => sum + weights[i] * Math.max(0, value - ms), 0) / meanMs;
}
