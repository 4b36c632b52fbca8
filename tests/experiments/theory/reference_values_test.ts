import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import {
  predictBatch,
  predictGim1,
  predictMg1,
  predictMm1,
  predictMmc,
  predictMmck,
  predictPolled,
  predictPs,
} from "../../../experiments/theory/mod.ts";
import { known, predicted } from "./_predicted.ts";

/** An entry of the file: a model, its parameters, and what is expected of it. */
interface Reference {
  readonly model: string;
  readonly source: string;
  readonly expect: Readonly<Record<string, number | readonly number[]>>;
  readonly [parameter: string]: unknown;
}

/** An entry with a number for each parameter and figure. */
interface Case {
  readonly source: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly expected: Readonly<Record<string, number>>;
}

type Figures = Readonly<Record<string, number>>;
type Parameters = Readonly<Record<string, number>>;

const EXPONENTIAL = { serviceMeanMs: 1, serviceSecondMomentMs2: 2 };

/** What each model of the file gives, in the file's symbols; its unit of time is taken as 1 ms. */
const MODELS: Readonly<Record<string, (parameters: Parameters) => Figures>> = {
  "M/M/1": ({ rho }) => {
    const { waitMs, sojourn } = predicted(
      predictMm1({ arrivalRatePerSecond: 1000 * rho, serviceMeanMs: 1 }),
    );
    return { Wq: waitMs, Wp99: known(sojourn).quantileMs(0.99) };
  },
  "M/G/1": ({ rho, cs2 }) => {
    const serviceSecondMomentMs2 = 1 + cs2;
    const load = { arrivalRatePerSecond: 1000 * rho, serviceMeanMs: 1, serviceSecondMomentMs2 };
    return { Wq: predicted(predictMg1(load)).waitMs };
  },
  "M/M/c": ({ c, mu = 1, lambda, rho }) => {
    const rate = lambda ?? rho * c * mu;
    const { waitMs, sojournMs, wait } = predicted(
      predictMmc({ arrivalRatePerSecond: 1000 * rate, serviceMeanMs: 1 / mu, servers: c }),
    );
    return {
      Wq: waitMs,
      W: sojournMs,
      Lq: rate * waitMs,
      C: known(wait).tail(0),
      Wqp99: known(wait).quantileMs(0.99),
    };
  },
  "M/M/c/K": ({ lambda, mu, c, K }) => {
    const load = { arrivalRatePerSecond: 1000 * lambda, serviceMeanMs: 1 / mu, servers: c };
    const given = predicted(predictMmck({ ...load, capacity: K }));
    return {
      p0: given.emptyShare,
      pK: given.lostShare,
      L: given.inSystem,
      W: given.sojournMs,
      Wq: given.waitMs,
    };
  },
  "GI/M/1": ({ rho }) => {
    const gap = { kind: "fixed", meanMs: 1 / rho } as const;
    return { Wq: predicted(predictGim1({ gap, serviceMeanMs: 1 })).waitMs };
  },
  "MX/M/1": ({ batch, batchRate }) => ({
    Wq: predicted(predictBatch({
      batchRatePerSecond: 1000 * batchRate,
      batchSizeMean: batch,
      batchSizeSecondMoment: batch ** 2,
      serviceMeanMs: 1,
    })).waitMs,
  }),
  "M/G/1-PS": ({ lambda, mu }) => ({
    W: predicted(predictPs({ arrivalRatePerSecond: 1000 * lambda, serviceMeanMs: 1 / mu }))
      .sojournMs,
  }),
  "polled-exhaustive": (parameters) => polled("all", parameters),
  "polled-gated": (parameters) => polled("present", parameters),
  "polled-one-per-pass": (parameters) => polled("one", parameters),
};

/** Words that the file uses for parameters, beside numbers. */
const WORDS: Readonly<Record<string, string>> = {
  arrivals: "deterministic",
  service: "exponential mean 1",
};

function polled(drain: "one" | "present" | "all", { lambda, T }: Parameters): Figures {
  const sleep = { meanMs: T, secondMomentMs2: T ** 2 };
  const load = { arrivalRatePerSecond: 1000 * lambda, ...EXPONENTIAL, drain, sleep };
  return { Wq: predicted(predictPolled(load)).waitMs };
}

/** One case for each place of the entry's lists. */
function casesOf({ model: _, source, expect, ...given }: Reference): Case[] {
  for (const [name, word] of Object.entries(given)) {
    if (typeof word === "string") assertEquals(word, WORDS[name], name);
  }
  const numbers = Object.entries(given).filter(([, value]) => typeof value !== "string") as [
    string,
    number | readonly number[],
  ][];
  const lists = [...numbers, ...Object.entries(expect)].flatMap(([, value]) => {
    return typeof value === "number" ? [] : [value.length];
  });
  const count = lists[0] ?? 1;
  assert(lists.every((length) => length === count), "lists of one entry are equally long");
  const at = (entries: [string, number | readonly number[]][], place: number) =>
    Object.fromEntries(entries.map(([name, value]) => {
      return [name, typeof value === "number" ? value : value[place]];
    }));
  return Array.from({ length: count }, (_, place) => ({
    source,
    parameters: at(numbers, place),
    expected: at(Object.entries(expect), place),
  }));
}

/** Half of the last place given, for values that were rounded; 4 significant digits for round ones. */
function toleranceOf(expected: number): number {
  const decimals = `${expected}`.split(".")[1]?.length ?? 0;
  return Math.max(5e-5 * Math.abs(expected), decimals < 3 ? 0 : 0.5001 * 10 ** -decimals);
}

const { values }: { values: readonly Reference[] } = JSON.parse(
  await Deno.readTextFile(new URL("golden/queueing-values.json", import.meta.url)),
);

for (const reference of values) {
  const { model, expect: _, source: __, ...parameters } = reference;
  Deno.test(`${model} gives the reference values at ${JSON.stringify(parameters)}`, () => {
    const compute = MODELS[model];
    assert(compute !== undefined, `no model is known as ${model}`);
    for (const { source, parameters, expected } of casesOf(reference)) {
      const figures = compute(parameters);
      for (const [name, value] of Object.entries(expected)) {
        assert(name in figures, `${model} says nothing of ${name}`);
        assertAlmostEquals(figures[name], value, toleranceOf(value), `${name} (${source})`);
      }
    }
  });
}

Deno.test("every model that has reference values is checked against some", () => {
  assertEquals(new Set(values.map(({ model }) => model)), new Set(Object.keys(MODELS)));
});
