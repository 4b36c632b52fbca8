/**
 * The Laplace–Stieltjes transform of a law, E[e^(-sX)], from which waits are computed.
 *
 *     Erlang of k stages:  (1 + s m/k)^(-k)         constant:  e^(-sm)        mixture:  Σ pᵢ fᵢ(s)
 *
 * m mean. Every law here is such a mixture, or is turned into one of constants by quadrature: the
 * lognormal law by the trapezoidal rule over its normal variable, the bounded Pareto law by Gauss and
 * Legendre's over its logarithm. Both converge faster than any power of the number of nodes; where they
 * are used, transforms are right to 1e-10.
 */
import { type Complex, over } from "./_complex.ts";
import { type Law, lawMoments } from "./law.ts";

/** A function of a complex number whose real part is at least 0. */
export type Transform = (s: Complex) => Complex;

/** With the probability `weight`, the sum of so many exponential stages; Infinity of them: a constant. */
interface Part {
  readonly weight: number;
  readonly meanMs: number;
  readonly stages: number;
}

/**
 * The complement of a law's transform, 1 - E[e^(-sX)], computed as such: for a small s, so for long waits, it
 * is small, and what 1 - f(s) would leave of it is noise.
 *
 * @param law The law.
 * @returns A function of s in 1/ms. A call costs as much as the law has values (`replay`, `atoms`); of
 *   `lognormal` and `pareto` it makes some thousand.
 * @throws {RangeError} If a parameter of the law is out of its range.
 */
export function lawComplement(law: Law): Transform {
  lawMoments(law);
  const parts = partsOf(law);
  return (s) => {
    let re = 0;
    let im = 0;
    for (const { weight, meanMs, stages } of parts) {
      // (1 + s m/k)^(-k) or its limit e^(-sm), in polar form: e^(-size) at the angle. Numbers instead of
      // complex objects, for quadratures make this loop run a million times a quantile.
      let size = s.re * meanMs;
      let angle = s.im * meanMs;
      if (stages !== Infinity) {
        const x = size / stages;
        const y = angle / stages;
        size = stages / 2 * Math.log1p(2 * x + x * x + y * y);
        angle = stages * Math.atan2(y, 1 + x);
      }
      // 1 - e^(-size) cos(angle), both parts of which are at least 0, and e^(-size) sin(angle).
      const lost = -Math.expm1(-size);
      const half = Math.sin(angle / 2);
      re += weight * (lost + (1 - lost) * 2 * half * half);
      if (lost < 1) im += weight * (1 - lost) * Math.sin(angle);
    }
    return { re, im };
  };
}

/**
 * The transform of what is left of a time at a random moment within it, (1 - f(s))/(s m): of the service
 * in progress that an arriving task meets, or of the sleep.
 *
 * @param complement 1 - f, of the time.
 * @param meanMs m, at least 0.
 * @returns The transform of the rest; 1 at s = 0 and for a time that is always 0.
 */
export function residualTransform(complement: Transform, meanMs: number): Transform {
  return (s) => {
    if (meanMs === 0 || (s.re === 0 && s.im === 0)) return { re: 1, im: 0 };
    return over(complement(s), { re: s.re * meanMs, im: s.im * meanMs });
  };
}

/** The values of a law that takes only some: they make jumps and bends, which inversion wants to know. */
export interface Constants {
  /** The values in ms. */
  readonly valuesMs: readonly number[];
  /** Their probabilities. */
  readonly weights: readonly number[];
}

/**
 * The values that a law takes with positive probability.
 *
 * @param law The law, with parameters in their range (not checked).
 * @returns The values; none for a law with a density.
 */
export function lawConstants(law: Law): Constants {
  if (law.kind === "lognormal" || law.kind === "pareto") return { valuesMs: [], weights: [] };
  const constants = partsOf(law).filter(({ stages }) => stages === Infinity);
  return {
    valuesMs: constants.map(({ meanMs }) => meanMs),
    weights: constants.map(({ weight }) => weight),
  };
}

/** Least SCV of a sum of times for inversion to be right to 1e-8 of its tail; at half of that 6e-7 are lost. */
const LEAST_SCV = 0.01;

/**
 * Whether inversion finds the tail of a sum of so many times of a law: not where it has jumps, and not where
 * it falls all but at once, for the series that inversion sums ends before waves that short. Constants,
 * which are told apart by {@link lawConstants}, have jumps; so has the density of `pareto`, at both ends,
 * which costs 4e-3 there.
 *
 * @param law The law, with parameters in their range (not checked).
 * @param count How many times are added. @default 1
 * @returns Whether the SCV of the sum is at least 0.01, and the density without jumps above 0.
 */
export function isSmooth(law: Law, count = 1): boolean {
  const constant = lawConstants(law).valuesMs.length > 0;
  return !constant && law.kind !== "pareto" && !isConcentrated(law, count);
}

/**
 * Whether a sum of so many times of a law with a density is too concentrated for inversion.
 *
 * @param law The law, with parameters in their range (not checked).
 * @param count How many times are added. @default 1
 * @returns Whether its SCV is below 0.01; false for a law of constants.
 */
export function isConcentrated(law: Law, count = 1): boolean {
  if (lawConstants(law).valuesMs.length > 0) return false;
  const { meanMs, secondMomentMs2 } = lawMoments(law);
  if (meanMs === 0) return false;
  const scv = secondMomentMs2 / meanMs ** 2 - 1;
  // One that is above 1 comes from rare long times; the others are no wider than exponential ones. The
  // margin is for rounding.
  return Math.min(1, scv) / count < LEAST_SCV * (1 - 1e-9);
}

function partsOf(law: Law): readonly Part[] {
  switch (law.kind) {
    case "fixed":
      return [{ weight: 1, meanMs: law.meanMs, stages: Infinity }];
    case "exponential":
      return [{ weight: 1, meanMs: law.meanMs, stages: 1 }];
    case "erlang":
      return [{ weight: 1, meanMs: law.meanMs, stages: law.stages }];
    case "gamma":
      return [{ weight: 1, meanMs: law.meanMs, stages: 1 / law.scv }];
    case "hyperexponential":
      return balancedMeans(law.meanMs, law.scv);
    case "bimodal": {
      const { meanMs, share, ratio } = law;
      const smallMs = meanMs / (1 - share + share * ratio);
      return constantParts([smallMs, smallMs * ratio], [1 - share, share]);
    }
    case "replay":
      return constantParts(law.demandMs, law.demandMs.map(() => 1));
    case "atoms":
      return constantParts(law.valuesMs, law.weights);
    case "lognormal":
      return lognormalNodes(law.meanMs, law.scv);
    case "pareto":
      return paretoNodes(law.meanMs, law.shape, law.ratio);
  }
}

/** Both exponentials carry half of the mean: pᵢ = (1 ± √((C² - 1)/(C² + 1)))/2, mᵢ = m/(2 pᵢ). */
function balancedMeans(meanMs: number, scv: number): readonly Part[] {
  const spread = Math.sqrt((scv - 1) / (scv + 1));
  // (1 − spread) ÷ 2 without the loss of digits where the spread is nearly 1.
  const rare = 1 / ((scv + 1) * (1 + spread));
  return [rare, 1 - rare].map((weight) => ({ weight, meanMs: meanMs / (2 * weight), stages: 1 }));
}

function constantParts(valuesMs: readonly number[], weights: readonly number[]): readonly Part[] {
  // A sum of the weights themselves might overflow.
  const most = weights.reduce((most, weight) => Math.max(most, weight), 0);
  const total = weights.reduce((sum, weight) => sum + weight / most, 0);
  return valuesMs.map((meanMs, index) => {
    return { weight: weights[index] / most / total, meanMs, stages: Infinity };
  }).filter(({ weight }) => weight > 0);
}

/** Nodes in z of m exp(σz - σ²/2): wide enough for the second moment, close enough for fast waves. */
function lognormalNodes(meanMs: number, scv: number): readonly Part[] {
  const variance = Math.log1p(scv);
  const sigma = Math.sqrt(variance);
  if (sigma === 0) return constantParts([meanMs], [1]);
  const step = 0.02 / Math.max(1, sigma);
  const zs = Array.from({ length: Math.ceil((18 + 2 * sigma) / step) }, (_, i) => i * step - 9);
  return constantParts(
    zs.map((z) => meanMs * Math.exp(sigma * z - variance / 2)),
    zs.map((z) => Math.exp(-z * z / 2)),
  );
}

const PANEL_NODES = [0.1834346424956498, 0.525532409916329, 0.7966664774136267, 0.9602898564975363];
const PANEL_WEIGHTS = [
  0.362683783378362,
  0.3137066458778873,
  0.2223810344533745,
  0.1012285362903763,
];

/** Nodes in u = ln(x/L), whose density is proportional to e^(-shape · u) from 0 to ln ratio. */
function paretoNodes(meanMs: number, shape: number, ratio: number): readonly Part[] {
  const panels = Math.ceil(10 * Math.log(ratio));
  const half = Math.log(ratio) / panels / 2;
  const nodes = Array.from(
    { length: panels },
    (_, panel) =>
      PANEL_NODES.flatMap((node, at) =>
        [-node, node].map((offset) => {
          const u = half * (2 * panel + 1 + offset);
          return { x: Math.exp(u), weight: PANEL_WEIGHTS[at] * Math.exp(-shape * u) };
        })
      ),
  ).flat();
  const total = nodes.reduce((sum, { weight }) => sum + weight, 0);
  const mean = nodes.reduce((sum, { x, weight }) => sum + x * weight, 0) / total;
  return constantParts(
    nodes.map(({ x }) => x * meanMs / mean),
    nodes.map(({ weight }) => weight),
  );
}
