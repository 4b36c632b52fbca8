import type { CellSample } from "./_sample.ts";
import type { ComparableMetric } from "./compared_metrics.ts";
import type { MetricEvidence, MetricRole, Pairing } from "./comparison.ts";
import { type Evidence, pairedEvidence, unpairedEvidence } from "./decide.ts";
import { oriented } from "./oriented.ts";
import {
  hodgesLehmann,
  type Interval,
  median,
  signedRankInterval,
  twoSampleShift,
  twoSampleShiftInterval,
} from "../stats/mod.ts";

/** A metric with the part that it plays in a comparison. */
export interface CastMetric {
  /** The metric. */
  readonly metric: ComparableMetric;
  /** What it is there for, here. */
  readonly role: MetricRole;
  /** The least share that matters, here. */
  readonly delta: number;
}

/** What the blocks say about a metric, before anything is adjusted. */
export interface Weighed extends CastMetric {
  /** Oriented, for the decision. */
  readonly evidence: Evidence;
  /** As it is, for readers. */
  readonly shown: Omit<MetricEvidence, "adjustedPWorse" | "adjustedPBetter">;
  /** Of a count, whether it is the same as far as it can be. */
  readonly isSameCount: boolean;
}

/**
 * Where both arms leave tasks behind in most blocks, as under overload, their number is no exact one: counts are
 * then the same if they differ by less than this share of the tasks.
 */
const COUNT_TOLERANCE = 0.01;

/**
 * Weighs a metric of a cell.
 *
 * @param cast The metric.
 * @param sample The cell's trials.
 * @param pairing How blocks correspond.
 * @returns What they say.
 */
export function weigh(
  cast: CastMetric,
  { base, head }: Pick<CellSample, "base" | "head">,
  pairing: Pairing,
): Weighed {
  const { metric, role } = cast;
  const baseValues = base.byBlock.map((trial) => trial && known(metric.read(trial)));
  const headValues = head.byBlock.map((trial) => trial && known(metric.read(trial)));
  const compared = pairing === "unpaired"
    ? { base: present(baseValues), head: present(headValues) }
    : inBoth(baseValues, headValues);
  const sign = metric.better === "lower" ? 1 : -1;
  const kind = role === "exact" ? "count" : "measure";
  const worse = {
    base: oriented(metric, kind, compared.base),
    head: oriented(metric, kind, compared.head),
  };
  const differences = worse.base.map((value, at) => worse.head[at] - value);
  const evidence = pairing === "unpaired"
    ? unpairedEvidence(worse.base, worse.head)
    : pairedEvidence(differences);
  const shift = role !== "exact" ? null : pairing === "unpaired"
    ? {
      estimate: twoSampleShift(worse.head, worse.base),
      ci90: twoSampleShiftInterval(worse.head, worse.base, 0.9),
      ci95: twoSampleShiftInterval(worse.head, worse.base, 0.95),
    }
    : {
      estimate: hodgesLehmann(differences),
      ci90: signedRankInterval(differences, 0.9),
      ci95: signedRankInterval(differences, 0.95),
    };
  const asIs = sign === 1 ? identity : (worsening: number) => 1 / worsening;
  return {
    ...cast,
    evidence,
    shown: {
      count: evidence.count,
      base: known(median(compared.base)),
      head: known(median(compared.head)),
      baseValues,
      headValues,
      ratio: known(shift?.estimate ?? asIs(evidence.worsening)),
      ci90: shift ? shift.ci90 : inOrder(evidence.interval90, asIs),
      ci95: shift ? shift.ci95 : inOrder(evidence.interval95, asIs),
      pWorse: evidence.pWorse,
      pBetter: evidence.pBetter,
    },
    isSameCount: shift !== null &&
      isSameCount(compared, shift.ci90, [...base.measured, ...head.measured]),
  };
}

type Values = { readonly base: readonly number[]; readonly head: readonly number[] };

function isSameCount(
  { base, head }: Values,
  ci90: Interval | null,
  trials: CellSample["base"]["measured"],
): boolean {
  if (base.length === 0 || head.length === 0) return false;
  const isPaired = base.length === head.length;
  if (isPaired && base.every((value, at) => value === head[at])) return true;
  if (new Set([...base, ...head]).size === 1) return true;
  const tasks = known(median(trials.map(({ counts }) => counts.released))) ?? 0;
  const most = COUNT_TOLERANCE * tasks;
  const areBothLosing = median(base) > 0 && median(head) > 0;
  return areBothLosing && ci90 !== null && ci90[0] > -most && ci90[1] < most;
}

function inBoth(
  base: readonly (number | null)[],
  head: readonly (number | null)[],
): Values {
  const pairs = base.flatMap((value, block) => {
    const other = head[block] ?? null;
    return value === null || other === null ? [] : [[value, other]];
  });
  return { base: pairs.map(([value]) => value), head: pairs.map(([, value]) => value) };
}

function present(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null);
}

function known(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}

function identity(value: number): number {
  return value;
}

function inOrder(
  interval: Interval | null,
  of: (worsening: number) => number,
): Interval | null {
  if (interval === null) return null;
  const [low, high] = interval.map(of);
  return low <= high ? [low, high] : [high, low];
}
