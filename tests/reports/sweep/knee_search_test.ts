import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { judgeStability } from "../../../experiments/trial/stability.ts";
import { createRandom, type Random } from "../../../experiments/workload/random.ts";
import { meanInterval, quantile, sortedCopy } from "../../../reports/stats/mod.ts";
import {
  KNEE_MOST_PROBES,
  type KneeSearch,
  type RateObservation,
  searchKnee,
  type SloVerdict,
} from "../../../reports/sweep/knee_search.ts";

const SLO_MS = 5;
const GRID = [100, 215.4, 464.2, 1000, 2154, 4642, 10000];

/** What a system does at a rate, block by block: a latency law with noise. */
type Law = (ratePerSecond: number, random: Random) => number;

/** Runs a search to its end on a system made up. Blocks at one rate are pooled. */
function search(law: Law, seed: number, { blocks = 5, precision = 0.02, grid = GRID } = {}) {
  const random = createRandom(seed);
  const figures = new Map<number, { values: number[]; probes: number }>();
  const measure = (rate: number, probes: 0 | 1) => {
    const at = figures.get(rate) ?? { values: [], probes: 0 };
    at.probes += probes;
    for (let block = 0; block < blocks; block++) {
      at.values.push(law(rate, random));
    }
    figures.set(rate, at);
  };
  for (const rate of grid) measure(rate, 0);
  for (let step = 0;; step++) {
    assert(step < 100, "the search does not end");
    const found = searchKnee(observe(figures), { precision });
    if (found.step.state === "stopped") return { ...found, ...found.step, figures };
    measure(found.step.ratePerSecond, 1);
  }
}

function observe(figures: Map<number, { values: number[]; probes: number }>): RateObservation[] {
  return [...figures].map(([ratePerSecond, { values, probes }]) => ({
    ratePerSecond,
    verdict: verdictOf(values),
    probes,
  }));
}

/** As of trials: an infinite figure is that of a block which did not sustain its rate. */
function verdictOf(values: readonly number[]): SloVerdict {
  if (2 * values.filter((value) => value === Infinity).length >= values.length) return "misses";
  const [low, high] = meanInterval(values) ?? [-Infinity, Infinity];
  return high <= SLO_MS ? "meets" : low > SLO_MS ? "misses" : "undecided";
}

const probesOf = ({ figures }: ReturnType<typeof search>) =>
  [...figures.values()].reduce((sum, { probes }) => sum + probes, 0);

/** M/M/1-like: 1 ms of service at 1500/s at most; meets 5 ms up to 1300/s. */
const hyperbola: Law = (rate) => rate >= 1500 ? 1000 : 1000 / (1500 - rate);
const sharp: Law = (rate) => rate <= 700 ? 1 : 1000;

Deno.test("searchKnee() brackets a sharp knee within the precision, in few probes", () => {
  const found = search(sharp, 1);
  assertEquals(found.reason, "precision");
  const { lowPerSecond: low, highPerSecond: high } = found;
  assert(low! <= 700 && high! > 700);
  assert(high! / low! <= 1.02);
  // 1000 ÷ 464.2 halved on a log scale until within 2 %: six times.
  assertEquals(probesOf(found), 6);
});

Deno.test("searchKnee() finds the knee of a curve without noise, to any precision", () => {
  for (const precision of [0.2, 0.02, 0.001]) {
    const found = search(hyperbola, 1, { precision });
    assertEquals(found.reason, "precision");
    assert(found.lowPerSecond! <= 1300 && found.highPerSecond! > 1300);
    assert(found.highPerSecond! / found.lowPerSecond! <= 1 + precision);
  }
});

Deno.test("searchKnee() keeps the doubt of noisy blocks in its interval, which holds the knee", () => {
  const noisy: Law = (rate, random) => hyperbola(rate, random) * Math.exp(0.3 * random.normal());
  const runs = Array.from({ length: 200 }, (_, seed) => search(noisy, seed));
  // The mean of blocks whose logarithm is normal is e^(σ²/2) times their median.
  const knee = 1500 - 1000 / (SLO_MS / Math.exp(0.045));
  const holds = runs.filter(({ lowPerSecond: low, highPerSecond: high }) =>
    low !== null && low <= knee && (high === null || high > knee)
  );
  assert(holds.length >= 180, `${holds.length} of 200 hold the knee`);
  assert(runs.some(({ reason }) => reason === "undecided"));
  for (const run of runs) assert(probesOf(run) <= KNEE_MOST_PROBES);
});

Deno.test("searchKnee() gets closer with more blocks", () => {
  const noisy: Law = (rate, random) => hyperbola(rate, random) * Math.exp(0.3 * random.normal());
  const width = (blocks: number) =>
    Array.from({ length: 50 }, (_, seed) => search(noisy, seed, { blocks }))
      .reduce(
        (sum, { lowPerSecond, highPerSecond }) => sum + Math.log(highPerSecond! / lowPerSecond!),
        0,
      ) / 50;
  assert(width(40) < width(5) / 1.5);
});

Deno.test("searchKnee() tries a miss below a rate that meets again, and believes it if it stays", () => {
  const stays: Law = (rate) => rate > 400 && rate < 500 ? 100 : rate <= 3000 ? 1 : 1000;
  const found = search(stays, 1);
  // 464.2 is really bad, so what is above it does not count.
  assertEquals(found.figures.get(464.2)?.probes, 2);
  assert(found.highPerSecond! < 464.2 && found.highPerSecond! >= 400);

  let unlucky = 5;
  const passes: Law = (rate) => rate === 464.2 && unlucky-- > 0 ? 6 : rate <= 3000 ? 1 : 1000;
  const later = search(passes, 1);
  assertEquals(later.figures.get(464.2)?.probes, 1);
  // Its blocks are pooled: not a sure miss any more, so the knee is sought above it.
  assertAlmostEquals(later.lowPerSecond!, 3000, 60);
});

Deno.test("searchKnee() says that no rate meets, that all do, or that the top is in doubt", () => {
  const never = search(() => 50, 1);
  assertEquals([never.reason, never.lowPerSecond, never.highPerSecond], [
    "nothing-meets",
    null,
    100,
  ]);
  assertEquals(probesOf(never), 0);

  const always = search(() => 1, 1);
  assertEquals([always.reason, always.lowPerSecond, always.highPerSecond], ["range", 10000, null]);
  assertEquals(probesOf(always), 0);

  const doubtful: Law = (rate, random) => rate < 7000 ? 1 : 5 + random.normal();
  const top = search(doubtful, 3);
  assertEquals([top.reason, top.highPerSecond], ["undecided", null]);
  assert(top.lowPerSecond! < 7000 && top.lowPerSecond! > 7000 / 1.02);
});

/** A queue polled every 2 to 2.4 ms, one task of 0.05 ms a pass: its p99 sojourn ÷ the level. */
function polled(arrivals: "steady" | "poisson", levelMs: number, durationMs: number): Law {
  return (rate, { exponential, uniform }) => {
    const gapMs = () => arrivals === "steady" ? 1000 / rate : exponential(1000 / rate);
    const intended: number[] = [];
    for (let atMs = gapMs(); atMs < durationMs; atMs += gapMs()) intended.push(atMs);
    const waits: number[] = [];
    for (let nowMs = 0; waits.length < intended.length && nowMs < durationMs + 250;) {
      if (intended[waits.length] <= nowMs) {
        waits.push(nowMs - intended[waits.length]);
        nowMs += 0.05;
      }
      nowMs += 2 + 0.4 * uniform();
    }
    const waitMs = Float64Array.from(waits);
    const unfinished = intended.length - waits.length;
    const { state } = judgeStability({
      offeredLoad: rate * 0.05 / 1000,
      shedShare: 0,
      unfinished,
      waiting: unfinished,
      intendedMs: Float64Array.from(intended.slice(0, waits.length)),
      waitMs,
    });
    if (state === "unstable") return Infinity;
    return (quantile(sortedCopy(waitMs), 0.99) + 0.05) * SLO_MS / levelMs;
  };
}

Deno.test("searchKnee() finds a polled queue's edge where λ(E[S] + E[T]) = 1, within 5 %", () => {
  const edge = 1000 / (0.05 + 2.2);
  const cases = [["steady", 100, 5000], ["poisson", 300, 10_000]] as const;
  for (const [arrivals, levelMs, durationMs] of cases) {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { lowPerSecond: low, highPerSecond: high } = search(
        polled(arrivals, levelMs, durationMs),
        seed,
        { grid: [300, 400, 500, 600] },
      );
      const shown = `${arrivals}, seed ${seed}: ${low} to ${high} of ${edge}`;
      assert(Math.abs(low! / edge - 1) <= 0.05, shown);
      assert(high! / edge > 0.97 && high! / edge < 1.08, shown);
    }
  }
});

Deno.test("searchKnee() finds the knee below the edge where a tight level meets random arrivals", () => {
  const { lowPerSecond } = search(polled("poisson", 50, 5000), 1, { grid: [300, 400, 500, 600] });
  assert(lowPerSecond! < 0.95 * 1000 / 2.25, `${lowPerSecond}`);
});

Deno.test("searchKnee() ends after so many probes, and says so", () => {
  const observations: RateObservation[] = [
    { ratePerSecond: 100, verdict: "meets", probes: 0 },
    { ratePerSecond: 200, verdict: "misses", probes: 3 },
  ];
  const stopped = searchKnee(observations, { precision: 0.02, mostProbes: 3 });
  assertEquals(stopped.step, { state: "stopped", reason: "most-probes" });
  const goesOn = searchKnee(observations, { precision: 0.02, mostProbes: 4 });
  assertEquals(goesOn.step, { state: "probe", ratePerSecond: 141.42 });
});

Deno.test("searchKnee() does not try a rate again that could not be measured", () => {
  const at = (ratePerSecond: number, verdict: SloVerdict, probes = 0) => ({
    ratePerSecond,
    verdict,
    probes,
  });
  const cases: [RateObservation[], KneeSearch["step"]][] = [
    [
      [at(100, "meets"), at(141.42, "failed", 1), at(200, "misses")],
      { state: "stopped", reason: "failed" },
    ],
    [[at(100, "failed"), at(200, "failed")], { state: "stopped", reason: "nothing-meets" }],
    [[], { state: "stopped", reason: "nothing-meets" }],
  ];
  for (const [observations, step] of cases) {
    assertEquals(searchKnee(observations, { precision: 0.02 }).step, step);
  }
});

Deno.test("searchKnee() stops where the digits of a rate end", () => {
  const observations: RateObservation[] = [
    { ratePerSecond: 1000, verdict: "meets", probes: 0 },
    { ratePerSecond: 1000.1, verdict: "misses", probes: 0 },
  ];
  const { step } = searchKnee(observations, { precision: 1e-9 });
  assertEquals(step, { state: "stopped", reason: "precision" });
});
