/**
 * What a queueing model says about a cell: a mean wait, or why it has nothing to say.
 *
 * @module
 */

/** A model applied and gave a finite mean wait. */
export interface Predicted {
  /** Tells the outcomes apart. */
  readonly state: "predicted";
  /** Name of the model in Kendall's notation or in plain words: `M/G/1`, `polled (gated)`. */
  readonly model: string;
  /** Mean wait in queue, Wq, in ms; waits of 0 included. */
  readonly waitMs: number;
  /** Mean sojourn, W = Wq + E[S], in ms. */
  readonly sojournMs: number;
  /** ρ: the part of its time that a server spends on tasks, below 1. */
  readonly utilization: number;
  /** Whether the formula is an approximation; if so, say it wherever the figure is shown. */
  readonly approximate: boolean;
  /** The wait in queue as a distribution, first come, first served. @default only its mean is known */
  readonly wait?: TimeDistribution;
  /** The sojourn as a distribution, first come, first served. @default only its mean is known */
  readonly sojourn?: TimeDistribution;
}

/** How a time that tasks spend, T, is distributed over them. */
export interface TimeDistribution {
  /**
   * P(T > t).
   *
   * @param ms t, in ms.
   * @returns From 0 to 1; 1 below t = 0, and at t = 0 the part of the tasks that spend any time at all.
   */
  tail(ms: number): number;
  /**
   * The least t with P(T ≤ t) ≥ p.
   *
   * @param p From 0 to 1.
   * @returns The quantile in ms; 0 where so many spend no time, Infinity at p = 1 where no bound exists;
   *   NaN where 1 - p is so small that the tail is not known that far out, as with tails by inversion.
   * @throws {RangeError} If `p` is outside 0 to 1.
   */
  quantileMs(p: number): number;
}

/**
 * Why a model says nothing. `unstable`: tasks come faster than they can be served, the wait grows
 * for ever. `infinite-variance`: E[S²] is infinite and with it the mean wait; compare quantiles.
 * `no-arrivals`: the arrival rate is not above 0. `not-measured`: an input is NaN, as the moments
 * of an empty sample are. `assumption-broken`: an input contradicts what the model presumes, such as
 * arrivals of another kind, or a mean or a rate that is infinite.
 */
export type NotApplicableReason =
  | "unstable"
  | "infinite-variance"
  | "no-arrivals"
  | "not-measured"
  | "assumption-broken";

/** A model has no answer for these inputs. */
export interface NotApplicable {
  /** Tells the outcomes apart. */
  readonly state: "not-applicable";
  /** Why, as a word. */
  readonly reason: NotApplicableReason;
  /** Why, as a sentence for a report, with the figures. */
  readonly message: string;
}

/** What a queueing model says. */
export type Prediction = Predicted | NotApplicable;
