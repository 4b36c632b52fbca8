/**
 * The contract between a dispatch strategy and whoever measures it.
 *
 * A strategy moves the number of a task from the place where it is dispatched to the event loop
 * that runs it, and calls {@link Host.run} there. It never reads a clock and never sees a task's
 * body: stamps, bodies and accounting belong to the host, so that no strategy can flatter itself.
 *
 * @module
 */
import type { ParameterTable, ParameterValues, ValuesOf } from "./parameters.ts";

/**
 * Where the producer runs: `inside` on the loop that also runs the tasks, `outside` on another
 * thread.
 */
export type Placement = "inside" | "outside";

/** How a strategy reaches the loop; one row of the family table in the README each. */
export type Family = "direct" | "queue" | "loop" | "io" | "thread" | "npm";

/**
 * When waiting tasks are served, which decides the queueing model that applies.
 * `work-conserving`: the loop never rests while a task waits. `polled`: the loop sleeps between
 * passes, and `drain` says which tasks one pass serves (one, those present at its start, or all
 * until the queue is empty). `delayed`: each task waits for a time of its own first, as for a timer, and
 * the loop never rests while a task waits whose time is over.
 */
export type Discipline =
  | {
    readonly kind: "work-conserving";
    /** Most bodies in progress at once, waiting for I/O included. @default no limit */
    readonly concurrency?: number;
    /** Threads that run bodies in place of the loop. @default none: the loop runs them */
    readonly servers?: number;
    /** A bound on the tasks that wait, and what becomes of the one too many. @default no bound */
    readonly room?: {
      readonly capacity: number;
      readonly overflow: "block" | "reject" | "drop-oldest";
    };
  }
  | { readonly kind: "polled"; readonly drain: "one" | "present" | "all" }
  | { readonly kind: "delayed" };

/** What a task's body does with its time: see `Body` of a workload. */
export type BodyKind = "cpu" | "await" | "io" | "mixed" | "custom";

/**
 * Why a task will never run. `refused`: dispatch itself turned it away. `shed`: it was taken and given
 * up later. `lost`: it left and never arrived.
 */
export type DropReason = "refused" | "shed" | "lost";

/** What a strategy gets from its surroundings on the loop under test. */
export interface Host {
  /** How many tasks will be dispatched at most: an upper bound for preallocated queues. */
  readonly capacity: number;
  /**
   * Runs the body of a task, unless the task was aborted or its deadline has passed. Call it once a
   * task, on the loop's thread.
   *
   * @param task The number given to `dispatch`.
   * @returns A promise if the body awaits; it settles when the body has ended. Never throws and
   *   never rejects: a failing body is the host's affair.
   */
  run(task: number): void | Promise<void>;
  /**
   * Reports that a task will never run.
   *
   * @param task The number given to `dispatch`.
   * @param reason Why. @default "shed"
   */
  drop(task: number, reason?: DropReason): void;
  /**
   * The time, for strategies that decide by it (slices, standing delay); never to measure by.
   *
   * @returns Milliseconds since some moment, monotonic, resolution about 0.1 µs; 50–100 ns a call.
   */
  now(): number;
  /**
   * How long ago a task was dispatched, on whichever thread.
   *
   * @param task The number given to `dispatch`, before it has run.
   * @returns Milliseconds, at least 0.
   */
  waitedMs(task: number): number;
  /**
   * Which class a task belongs to.
   *
   * @param task The number given to `dispatch`.
   * @returns From 0, the most urgent; 0 for all tasks of a workload without classes.
   */
  classOf(task: number): number;
  /**
   * Calls back after a pause. Strategies that poll sleep here rather than on `setTimeout`, so that
   * the host knows how long the pauses really were.
   *
   * @param durationMs Pause asked for, in ms; the platform's timer floor applies.
   * @param wake Called once when the pause is over.
   * @returns Cancels the pause.
   */
  sleep(durationMs: number, wake: () => void): () => void;
  /** Path at which a strategy may make one file or socket; nothing is there yet. No comma in it. */
  readonly scratchPath: string;
  /** How to run bodies on other threads. Present if the strategy's discipline has `servers`. */
  readonly offload?: Offload;
}

/**
 * What lets a pool of threads run bodies: each thread imports `module`, whose default export takes the
 * number of a task and runs its body. It returns (or resolves) when the body has ended, and throws (or
 * rejects) when the body has failed.
 */
export interface Offload {
  /** The module that each thread imports, a `file:` URL. */
  readonly module: string;
  /** What the module's threads find as their `workerData`: structured-cloneable. */
  readonly data: unknown;
  /**
   * Resolves when the threads have imported the module and are ready to run. Call it once.
   *
   * @param threads How many: the `servers` of the strategy's discipline.
   */
  whenReady(threads: number): Promise<void>;
  /**
   * Reports, on the loop's thread, that it has learnt of the end of a task's body.
   *
   * @param task The number given to `dispatch`.
   * @param failure What the body threw, as it reached the loop. @default the body did not fail
   */
  returned(task: number, failure?: unknown): void;
}

/** What a strategy gets on the producer's thread. */
export type RemoteHost = Pick<Host, "capacity" | "drop">;

/** Something that can be posted to another thread and lets it reach a dispatcher. */
export type Endpoint =
  | SharedArrayBuffer
  | MessagePort
  | { readonly path: string }
  | {
    readonly port: number;
    readonly memory?: SharedArrayBuffer;
    /** Most connections that the producer's half may open. @default 1 */
    readonly connections?: number;
  };

/** The loop's half of an open strategy. */
export interface Dispatcher {
  /**
   * Hands a task over, from the loop's own thread. Present if the strategy supports `inside`.
   *
   * @param task Number of the task, from 0 to `capacity - 1`. It may be given again once it has run
   *   or was dropped.
   * @returns A promise if whoever dispatches must wait until it settles before dispatching more.
   */
  dispatch?(task: number): void | Promise<void>;
  /** What {@link Strategy.connect} needs. Present if the strategy supports `outside`. */
  readonly endpoint?: Endpoint;
  /**
   * Stops everything that was started: timers, sockets, waits, threads. Tasks not yet run never run,
   * but for those that threads have been handed already.
   */
  close(): void | Promise<void>;
}

/** The producer's half of an open strategy, on another thread. */
export interface Remote {
  /**
   * Hands a task over from this thread.
   *
   * @param task Number of the task, from 0 to `capacity - 1`.
   */
  dispatch(task: number): void;
  /**
   * Whether the producer's thread must return to its own event loop for a dispatch to leave it
   * (sockets), or may spin between two dispatches (shared memory).
   */
  readonly pacing: "spin" | "yield";
  /** Stops everything that was started on this thread. */
  close(): void | Promise<void>;
}

/** A way to hand tasks to an event loop. */
export interface Strategy<Table extends ParameterTable = ParameterTable> {
  /** Name on the command line and in reports: `queue-polled`. */
  readonly name: string;
  /** How it reaches the loop. */
  readonly family: Family;
  /** One line that says what happens between dispatch and start. */
  readonly summary: string;
  /** Where the producer may be; the first is the default. */
  readonly placements: readonly [Placement, ...Placement[]];
  /** Whether tasks of one producer start in the order of their dispatch. */
  readonly order: "fifo" | "unordered";
  /** Whether `dispatch` may start a body before it returns. @default false */
  readonly inline?: boolean;
  /**
   * Whether it asks {@link Host.waitedMs}. A host that it does not ask may spare itself the stamp.
   * @default false
   */
  readonly usesWait?: boolean;
  /** Which bodies it can run. @default all */
  readonly bodies?: readonly BodyKind[];
  /** Its parameters. */
  readonly parameters: Table;
  /**
   * Which queueing discipline it follows with these values.
   *
   * @param values Resolved parameters.
   * @returns The discipline.
   */
  discipline(values: ValuesOf<Table>): Discipline;
  /**
   * Opens the loop's half, on the loop's thread.
   *
   * @param host Runs the tasks.
   * @param values Resolved parameters.
   * @returns The dispatcher; the caller closes it.
   */
  open(host: Host, values: ValuesOf<Table>): Dispatcher | Promise<Dispatcher>;
  /**
   * Opens the producer's half on another thread. Present if `outside` is among the placements.
   *
   * @param endpoint The dispatcher's endpoint.
   * @param host Takes refused tasks.
   * @returns The remote; the caller closes it before the dispatcher.
   */
  connect?(endpoint: Endpoint, host: RemoteHost): Remote | Promise<Remote>;
}

/**
 * Checks a strategy's types where it is written, and lets its parameters infer.
 *
 * @param strategy The strategy.
 * @returns The same.
 */
export function defineStrategy<const Table extends ParameterTable>(
  strategy: Strategy<Table>,
): Strategy<Table> {
  return strategy;
}

/** A strategy with its parameters resolved: what a cell of a study runs. */
export interface ResolvedStrategy {
  /** The strategy. */
  readonly strategy: Strategy;
  /** A value for each of its parameters. */
  readonly values: ParameterValues;
}
