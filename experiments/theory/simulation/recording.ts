/**
 * Records the rows of a simulated queue: waits and sojourns, of all tasks and of each class.
 *
 * @module
 */
import { Estimator } from "./estimator.ts";
import type { Outcomes } from "./outcomes.ts";
import type { SimulatedClass, SimulatedTime } from "./result.ts";

/** Estimators of a run, and the columns that they read. */
export class Recording {
  readonly #outcomes: Outcomes;
  readonly #wait: Times;
  readonly #sojourn: Times;
  readonly #classes: readonly ClassRecording[];

  /**
   * @param outcomes Where rows will be found.
   * @param classes How many classes there are; 0 if tasks are alike.
   */
  constructor(outcomes: Outcomes, classes: number) {
    this.#outcomes = outcomes;
    this.#wait = new Times(outcomes.waitMs);
    this.#sojourn = new Times(outcomes.sojournMs);
    const rows = outcomes.waitMs.length;
    this.#classes = Array.from(
      { length: classes },
      (_, index) => new ClassRecording(index, rows),
    );
  }

  /** Tasks in closed and open batches. */
  get customers(): number {
    return this.#wait.estimator.count;
  }

  /** Sum of their waits, in ms. */
  get waitSumMs(): number {
    return this.#wait.estimator.sum;
  }

  /**
   * Takes the first rows.
   *
   * @param count How many.
   */
  record(count: number): void {
    this.#wait.record(count);
    this.#sojourn.record(count);
    for (const each of this.#classes) each.record(this.#outcomes, count);
  }

  /** Ends a batch. */
  closeBatch(): void {
    this.#wait.estimator.closeBatch();
    this.#sojourn.estimator.closeBatch();
    for (const each of this.#classes) each.closeBatch();
  }

  /**
   * What was recorded.
   *
   * @param level Confidence level.
   * @param controls Control variates for the means.
   * @returns Estimates of all tasks and by class.
   */
  estimate(level: number, controls: readonly Float64Array[]): {
    readonly waitMs: SimulatedTime;
    readonly sojournMs: SimulatedTime;
    readonly perClass: readonly SimulatedClass[];
  } {
    return {
      waitMs: this.#wait.estimator.estimate(level, controls),
      sojournMs: this.#sojourn.estimator.estimate(level, controls),
      perClass: this.#classes.map((each) => each.estimate(level, controls)),
    };
  }
}

/** A column with its estimator. */
class Times {
  readonly values: Float64Array;
  readonly estimator = new Estimator();
  readonly #bits: Int32Array;

  constructor(values: Float64Array) {
    this.values = values;
    this.#bits = new Int32Array(values.buffer);
  }

  record(count: number): void {
    this.estimator.record(this.values, this.#bits, count);
  }
}

/** Picks the rows of one class. */
class ClassRecording {
  readonly #index: number;
  readonly #wait: Times;
  readonly #sojourn: Times;

  constructor(index: number, rows: number) {
    this.#index = index;
    this.#wait = new Times(new Float64Array(rows));
    this.#sojourn = new Times(new Float64Array(rows));
  }

  record({ waitMs, sojournMs, taskClass }: Outcomes, count: number): void {
    let own = 0;
    for (let row = 0; row < count; row++) {
      if (taskClass[row] !== this.#index) continue;
      this.#wait.values[own] = waitMs[row];
      this.#sojourn.values[own++] = sojournMs[row];
    }
    this.#wait.record(own);
    this.#sojourn.record(own);
  }

  closeBatch(): void {
    this.#wait.estimator.closeBatch();
    this.#sojourn.estimator.closeBatch();
  }

  estimate(level: number, controls: readonly Float64Array[]): SimulatedClass {
    return {
      customers: this.#wait.estimator.count,
      waitMs: this.#wait.estimator.estimate(level, controls),
      sojournMs: this.#sojourn.estimator.estimate(level, controls),
    };
  }
}
