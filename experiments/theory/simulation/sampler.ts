/**
 * Samplers: they draw from a law, one value or many at a time.
 *
 * @module
 */
import { demandsOf } from "../../workload/demand.ts";
import { type Law, lawMoments } from "../law.ts";
import { Alias } from "./_alias.ts";
import { Generator, placeWidths } from "./generator.ts";

/** A stream of independent values of one law. Many at a time or one by one, they are the same. */
export interface Sampler {
  /**
   * Draws many.
   *
   * @param into Where the values go, in ms.
   * @param count How many.
   */
  fill(into: Float64Array, count: number): void;
  /**
   * Draws one.
   *
   * @returns A value in ms, at least 0.
   */
  next(): number;
}

/**
 * Opens a stream of values.
 *
 * @param law The law.
 * @param seed A whole number between ±(2⁵³ − 1).
 * @param purpose What the values are for; streams for different purposes are unrelated.
 * @returns The stream, at its start.
 * @throws {RangeError} If a parameter of the law or the seed is out of its range.
 */
export function createSampler(law: Law, seed: number, purpose: string): Sampler {
  return samplersOf(law)(seed, purpose);
}

/** Opens streams of one law; see {@link createSampler}. */
export type OpenSampler = (seed: number, purpose: string) => Sampler;

/**
 * Prepares a law for many streams: of one with thousands of atoms, checking it and its table take longer
 * than drawing what a short trial needs.
 *
 * @param law The law; not to be changed afterwards.
 * @returns What opens streams of it; throws a RangeError for a seed that is out of its range.
 * @throws {RangeError} If a parameter of the law is out of its range.
 */
export function samplersOf(law: Law): OpenSampler {
  // Checks the parameters.
  const { meanMs } = lawMoments(law);
  const open = opened(law, meanMs);
  return (seed, purpose) => open(new Generator(seed, purpose));
}

function opened(law: Law, meanMs: number): (generator: Generator) => Sampler {
  if (meanMs === 0) return () => new Constant(0);
  switch (law.kind) {
    case "fixed":
      return () => new Constant(meanMs);
    case "exponential":
      return (generator) => new Exponential(generator, meanMs);
    case "atoms": {
      const values = Float64Array.from(law.valuesMs);
      const alias = new Alias(law.weights);
      return (generator) => new Drawn(() => values[alias.pick(generator.uniform())]);
    }
    default:
      return (generator) => new Drawn(drawsOf(law, generator));
  }
}

class Constant implements Sampler {
  readonly #ms: number;

  constructor(ms: number) {
    this.#ms = ms;
  }

  fill(into: Float64Array, count: number): void {
    into.fill(this.#ms, 0, count);
  }

  next(): number {
    return this.#ms;
  }
}

class Exponential implements Sampler {
  readonly #generator: Generator;
  readonly #meanMs: number;
  readonly #widths: Float64Array;

  constructor(generator: Generator, meanMs: number) {
    this.#generator = generator;
    this.#meanMs = meanMs;
    this.#widths = placeWidths(meanMs);
  }

  fill(into: Float64Array, count: number): void {
    this.#generator.fillExponential(into, count, this.#widths);
  }

  next(): number {
    return this.#generator.exponential(this.#meanMs);
  }
}

class Drawn implements Sampler {
  readonly next: () => number;

  constructor(next: () => number) {
    this.next = next;
  }

  fill(into: Float64Array, count: number): void {
    for (let i = 0; i < count; i++) into[i] = this.next();
  }
}

/** Above so many stages an Erlang law is drawn as the gamma law that it is. */
const MOST_SUMMED = 8;

type DrawnLaw = Exclude<Law, { readonly kind: "fixed" | "exponential" | "atoms" }>;

function drawsOf(law: DrawnLaw, generator: Generator): () => number {
  switch (law.kind) {
    case "erlang":
      return law.stages > MOST_SUMMED
        ? gammaDraws(generator, law.meanMs, law.stages)
        : () => sumOfStages(generator, law.meanMs / law.stages, law.stages);
    case "gamma":
      return gammaDraws(generator, law.meanMs, 1 / law.scv);
    case "hyperexponential": {
      // Balanced means: p₁ = (1 + √((C² − 1)/(C² + 1))) ÷ 2, and branch i has the mean m ÷ 2pᵢ.
      const p = (1 + Math.sqrt((law.scv - 1) / (law.scv + 1))) / 2;
      const oftenMs = law.meanMs / (2 * p);
      const seldomMs = law.meanMs / (2 * (1 - p));
      return () => generator.exponential(generator.uniform() < p ? oftenMs : seldomMs);
    }
    case "replay": {
      const values = Float64Array.from(law.demandMs);
      return () => values[Math.floor(generator.uniform() * values.length)];
    }
    default: {
      const demand = demandsOf(law, generator);
      return () => demand(0);
    }
  }
}

function sumOfStages(generator: Generator, meanMs: number, stages: number): number {
  let sum = 0;
  for (let stage = 0; stage < stages; stage++) sum += generator.exponential(meanMs);
  return sum;
}

/**
 * Draws from the gamma law by rejection (G. Marsaglia and W. W. Tsang, "A Simple Method for Generating
 * Gamma Variables", ACM Transactions on Mathematical Software 26, 2000). A shape below 1 is raised by
 * one, and the value multiplied by U^(1/shape).
 */
function gammaDraws(generator: Generator, meanMs: number, shape: number): () => number {
  const raised = shape < 1 ? shape + 1 : shape;
  const d = raised - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  const scaleMs = meanMs / shape;
  function draw(): number {
    for (;;) {
      const x = generator.normal();
      const v = (1 + c * x) ** 3;
      if (v <= 0) continue;
      if (Math.log(generator.uniform()) < x * x / 2 + d - d * v + d * Math.log(v)) return d * v;
    }
  }
  return shape < 1
    ? () => scaleMs * draw() * generator.uniform() ** (1 / shape)
    : () => scaleMs * draw();
}
