import type { Host, Offload } from "../../strategies/mod.ts";
import type { Clock } from "./clock.ts";
import type { Columns } from "./columns.ts";
import type { Recorder } from "./recorder.ts";
import type { Sleeper } from "./sleeper.ts";

/** What a host is made of. */
export interface LoopHostParts {
  /** Where the producer stamps and classes are found. */
  readonly columns: Columns;
  /** The loop's clock. */
  readonly clock: Clock;
  /** Runs bodies and takes note of those that never run. */
  readonly recorder: Pick<Recorder, "run" | "drop">;
  /** Pauses and measures the pauses. */
  readonly sleeper: Pick<Sleeper, "sleep">;
  /** Path at which the strategy may make one file or socket. */
  readonly scratchPath: string;
  /** How bodies run on other threads. @default they run on the loop only */
  readonly offload?: Offload;
}

/**
 * What a strategy gets on the loop under test.
 *
 * @param parts What it is made of.
 * @returns The host.
 */
export function createHost(parts: LoopHostParts): Host {
  const { columns: { tasks, released, taskClass }, clock: { now }, recorder, sleeper } = parts;
  return {
    capacity: tasks,
    run: recorder.run,
    drop: recorder.drop,
    sleep: sleeper.sleep,
    now,
    // Not since `intended`: a strategy cannot know how late its producer was.
    waitedMs: (task) => Math.max(0, now() - released[task]),
    classOf: (task) => taskClass[task],
    scratchPath: parts.scratchPath,
    offload: parts.offload,
  };
}
