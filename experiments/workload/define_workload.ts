import type { ParameterTable, ValuesOf } from "../../strategies/parameters.ts";
import type { Workload } from "./workload.ts";

/** A workload of the user's own: what a module that is named instead of a workload exports. */
export interface CustomWorkload<Table extends ParameterTable = ParameterTable> {
  /** What it is called. Reports name it by the path of its module and its parameters. */
  readonly name: string;
  /** One line: what it shows. */
  readonly summary: string;
  /** Its parameters; `{}` for none. */
  readonly parameters: Table;
  /**
   * Builds the workload: plain data, made once before the study and the same for every trial of it.
   * Times of its own making go in as arrivals of kind `replay`, which must begin with 0. Such a
   * workload is replayed whole, unless somebody sets a size; all other kinds last as long as the
   * profile says.
   *
   * @param values Resolved parameters.
   * @returns The workload, its name apart. Its body is `{ kind: "custom" }` if there is a `run`, and of
   *   another kind if there is none.
   */
  build(values: ValuesOf<Table>): Omit<Workload, "name">;
  /**
   * The body of a task, in place of one of the bodies that come with the project. It runs on the loop
   * under test, in the sandbox of a trial: it may read the folder of its module and talk to 127.0.0.1,
   * and no more.
   *
   * What it does cannot be seen from outside, so it counts as holding the loop from its start until it
   * returns, and, if it returns a promise, again for no time at all when that has settled. Whatever it
   * does on the loop in between, after an `await` of its own, is missing from the utilization and from
   * the ideal wait, and so looks like overhead of the strategy.
   *
   * It also runs in the warm-up before each trial, with a demand of 0 and numbers that come again, and
   * it is not called for tasks to which `faults` happen. A task whose `run` throws or rejects has
   * failed.
   *
   * @param task The task's number, from 0.
   * @param demandMs What the task demands, in ms, at least 0: it may be taken for any measure of work.
   * @param values Resolved parameters.
   * @returns A promise if the task ends later than the call.
   */
  run?(task: number, demandMs: number, values: ValuesOf<Table>): void | Promise<void>;
}

/**
 * Checks a workload's types where it is written, and lets its parameters infer. A module whose default
 * export it is can be given in place of a workload's name, by its path: `--workload ./waves.ts:waveMs=50`.
 *
 * @param workload The workload.
 * @returns The same.
 *
 * @example Arrivals that come and go in waves, replayed from times that are worked out here
 * ```ts
 * import { createRandom, defineWorkload } from "dispatch-lab/workloads";
 *
 * export default defineWorkload({
 *   name: "waves",
 *   summary: "arrivals whose rate swings between nothing and twice the mean",
 *   parameters: {
 *     ratePerSecond: { kind: "number", default: 500, above: 0, about: "mean rate" },
 *     waveMs: { kind: "number", default: 200, above: 0, about: "from crest to crest, in ms" },
 *     tasks: { kind: "number", default: 500, min: 2, integer: true, about: "tasks a trial" },
 *   },
 *   build({ ratePerSecond, waveMs, tasks }) {
 *     // Thinning: candidates at twice the mean rate, each kept with the probability of its moment.
 *     const random = createRandom(1);
 *     const timesMs: number[] = [];
 *     for (let timeMs = 0; timesMs.length < tasks;) {
 *       timeMs += random.exponential(500 / ratePerSecond);
 *       const share = (1 - Math.cos(2 * Math.PI * timeMs / waveMs)) / 2;
 *       if (random.uniform() < share) timesMs.push(timeMs);
 *     }
 *     return {
 *       arrivals: { kind: "replay", timesMs: timesMs.map((timeMs) => timeMs - timesMs[0]) },
 *       demand: { kind: "exponential", meanMs: 0.3 },
 *       body: { kind: "custom" },
 *     };
 *   },
 *   run(_task, demandMs) {
 *     JSON.parse(JSON.stringify(Array(Math.ceil(demandMs * 10_000)).fill(0)));
 *   },
 * });
 * ```
 */
export function defineWorkload<const Table extends ParameterTable>(
  workload: CustomWorkload<Table>,
): CustomWorkload<Table> {
  return workload;
}
