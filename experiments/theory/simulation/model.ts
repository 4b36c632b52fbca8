/**
 * What is simulated: arrivals, services, and the discipline that joins them; plain data.
 *
 * @module
 */
import type { ArrivalProcess } from "../../workload/arrivals.ts";
import type { Law } from "../law.ts";
import type { Drain } from "../polled.ts";

/**
 * When tasks arrive.
 *
 * - `process`: as a workload's arrivals do.
 * - `renewal`: gaps are independent and follow a law.
 * - `batch`: so do the gaps between batches, each of which brings several tasks at one instant: always
 *   as many, or a geometric number (1, 2, …) with that mean.
 * - `closed`: users think for a time that follows a law, send a task, and think again when it has ended.
 */
export type SimulatedArrivals =
  | { readonly kind: "process"; readonly process: ArrivalProcess }
  | { readonly kind: "renewal"; readonly gap: Law }
  | {
    readonly kind: "batch";
    readonly gap: Law;
    readonly size: "fixed" | "geometric";
    readonly meanSize: number;
  }
  | { readonly kind: "closed"; readonly users: number; readonly think: Law };

/**
 * How tasks are served. All serve in order of arrival unless they say otherwise.
 *
 * - `fifo`: by servers that never rest while a task waits. A server that has been idle first needs the
 *   set-up (its wake-up), and `handOverMs` passes between the end of a task and the start of the next
 *   one if that was waiting.
 * - `polled`: passes with a sleep between them; `drain` says what a pass serves.
 * - `bounded`: as `fifo`, but at most `capacity` tasks wait. `reject` turns an arrival away when they
 *   do, `drop-oldest` gives up the one that has waited longest, `block` holds the producer back: the
 *   arrivals behind it come that much later.
 * - `priority`: classes, the most urgent first; a task in service is not interrupted. A task belongs to
 *   a class with the probability `share`.
 * - `sliced`: in slices: after `sliceMs` of work, at the end of the task in service, the loop turns to
 *   other things for the pause, if a task waits then; if none does, the next one begins a new slice.
 * - `round-robin`: a task is interrupted after `quantumMs` and goes to the back of the queue.
 * - `processor-sharing`: all tasks at once, each at an equal part of the speed.
 * - `awaiting`: a task holds the loop for `before`, leaves it for its service time (an I/O), and holds
 *   it again for `after`; at most `concurrency` tasks are in progress.
 */
export type SimulatedDiscipline =
  | {
    readonly kind: "fifo";
    /** c, a whole number of at least 1; Infinity for as many as there are tasks. */
    readonly servers: number;
    /** @default none is needed */
    readonly setUp?: Law;
    /** @default 0 */
    readonly handOverMs?: number;
    /**
     * Time from a task's start to its end where it is not the time for which it holds its server, as
     * with bodies that await; independent of that.
     *
     * @default the service
     */
    readonly stay?: Law;
  }
  | { readonly kind: "polled"; readonly drain: Drain; readonly sleep: Law }
  | {
    readonly kind: "bounded";
    readonly capacity: number;
    readonly overflow: "block" | "reject" | "drop-oldest";
    /** @default 1 */
    readonly servers?: number;
    /** Of a server that has been idle; the task it is set up for has left its place. @default none */
    readonly setUp?: Law;
    /** @default 0 */
    readonly handOverMs?: number;
  }
  | {
    readonly kind: "priority";
    readonly classes: readonly {
      readonly share: number;
      /** @default the model's service */
      readonly service?: Law;
    }[];
  }
  | { readonly kind: "sliced"; readonly sliceMs: number; readonly pause: Law }
  | { readonly kind: "round-robin"; readonly quantumMs: number }
  | { readonly kind: "processor-sharing" }
  | {
    readonly kind: "awaiting";
    readonly before: Law;
    readonly after: Law;
    /** @default no limit */
    readonly concurrency?: number;
  };

/** The discipline of one kind. */
export type DisciplineOf<Kind extends SimulatedDiscipline["kind"]> = Extract<
  SimulatedDiscipline,
  { readonly kind: Kind }
>;

/** A queue to be simulated. */
export interface SimulationModel {
  /** When tasks arrive. */
  readonly arrivals: SimulatedArrivals;
  /** How long each is served. */
  readonly service: Law;
  /** By whom, and in which order. */
  readonly discipline: SimulatedDiscipline;
}
