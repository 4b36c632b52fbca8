import { assertAlmostEquals, assertEquals } from "@std/assert";
import {
  lawComplement,
  lawConstants,
  residualTransform,
} from "../../../experiments/theory/_law_transform.ts";
import { type Law, lawMoments } from "../../../experiments/theory/law.ts";

/** E[e^(-sX)]. */
function lawTransform(law: Law) {
  const complement = lawComplement(law);
  return (s: { readonly re: number; readonly im: number }) => {
    const { re, im } = complement(s);
    return { re: 1 - re, im: -im };
  };
}

const LAWS: readonly Law[] = [
  { kind: "fixed", meanMs: 2 },
  { kind: "exponential", meanMs: 2 },
  { kind: "erlang", meanMs: 2, stages: 3 },
  { kind: "hyperexponential", meanMs: 2, scv: 8 },
  { kind: "lognormal", meanMs: 2, scv: 3 },
  { kind: "pareto", meanMs: 2, shape: 1.3, ratio: 1e4 },
  { kind: "bimodal", meanMs: 2, share: 0.2, ratio: 5 },
  { kind: "replay", demandMs: [1, 2, 3] },
  { kind: "atoms", valuesMs: [0, 2, 3], weights: [1, 4, 2] },
];

/** E[g(X)] for a density on [0, end], by the midpoint rule in the cube root of x. */
function expectation(
  density: (x: number) => number,
  from: number,
  end: number,
  g: (x: number) => number,
): number {
  const panels = 400_000;
  const a = Math.cbrt(from);
  const width = (Math.cbrt(end) - a) / panels;
  let sum = 0;
  for (let i = 0; i < panels; i++) {
    const root = a + (i + 0.5) * width;
    sum += density(root ** 3) * g(root ** 3) * 3 * root ** 2 * width;
  }
  return sum;
}

Deno.test("lawComplement() is 1 at 0 and falls with the mean there, for every law", () => {
  for (const law of LAWS) {
    const transform = lawTransform(law);
    const { meanMs, secondMomentMs2 } = lawMoments(law);
    assertAlmostEquals(transform({ re: 0, im: 0 }).re, 1, 1e-12, law.kind);
    // E[e^(-sX)] = 1 - s E[X] + s² E[X²]/2 - …; the imaginary part is odd in s, the real one even.
    const { re, im } = transform({ re: 0, im: 1e-5 });
    assertAlmostEquals(-im / 1e-5 / meanMs, 1, 1e-4, law.kind);
    assertAlmostEquals((1 - re) * 2e10 / secondMomentMs2, 1, 1e-3, law.kind);
  }
});

Deno.test("lawComplement() keeps its digits where s is next to nothing", () => {
  for (const law of LAWS) {
    const complement = lawComplement(law);
    const { meanMs } = lawMoments(law);
    assertAlmostEquals(complement({ re: 1e-13, im: 0 }).re / 1e-13 / meanMs, 1, 1e-8, law.kind);
    assertAlmostEquals(complement({ re: 0, im: 1e-13 }).im / 1e-13 / meanMs, 1, 1e-8, law.kind);
  }
});

Deno.test("lawComplement() gives the closed forms", () => {
  const s = { re: 0.7, im: 0 };
  const at = (law: Law) => lawTransform(law)(s).re;
  assertAlmostEquals(at({ kind: "fixed", meanMs: 2 }), Math.exp(-1.4), 1e-14);
  assertAlmostEquals(at({ kind: "exponential", meanMs: 2 }), 1 / 2.4, 1e-14);
  assertAlmostEquals(at({ kind: "erlang", meanMs: 2, stages: 2 }), 1 / 1.7 ** 2, 1e-14);
  // C² = 3: p = (1 ± √½)/2, with means 1/p; C² = 1 is the exponential law.
  const p = (1 - Math.SQRT1_2) / 2;
  const mixed = p / (1 + 0.7 / p) + (1 - p) / (1 + 0.7 / (1 - p));
  assertAlmostEquals(at({ kind: "hyperexponential", meanMs: 2, scv: 3 }), mixed, 1e-14);
  assertAlmostEquals(at({ kind: "hyperexponential", meanMs: 2, scv: 1 }), 1 / 2.4, 1e-14);
  assertAlmostEquals(
    at({ kind: "atoms", valuesMs: [0, 3], weights: [1, 3] }),
    0.25 + 0.75 * Math.exp(-2.1),
    1e-14,
  );
});

Deno.test("lawComplement() agrees with plain integration for the lognormal and the Pareto law", () => {
  const variance = Math.log(4);
  const lognormal = (x: number) => {
    const z = (Math.log(x / 2) + variance / 2) / Math.sqrt(variance);
    return Math.exp(-z * z / 2) / (x * Math.sqrt(2 * Math.PI * variance));
  };
  const shape = 1.3;
  const covered = 1 - 1e4 ** -shape;
  // The mean of the law on [1, 10,000] is shape/(shape - 1) (1 - ratio^(1-shape)) ÷ covered.
  const least = 2 * covered * (shape - 1) / shape / (1 - 1e4 ** (1 - shape));
  const pareto = (x: number) => shape * least ** shape * x ** (-shape - 1) / covered;
  for (const s of [{ re: 0.3, im: 0 }, { re: 0.05, im: 0.5 }, { re: 1, im: 4 }]) {
    const real = (x: number) => Math.exp(-s.re * x) * Math.cos(s.im * x);
    const imaginary = (x: number) => -Math.exp(-s.re * x) * Math.sin(s.im * x);
    const first = lawTransform({ kind: "lognormal", meanMs: 2, scv: 3 })(s);
    assertAlmostEquals(first.re, expectation(lognormal, 1e-9, 1000, real), 1e-8);
    assertAlmostEquals(first.im, expectation(lognormal, 1e-9, 1000, imaginary), 1e-8);
    const second = lawTransform({ kind: "pareto", meanMs: 2, shape, ratio: 1e4 })(s);
    assertAlmostEquals(second.re, expectation(pareto, least, least * 1e4, real), 1e-8);
    assertAlmostEquals(second.im, expectation(pareto, least, least * 1e4, imaginary), 1e-8);
  }
});

Deno.test("lawComplement() knows a lognormal law without any spread", () => {
  const { re } = lawTransform({ kind: "lognormal", meanMs: 2, scv: 0 })({ re: 1, im: 0 });
  assertAlmostEquals(re, Math.exp(-2), 1e-14);
});

Deno.test("residualTransform() has the mean rest E[X²]/(2 E[X])", () => {
  for (const law of LAWS) {
    const { meanMs, secondMomentMs2 } = lawMoments(law);
    const residual = residualTransform(lawComplement(law), meanMs);
    assertEquals(residual({ re: 0, im: 0 }).re, 1);
    const { im } = residual({ re: 0, im: 1e-5 });
    assertAlmostEquals(-im / 1e-5 / (secondMomentMs2 / (2 * meanMs)), 1, 1e-3, law.kind);
  }
  const never = residualTransform(lawComplement({ kind: "fixed", meanMs: 0 }), 0);
  assertEquals(never({ re: 1, im: 1 }), { re: 1, im: 0 });
});

Deno.test("lawConstants() names the values of a law that takes only some", () => {
  assertEquals(lawConstants({ kind: "atoms", valuesMs: [1, 2, 3], weights: [1, 0, 3] }), {
    valuesMs: [1, 3],
    weights: [0.25, 0.75],
  });
  assertEquals(lawConstants({ kind: "fixed", meanMs: 2 }), { valuesMs: [2], weights: [1] });
  for (const kind of ["exponential", "lognormal"] as const) {
    const law = kind === "exponential" ? { kind, meanMs: 1 } : { kind, meanMs: 1, scv: 1 };
    assertEquals(lawConstants(law).valuesMs, []);
  }
});
