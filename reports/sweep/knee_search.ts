/**
 * The search for the knee: the largest rate whose sojourn meets the service level. Bisection over
 * verdicts that may be undecided or, by chance, contradict each other. Pure and without memory: what is
 * tried next follows from what has been seen.
 *
 * The knee's interval goes from the largest rate that meets, with every rate below it that was tried
 * not surely missing, to the smallest rate that surely misses. Rates in between on which the blocks do
 * not agree enough are not forced to a verdict: their gaps to either end are bisected, and they stay
 * inside the interval, which is as wide as the doubt.
 *
 * Waits only grow with the rate, so a miss below a rate that meets is a contradiction. The miss is then
 * tried again, twice at most, its blocks pooled with the earlier ones. If it remains one it stands, and
 * what lies above it does not count: the cautious of the two readings.
 *
 * Note: an undecided rate is not tried again. Looking at an interval until it says something would
 * narrow it below what its level promises.
 *
 * @module
 */

/**
 * What the blocks at a rate say. `meets`: the upper 95 % limit is within the service level. `misses`: the
 * lower limit is beyond it, or the rate is not sustained. `undecided`: neither. `failed`: nothing was
 * measured.
 */
export type SloVerdict = "meets" | "misses" | "undecided" | "failed";

/** A rate that was tried. */
export interface RateObservation {
  /** The rate. */
  readonly ratePerSecond: number;
  /** What its blocks say, all pooled. */
  readonly verdict: SloVerdict;
  /** How many probes of the search were at this rate; 0 for a rate of the grid. */
  readonly probes: number;
}

/** When the search ends. */
export interface KneeSearchOptions {
  /** How far apart, as a share, neighbouring rates may be that no probe is to go between. */
  readonly precision: number;
  /** Most probes in all. @default 16 */
  readonly mostProbes?: number;
}

/**
 * Why a search ended. `precision`: the interval is as narrow as asked for. `undecided`: what is left of it
 * are rates on which the blocks do not agree. `most-probes`: it has tried enough. `range`: no rate that
 * was tried misses. `nothing-meets`: none meets. `failed`: the rate to try next could not be measured.
 */
export type KneeStop =
  | "precision"
  | "undecided"
  | "most-probes"
  | "range"
  | "nothing-meets"
  | "failed";

/** Where the search stands. */
export interface KneeSearch {
  /** The largest rate that meets, below every sure miss; null if none does. */
  readonly lowPerSecond: number | null;
  /** The smallest rate that surely misses; null if none does. */
  readonly highPerSecond: number | null;
  /** What comes next: a rate to try, or the end. */
  readonly step:
    | { readonly state: "probe"; readonly ratePerSecond: number }
    | { readonly state: "stopped"; readonly reason: KneeStop };
}

/** Most probes of a curve. */
export const KNEE_MOST_PROBES = 16;

const MOST_REPEATS = 2;
const DIGITS = 5;

/**
 * Decides what the search tries next.
 *
 * @param observations The rates that were tried, in any order, each once.
 * @param options When it ends.
 * @returns The interval so far and the next step.
 */
export function searchKnee(
  observations: readonly RateObservation[],
  { precision, mostProbes = KNEE_MOST_PROBES }: KneeSearchOptions,
): KneeSearch {
  const rates = observations.toSorted((a, b) => a.ratePerSecond - b.ratePerSecond);
  const probes = rates.reduce((sum, rate) => sum + rate.probes, 0);
  const miss = rates.find(({ verdict }) => verdict === "misses");
  const high = miss?.ratePerSecond ?? null;
  const below = rates.filter(({ ratePerSecond }) => ratePerSecond < (high ?? Infinity));
  const low = below.findLast(({ verdict }) => verdict === "meets")?.ratePerSecond ?? null;
  const undecided = below
    .filter(({ verdict, ratePerSecond }) => verdict === "undecided" && ratePerSecond > (low ?? 0))
    .map(({ ratePerSecond }) => ratePerSecond);
  return { lowPerSecond: low, highPerSecond: high, step: nextStep() };

  function nextStep(): KneeSearch["step"] {
    if (miss !== undefined && miss.probes < MOST_REPEATS && contradicted(miss, rates)) {
      return probeAt(miss.ratePerSecond);
    }
    if (low === null) return { state: "stopped", reason: "nothing-meets" };
    const gap = widestGap([low, ...undecided, ...(high === null ? [] : [high])], undecided);
    if (gap !== null && gap.ratio > 1 + precision) return probeAt(gap.middle);
    if (undecided.length > 0) return { state: "stopped", reason: "undecided" };
    return { state: "stopped", reason: high === null ? "range" : "precision" };
  }

  function probeAt(ratePerSecond: number): KneeSearch["step"] {
    if (probes >= mostProbes) return { state: "stopped", reason: "most-probes" };
    const tried = rates.find((rate) => rate.ratePerSecond === ratePerSecond);
    if (tried?.verdict === "failed") return { state: "stopped", reason: "failed" };
    return { state: "probe", ratePerSecond };
  }
}

function contradicted(miss: RateObservation, rates: readonly RateObservation[]): boolean {
  return rates.some(({ verdict, ratePerSecond }) =>
    verdict === "meets" && ratePerSecond > miss.ratePerSecond
  );
}

/** The widest gap between neighbours of which not both are undecided; its middle is the geometric one. */
function widestGap(
  rates: readonly number[],
  undecided: readonly number[],
): { ratio: number; middle: number } | null {
  let widest: { ratio: number; middle: number } | null = null;
  for (let i = 1; i < rates.length; i++) {
    const [from, to] = [rates[i - 1], rates[i]];
    if (undecided.includes(from) && undecided.includes(to)) continue;
    const middle = Number(Math.sqrt(from * to).toPrecision(DIGITS));
    // Too close for the digits of a rate.
    if (middle <= from || middle >= to) continue;
    if (widest === null || to / from > widest.ratio) widest = { ratio: to / from, middle };
  }
  return widest;
}
