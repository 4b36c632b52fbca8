/**
 * How many tasks wait in M/D/c, as a sum of steps upward.
 *
 * All in service leave within a time D, so from one moment to D later the number of those who wait
 * becomes N' = max(0, N + A - c), with A Poisson of mean a. N is then the highest point of a random walk
 * with steps A - c, which it reaches by a geometric number of ladder steps. By Wiener and Hopf
 *
 *     z^c - e^(a(z-1)) = (z - 1) Π (z - z_k) · F(z),   F(z) = F(1) + Σ g_j (1 - z^j),   E[z^N] = F(1)/F(z)
 *
 * with z_k the c - 1 roots within the unit circle, F(1) = (c - a) / Π (1 - z_k), and, with π the Poisson
 * probabilities and h_m the complete homogeneous symmetric polynomials of the roots (1 among them),
 *
 *     g_j = Σ π(c + j + m) h_m,   m h_m = Σ s_i h_(m-i) over i ≤ m,   s_i = 1 + Σ z_k^i
 *
 * All of π, h, s and g are at least 0: nothing cancels, so that mean waits of 1e-30 and a load of 1 - 1e-6
 * both keep their digits. π is cut off at 1e-18 of its first value: a tail keeps its digits as far as it is
 * not much smaller than that part of the probability to wait, and is not to be relied on below.
 *
 * Source: C. D. Crommelin, "Delay Probability Formulae When the Holding Times Are Constant", Post Office
 * Electrical Engineers' Journal 25 (1932); W. Feller, "An Introduction to Probability Theory and Its
 * Applications", volume 2 (1971), chapters XII and XVIII (ladder heights, Wiener-Hopf).
 */
import { poissonMass } from "./_poisson.ts";

/** The ladder steps that the number of waiting tasks is made of. */
export interface QueueExcess {
  /** F(1). */
  readonly rest: number;
  /** g_j at j; at 0 it is 0. A step of j tasks has the probability g_j ÷ (F(1) + Σ g). */
  readonly steps: Float64Array;
}

/**
 * The ladder steps of M/D/c.
 *
 * @param offeredErlangs a, above 0 and below c.
 * @param servers c, at least 1.
 * @returns The steps.
 */
export function queueExcess(offeredErlangs: number, servers: number): QueueExcess {
  const roots = innerRoots(offeredErlangs / servers, servers);
  const masses = massesAbove(offeredErlangs, servers);
  const symmetric = symmetricPolynomials(roots, masses.length);
  const steps = new Float64Array(masses.length);
  for (let j = 1; j < steps.length; j++) {
    for (let m = 0; j + m < masses.length; m++) steps[j] += masses[j + m] * symmetric[m];
  }
  let logProduct = 0;
  for (let k = 0; k < roots.re.length; k++) {
    logProduct += roots.weight[k] * Math.log(Math.hypot(1 - roots.re[k], roots.im[k]));
  }
  return { rest: Math.exp(Math.log(servers - offeredErlangs) - logProduct), steps };
}

/**
 * P(N > n). The first step either passes n or leaves the rest to a walk that begins anew, so
 * T(n) = Σ f_i over i > n + Σ f_i T(n - i) over i ≤ n, with f = g ÷ (F(1) + Σ g). Far out the tail is
 * geometric: T(n + 1) = T(n)/z with z > 1 the outer real root of z^c = e^(a(z-1)).
 *
 * @param excess The ladder steps.
 * @param utilization ρ = a/c.
 * @returns A function of n, a whole number of at least 0; it remembers what it has computed.
 */
export function queueTail(
  { rest, steps }: QueueExcess,
  utilization: number,
): (n: number) => number {
  const total = rest + steps.reduce((sum, step) => sum + step, 0);
  const f = steps.map((step) => step / total);
  const beyond = new Float64Array(f.length);
  for (let n = f.length - 2; n >= 0; n--) beyond[n] = beyond[n + 1] + f[n + 1];
  const decay = 1 / outerRoot(utilization);
  const tail: number[] = [];
  let geometricSince = Infinity;
  return (n) => {
    while (tail.length <= n && tail.length < geometricSince + f.length) {
      const at = tail.length;
      let next = at < beyond.length ? beyond[at] : 0;
      for (let i = Math.min(at, f.length - 1); i > 0; i--) next += f[i] * tail[at - i];
      const isGeometric = at > 0 && Math.abs(next - tail[at - 1] * decay) <= 1e-12 * next;
      geometricSince = isGeometric ? Math.min(geometricSince, at) : Infinity;
      tail.push(next);
    }
    return n < tail.length ? tail[n] : tail[tail.length - 1] * decay ** (n - tail.length + 1);
  };
}

/** The root above 1 of ln z = ρ(z - 1), by Newton's method from its right, where it cannot overshoot. */
function outerRoot(utilization: number): number {
  let above = 1 / utilization ** 2 - 1;
  for (let step = 0; step < 100; step++) {
    const move = (utilization * above - Math.log1p(above)) / (utilization - 1 / (1 + above));
    above -= move;
    if (Math.abs(move) <= 1e-16 * above) break;
  }
  return 1 + above;
}

/** π(c + j) at j, as far as they count. */
function massesAbove(offeredErlangs: number, servers: number): Float64Array {
  const masses = [poissonMass(servers, offeredErlangs)];
  const least = masses[0] * 1e-18;
  for (let n = servers + 1; masses[masses.length - 1] > least || masses.length < 3; n++) {
    masses.push(masses[masses.length - 1] * offeredErlangs / n);
  }
  return Float64Array.from(masses);
}

/** Roots in the upper half plane; one of weight 2 stands for its conjugate as well. */
interface Roots {
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly weight: Float64Array;
}

/**
 * The roots of z^c = e^(a(z-1)) within the unit circle: z = w e^(ρ(z-1)) for each c-th root w of 1 but 1
 * itself. The right side is a contraction there, which brings z near enough for Newton's method.
 */
function innerRoots(utilization: number, servers: number): Roots {
  const count = servers >> 1;
  const re = new Float64Array(count);
  const im = new Float64Array(count);
  const weight = new Float64Array(count).fill(2);
  if (servers % 2 === 0 && count > 0) weight[count - 1] = 1;
  for (let k = 0; k < count; k++) {
    const angle = 2 * Math.PI * (k + 1) / servers;
    let x = 0;
    let y = 0;
    for (let step = 0; step < 200; step++) {
      const size = Math.exp(utilization * (x - 1));
      const u = size * Math.cos(angle + utilization * y);
      const v = size * Math.sin(angle + utilization * y);
      if (step < 40) {
        [x, y] = [u, v];
        continue;
      }
      // Newton: z − (z − f)/(1 − ρ f), f = u + iv.
      const dRe = 1 - utilization * u;
      const dIm = -utilization * v;
      const norm = dRe * dRe + dIm * dIm;
      const moveRe = ((x - u) * dRe + (y - v) * dIm) / norm;
      const moveIm = ((y - v) * dRe - (x - u) * dIm) / norm;
      x -= moveRe;
      y -= moveIm;
      if (Math.hypot(moveRe, moveIm) < 1e-15) break;
    }
    re[k] = x;
    im[k] = y;
  }
  return { re, im, weight };
}

/** h_0, h_1, … from the power sums s_i, by Newton's identities. */
function symmetricPolynomials({ re, im, weight }: Roots, count: number): Float64Array {
  const sums = new Float64Array(count).fill(1);
  for (let k = 0; k < re.length; k++) {
    let x = 1;
    let y = 0;
    for (let i = 1; i < count; i++) {
      [x, y] = [x * re[k] - y * im[k], x * im[k] + y * re[k]];
      sums[i] += weight[k] * x;
    }
  }
  const symmetric = new Float64Array(count);
  symmetric[0] = 1;
  for (let m = 1; m < count; m++) {
    let sum = 0;
    for (let i = 1; i <= m; i++) sum += sums[i] * symmetric[m - i];
    symmetric[m] = sum / m;
  }
  return symmetric;
}
