/**
 * Which model a cell is held against, decided by what the cell is and never by what it measured: its
 * arrivals, bodies and discipline, and whether all its tasks ran.
 *
 * @module
 */
import {
  type CellIdentity,
  keepsServer,
  serversOf,
  shedShare,
  type TaskCounts,
} from "../../experiments/record.ts";
import {
  arrivalsOf,
  type Drain,
  type NotApplicableReason,
  type SimulatedArrivals,
} from "../../experiments/theory/mod.ts";
import { recallWorkload } from "../../experiments/workload/mod.ts";

/** The closed form that applies, by what the loop does when it has nothing to do. */
export type ClosedForm =
  | { readonly form: "set-up" }
  | { readonly form: "delayed" }
  | {
    readonly form: "polled";
    readonly drain: Drain;
    /**
     * Whose lateness counts: a producer of its own may be late at any time, and its tasks then miss passes;
     * one on the loop is late because of the loop's passes, which the formula knows.
     */
    readonly producer: CellIdentity["placement"];
    /** Bodies leave the loop while they await, which the formula knows nothing of. */
    readonly bodies: "whole" | "awaiting";
  };

/** What a simulated server does; moments and laws are added from what was measured. */
export type SimulatedServing =
  | { readonly kind: "fifo"; readonly servers: number }
  | {
    readonly kind: "polled";
    readonly drain: Drain;
    /** As for the closed form. */
    readonly producer: CellIdentity["placement"];
  }
  | {
    readonly kind: "bounded";
    readonly capacity: number;
    readonly overflow: "reject" | "drop-oldest";
  };

/**
 * Why a cell is held against no model. `failed`: nothing was measured. `unstable`: there is no steady
 * state, and the mean wait says how long the trial was. `given-up`: tasks of a polled queue
 * never ran, which no model here has. `arrivals-unknown`: a trace or a module's arrivals, which the study does not keep.
 * `no-model`: arrivals, bodies and discipline together are none that a model here describes.
 */
export type NoModelReason =
  | "failed"
  | "unstable"
  | "given-up"
  | "arrivals-unknown"
  | "no-model"
  | NotApplicableReason;

/** Why there is no model. */
export interface NoModel {
  /** As a word. */
  readonly reason: NoModelReason;
  /** As a sentence without a full stop. */
  readonly message: string;
}

/**
 * What a cell is held against. `closed-form`: a formula. `simulation`: a queue with the workload's own
 * arrivals and the measured services. `twin`: the ideal server on the very same arrivals and services,
 * once it pays what starts cost.
 */
export type ModelChoice =
  | ({ readonly kind: "closed-form" } & ClosedForm)
  | {
    readonly kind: "simulation";
    readonly arrivals: SimulatedArrivals;
    readonly serving: SimulatedServing;
  }
  | {
    readonly kind: "twin";
    readonly servers: number | null;
    /** Those that were given up took no service: the others are served as if those had never come. */
    readonly tasks: "all" | "that-ran";
  }
  | ({ readonly kind: "none" } & NoModel);

/** What a cell came to. */
export interface CellOutcome {
  /** As in the report. */
  readonly state: "stable" | "unstable" | "failed";
  /** What became of its tasks. */
  readonly counts: TaskCounts;
}

/**
 * Chooses the model.
 *
 * | tasks | the loop, or a pool | arrivals | model |
 * | --- | --- | --- | --- |
 * | bodies hold it | never rests while a task waits | Poisson | M/G/1 with set-up |
 * | | delays each task | Poisson | M/G/1 behind a delay |
 * | | polls | Poisson | polled |
 * | | any of these, or a pool | of another known kind, closed loops too | simulation |
 * | await | polls | Poisson | polled, as an approximation |
 * | await, or unknown | never rests, or delays | any | twin |
 * | any | never rests, or delays; or a pool | unknown | twin |
 * | hold it, some turned away | a bound on those that wait | known | simulation |
 * | any, some given up | never rests, or delays; or a pool | any | twin, of the tasks that ran |
 *
 * A limit of concurrency limits nothing where bodies hold the loop, and an order that does not look at
 * services leaves the mean wait as it is.
 *
 * @param identity The cell.
 * @param outcome What it came to.
 * @returns The choice, with the reason if there is none.
 */
export function chooseModel(identity: CellIdentity, { state, counts }: CellOutcome): ModelChoice {
  if (state === "failed") return none("failed", "no trial of it was measured");
  if (state === "unstable") {
    return none("unstable", "without a steady state its mean wait tells how long the trial was");
  }
  const { discipline, body, placement } = identity;
  const servers = serversOf(discipline);
  const isWhole = keepsServer(identity);
  const arrivals = knownArrivals(identity);
  if (shedShare(counts) > 0) return chooseForLoss(identity, counts, arrivals, isWhole);
  const isPoisson = identity.loop === "open" && identity.arrivals === "poisson";
  if (discipline.kind === "polled") {
    // A producer on the loop cannot dispatch while a pass runs, so nothing arrives during one.
    const drain = discipline.drain === "all" && placement === "inside"
      ? "present"
      : discipline.drain;
    if (isPoisson && body !== "custom") {
      const bodies = isWhole ? "whole" : "awaiting";
      return { kind: "closed-form", form: "polled", drain, producer: placement, bodies };
    }
    if (!isWhole) {
      return none(
        "no-model",
        `there is none for a polled queue of ${body} bodies and such arrivals`,
      );
    }
    if (arrivals === null) return unknownArrivals();
    return {
      kind: "simulation",
      arrivals,
      serving: { kind: "polled", drain, producer: placement },
    };
  }
  const twin: ModelChoice = { kind: "twin", servers, tasks: "all" };
  if (!isWhole) return twin;
  if (servers === null && isPoisson) {
    return discipline.kind === "delayed"
      ? { kind: "closed-form", form: "delayed" }
      : { kind: "closed-form", form: "set-up" };
  }
  // The simulation has no delay before a queue, which the twin has.
  if (arrivals === null || discipline.kind === "delayed") return twin;
  return { kind: "simulation", arrivals, serving: { kind: "fifo", servers: servers ?? 1 } };
}

/** Tasks that never ran shorten the waits of the others, by a rule that a model must know. */
function chooseForLoss(
  { discipline }: CellIdentity,
  { dropped, cancelled }: TaskCounts,
  arrivals: SimulatedArrivals | null,
  isWhole: boolean,
): ModelChoice {
  if (discipline.kind === "polled") {
    return none(
      "given-up",
      `${dropped + cancelled} tasks were given up, and no model of a polled queue here has that`,
    );
  }
  const room = discipline.kind === "work-conserving" ? discipline.room : undefined;
  const isBound = room !== undefined && room.overflow !== "block" && cancelled === 0;
  if (!isBound || !isWhole || arrivals === null) {
    return { kind: "twin", servers: serversOf(discipline), tasks: "that-ran" };
  }
  const { capacity } = room;
  const overflow = room.overflow === "reject" ? "reject" : "drop-oldest";
  return { kind: "simulation", arrivals, serving: { kind: "bounded", capacity, overflow } };
}

/**
 * The arrivals of a cell's workload, where its name tells them.
 *
 * @param identity The cell.
 * @returns The arrivals; null for a trace or a module's, which a study does not keep.
 */
export function knownArrivals(
  { workload: name, arrivals }: CellIdentity,
): SimulatedArrivals | null {
  const workload = recallWorkload(name);
  return workload?.arrivals.kind === arrivals ? arrivalsOf(workload) : null;
}

function unknownArrivals(): ModelChoice {
  return none("arrivals-unknown", "the study does not keep the arrivals of a trace or a module");
}

function none(reason: NoModelReason, message: string): ModelChoice {
  return { kind: "none", reason, message };
}
