/**
 * The search for knees: rounds of probes until nobody asks for more. It knows neither what a knee is nor
 * processes nor files: all are passed in. It has no memory but the probes themselves, so a search that
 * was interrupted goes on from what is on disk.
 *
 * @module
 */
import type { TrialRecord } from "../record.ts";
import type { StudyEnd } from "../study/run_study.ts";
import type { KneeProbe } from "../sweep_document.ts";
import type { KneeRequest, PlannedProbe } from "./plan_sweep.ts";

/** What the search works with. */
export interface ProbeRunner {
  /**
   * Decides what is tried next.
   *
   * @param probes All probes of the rounds before.
   * @returns A rate for each curve that is still searched; none if all are done. The same for the same
   *   probes.
   */
  next(probes: readonly KneeProbe[]): readonly KneeRequest[];
  /**
   * Plans a round.
   *
   * @param requests The rates.
   * @param round Number of the round.
   * @returns The trials in order; null if it was interrupted.
   */
  plan(requests: readonly KneeRequest[], round: number): Promise<readonly PlannedProbe[] | null>;
  /**
   * Runs a trial.
   *
   * @param probe The trial.
   * @returns Its record, or null if it was interrupted and must run again.
   */
  run(probe: PlannedProbe): Promise<TrialRecord | null>;
  /** Keeps a probe; resolves when it is safe. */
  keep(probe: KneeProbe): Promise<void>;
  /**
   * Told before each trial how many of its round are done, and with null when the search has ended; the
   * trial does not begin before it resolves.
   */
  progress?(progress: ProbeProgress | null): void | Promise<void>;
}

/** How far a round is. */
export interface ProbeProgress {
  /** The trial about to run. */
  readonly next: PlannedProbe;
  /** Trials of its round that are done. */
  readonly done: number;
  /** Trials of its round. */
  readonly total: number;
  /** Expected time to the end of the round, in ms. */
  readonly remainingMs: number;
}

/**
 * Runs rounds of probes until none is asked for.
 *
 * @param kept The probes that an earlier run has kept.
 * @param runner Decides, plans, runs and keeps.
 * @returns Whether the search has ended by itself.
 */
export async function runProbes(
  kept: readonly KneeProbe[],
  runner: ProbeRunner,
): Promise<StudyEnd> {
  const probes: KneeProbe[] = [];
  for (let round = 0;; round++) {
    const requests = runner.next(probes);
    if (requests.length === 0) {
      await runner.progress?.(null);
      return "complete";
    }
    const planned = await runner.plan(requests, round);
    if (planned === null) return "interrupted";
    const earlier = new Map(
      kept.filter((probe) => probe.round === round).map((probe) => [probe.trial.order, probe]),
    );
    const left = planned.filter(({ trial }) => !earlier.has(trial.order));
    probes.push(...earlier.values());
    for (const [index, next] of left.entries()) {
      await runner.progress?.({
        next,
        done: planned.length - left.length + index,
        total: planned.length,
        remainingMs: left.slice(index).reduce((sum, { trial }) => sum + trial.expectedMs, 0),
      });
      const trial = await runner.run(next);
      if (trial === null) return "interrupted";
      const { curve, ratePerSecond } = next;
      const probe: KneeProbe = {
        schema: "dispatch-lab/knee-probe@1",
        round,
        curve,
        ratePerSecond,
        trial,
      };
      await runner.keep(probe);
      probes.push(probe);
    }
    // As they ran, so that a search that goes on decides by the very same sums.
    probes.sort((a, b) => a.trial.order - b.trial.order);
  }
}
