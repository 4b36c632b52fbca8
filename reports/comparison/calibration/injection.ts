/**
 * Slow-downs of a known size, put into the head of a simulated gate.
 *
 * @module
 */
import type { ComparableMetric } from "../compared_metrics.ts";
import { MEASURED_LEVELS, type SimulatedLoad } from "./measured_levels.ts";

/** A slow-down. */
export interface Injection {
  /** What it is called: `5 % more service`; null if nothing is altered. */
  readonly name: string | null;
  /** Share of gates that should find it; null where none is asked for. */
  readonly goal: number | null;
  /**
   * What a value of the head becomes.
   *
   * @param value As it would be.
   * @param metric Of which metric.
   * @param load Under which load.
   * @param cell Index of the cell.
   * @returns As it is.
   */
  alter(
    value: number,
    metric: Pick<ComparableMetric, "metric" | "better">,
    load: SimulatedLoad,
    cell: number,
  ): number;
}

/**
 * Bodies that take longer. A loop that is busy all the time serves fewer and is late by more; one that is
 * not hands over as fast as before.
 *
 * @param share 0.05 is 5 %.
 * @param goal Share of gates that should find it.
 * @returns The slow-down.
 */
export function slowerService(share: number, goal: number | null): Injection {
  return {
    name: `${percent(share)} more service`,
    goal,
    alter(value, { metric, better }, load) {
      if (metric === "serviceMs.p50") return value * (1 + share);
      return load === "saturated" ? worse(value, better, share * bodyShare(metric)) : value;
    },
  };
}

/**
 * Of the time a saturated loop takes for a task, the body's. Medians leave the host's own stops out, which
 * throughput and how late a loop is do not: there a body is a smaller part.
 */
function bodyShare(metric: string): number {
  const perTaskMs = metric === "timePerTaskMs.p50"
    ? saturatedLevel(metric)
    : 1000 / saturatedLevel("throughputPerSecond");
  return saturatedLevel("serviceMs.p50") / perTaskMs;
}

function saturatedLevel(name: string): number {
  return MEASURED_LEVELS.saturated.find(({ metric }) => metric === name)!.typical;
}

/**
 * A loop that takes longer to wake up, which those meet whose tasks find it asleep: not a saturated one.
 *
 * @param extraMs How much longer, in ms.
 * @returns The slow-down.
 */
export function slowerWakeUp(extraMs: number): Injection {
  return {
    name: `${extraMs * 1000} µs more to wake up`,
    goal: null,
    alter: (value, { metric }, load) =>
      load === "steady" && metric.startsWith("dispatchOverheadMs") ? value + extraMs : value,
  };
}

/**
 * Every metric of one cell worse by the same share but for the service, which is the bodies' own: which
 * metric sees that dispatching got worse?
 *
 * @param share 0.05 is 5 %.
 * @param cell Index of the cell.
 * @param load Its load.
 * @returns The slow-down.
 */
export function worseCell(share: number, cell: number, load: SimulatedLoad): Injection {
  return {
    name: `${load} cell: dispatching ${percent(share)} worse`,
    goal: null,
    alter: (value, { metric, better }, _load, at) =>
      at === cell && metric !== "serviceMs.p50" ? worse(value, better, share) : value,
  };
}

/** Nothing is altered: every alarm is false. */
export const NO_INJECTION: Injection = { name: null, goal: null, alter: (value) => value };

function worse(value: number, better: ComparableMetric["better"], share: number): number {
  return better === "higher" ? value / (1 + share) : value * (1 + share);
}

function percent(share: number): string {
  return `${+(share * 100).toFixed(6)} %`;
}
