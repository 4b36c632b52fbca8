/** Histories made by hand: a study a commit, whose figures are as wanted. */
import {
  type History,
  type HistoryPoint,
  TRACKED_SCHEMA,
  type TrackedStudy,
} from "../../../experiments/history_point.ts";
import { createRandom } from "../../../experiments/workload/random.ts";

/** A point of a stable cell; its ratio is its value unless said otherwise. */
export function pointAt(value: number, more: Partial<HistoryPoint> = {}): HistoryPoint {
  return {
    strategy: "queue-notified",
    workload: "steady",
    placement: "inside",
    metric: "dispatchOverheadMs.p50",
    load: "below-saturation",
    state: "stable",
    blocks: 5,
    value,
    interval: [value * 0.95, value * 1.05],
    ratio: value,
    ratioInterval: [value * 0.95, value * 1.05],
    ...more,
  };
}

/** A study of one commit: the hundredth commit is `c099…`. */
export function trackedAt(
  at: number,
  points: readonly HistoryPoint[],
  more: Partial<TrackedStudy> = {},
): TrackedStudy {
  return {
    schema: TRACKED_SCHEMA,
    createdAt: new Date(Date.UTC(2026, 0, 1, at)).toISOString(),
    fingerprint: "f".repeat(64),
    commit: `c${String(at).padStart(3, "0")}`.padEnd(40, "0"),
    tree: "clean",
    host: "Imaginary 9000, 4 cores, linux x86_64",
    runtime: "deno 2.9.6",
    reference: "loop-immediate",
    points,
    ...more,
  };
}

/** Factors of noise with this standard deviation on the log scale. */
export function noise(seed: number, sd: number): () => number {
  const random = createRandom(seed);
  return () => Math.exp(sd * random.normal());
}

/** A history of studies in order. */
export function historyOf(
  studies: readonly TrackedStudy[],
  reference: string | null = "loop-immediate",
): History {
  return { reference, studies };
}

/** A history of one series with these values. */
export function historyOfValues(
  values: readonly number[],
  more: Partial<HistoryPoint> = {},
): History {
  return historyOf(values.map((value, at) => trackedAt(at, [pointAt(value, more)])));
}
