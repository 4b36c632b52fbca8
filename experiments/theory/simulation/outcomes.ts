/**
 * What comes out of a simulated queue: rows of tasks that were served, and totals.
 *
 * @module
 */

/** Tasks that were served, a row each; filled again and again. */
export class Outcomes {
  /** Time from a task's arrival to its start, in ms. */
  readonly waitMs: Float64Array;
  /** Time from a task's arrival to its end, in ms. */
  readonly sojournMs: Float64Array;
  /** When it arrived, in ms. */
  readonly arrivedMs: Float64Array;
  /** Index of its class. */
  readonly taskClass: Uint8Array;

  /** @param rows How many rows there is room for. */
  constructor(rows: number) {
    this.waitMs = new Float64Array(rows);
    this.sojournMs = new Float64Array(rows);
    this.arrivedMs = new Float64Array(rows);
    this.taskClass = new Uint8Array(rows);
  }
}

/** Running totals of a simulated queue, from the start. */
export class Tally {
  /** When the last task arrived, in ms. */
  clockMs = 0;
  /** Tasks that arrived. */
  arrived = 0;
  /** Of these, tasks that were given up. */
  lost = 0;
  /** Time that the given up ones waited, in ms. */
  lostWaitMs = 0;
  /** Time that servers spent on tasks, in ms, counted where a task's row is. */
  busyMs = 0;
  /**
   * Sum of V, the work that a server has when a task arrives: what the task would wait for if tasks were
   * served in order, or the wait itself where they are. With the two sums below it makes control
   * variates, as V depends neither on the task's service nor on the gap after it. NaN where there is no
   * such V.
   */
  workMs = NaN;
  /** Sum of V × service, in ms². */
  workTimesService = NaN;
  /** Sum of V × gap before the next arrival, in ms². */
  workTimesGap = NaN;
}

/** A queue that is simulated, with all the state it has. */
export interface SimulatedQueue {
  /** Its totals, which grow. */
  readonly tally: Tally;
  /**
   * Lets tasks be served.
   *
   * @param outcomes Where their rows go, from row 0.
   * @param count How many rows at most; there must be room.
   * @returns How many there are; less than `count` only if no more tasks come.
   */
  advance(outcomes: Outcomes, count: number): number;
}
