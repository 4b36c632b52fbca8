/** Simulations that share no code with the models they check. */

/** A seeded source of uniform numbers between 0 and 1, both excluded. */
export type Uniform = () => number;

/** The 32-bit linear congruential generator of Knuth and Lewis ("quick and dirty", full period). */
export function lcg(seed: number): Uniform {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
}

/** Exponential values with the given mean, by inversion. */
export function exponential(uniform: Uniform, mean: number): () => number {
  return () => -mean * Math.log(uniform());
}

/** Running sums of gaps, the first gap included. */
export function arrivalTimes(count: number, gap: () => number): Float64Array {
  const times = new Float64Array(count);
  for (let i = 0, now = 0; i < count; i++) times[i] = now += gap();
  return times;
}

/** `count` draws of one variable. */
export function draws(count: number, draw: () => number): Float64Array {
  return new Float64Array(count).map(draw);
}

/** What a polling server does: it serves according to `drain`, sleeps, and looks again. */
export interface PolledServer {
  readonly drain: "one" | "present" | "all";
  readonly service: () => number;
  readonly sleep: () => number;
}

/** Waits of the given arrivals at a polling server, played step by step. */
export function polledWaits(arrivals: Float64Array, server: PolledServer): Float64Array {
  const waits = new Float64Array(arrivals.length);
  let now = 0;
  let next = 0;
  while (next < arrivals.length) {
    const passStart = now;
    for (let served = 0; next < arrivals.length; served++) {
      const seenUntil = server.drain === "present" ? passStart : now;
      if (arrivals[next] > seenUntil || (server.drain === "one" && served === 1)) break;
      waits[next] = now - arrivals[next++];
      now += server.service();
    }
    now += server.sleep();
  }
  return waits;
}

/** Mean of an array. */
export function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
