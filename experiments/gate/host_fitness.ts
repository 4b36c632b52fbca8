/**
 * Whether a host can carry the verdict of a gate. A gate compares two sides block by block, so what
 * counts is only what its own trials need.
 *
 * @module
 */
import { median } from "../../reports/stats/mod.ts";
import type { HostFitness, StoredArms } from "../gate_document.ts";
import { type CheckScope, HOST_CHECKS } from "../host/host_checks.ts";
import { judgeHost } from "../host/judge_host.ts";
import type { DoctorOutcome } from "../host/run_doctor.ts";
import { type CellIdentity, isMeasured } from "../record.ts";
import type { StoredStudy } from "../study_document.ts";

/** Examines the host once. */
export type ExamineHost = (signal?: AbortSignal) => Promise<DoctorOutcome>;

/** How the host is examined. */
export interface FitnessOptions {
  /** Ends it. */
  readonly signal?: AbortSignal;
  /** How often at most: one hiccup is no reason to give up. @default 3 */
  readonly attempts?: number;
  /** How long to wait after a host was found unfit, in ms. @default 5000 */
  readonly pauseMs?: number;
  /**
   * `after` the last block the load of the last minute is the gate's own, and does not count.
   * @default "before"
   */
  readonly when?: "before" | "after";
  /** Told what was found before the host is examined again. */
  readonly again?: (found: HostFitness) => void;
}

const ATTEMPTS = 3;
const PAUSE_MS = 5000;
const OWN_LOAD = "load-average";
/** What `doctor` forbids a spinning producer, in ms. */
const MOST_LATENESS_MS = HOST_CHECKS.find(({ code }) => code === "spinning-lateness-p99")!
  .limits.unfit! / 1000;

/**
 * Examines the host until it is found fit, or often enough.
 *
 * @param examine Examines it once.
 * @param cells The cells that run there; checks that concern none of them do not count.
 * @param options How often.
 * @returns What was found last; null if it was interrupted.
 */
export async function examineFitness(
  examine: ExamineHost,
  cells: readonly Pick<CellIdentity, "placement">[],
  options: FitnessOptions = {},
): Promise<HostFitness | null> {
  const { signal, attempts = ATTEMPTS, pauseMs = PAUSE_MS, when = "before", again } = options;
  for (let attempt = 1;; attempt++) {
    const outcome = await examine(signal);
    if (outcome.state === "interrupted" || signal?.aborted) return null;
    const found = fitnessOf(outcome, cells, when);
    if (found.verdict !== "unfit" || attempt >= attempts) return found;
    again?.(found);
    if (await pause(pauseMs, signal) === "interrupted") return null;
  }
}

function fitnessOf(
  outcome: Exclude<DoctorOutcome, { state: "interrupted" }>,
  cells: readonly Pick<CellIdentity, "placement">[],
  when: "before" | "after",
): HostFitness {
  if (outcome.state === "failed") {
    const { reason, message } = outcome;
    return { verdict: "unfit", reasons: [`the host cannot be examined: ${reason}: ${message}`] };
  }
  const scopes: CheckScope[] = ["every-trial", ...cells.map(({ placement }) => placement)];
  const findings = judgeHost(outcome.report, scopes).findings.filter(({ code, level }) =>
    level !== "note" && (when === "before" || code !== OWN_LOAD)
  );
  return {
    // The gravest comes first.
    verdict: findings[0]?.level === "unfit" ? "unfit" : findings.length > 0 ? "limited" : "fit",
    reasons: findings.map(({ message }) => message),
  };
}

/**
 * Looks in the trials themselves for producers on other threads that were stopped by the host. A strategy
 * may hold up its own producer, so a cell counts only if both sides are late by more than their calls of
 * dispatch took.
 *
 * @param arms The studies of both sides, of as many cells in the same order.
 * @returns A sentence for each cell in which it was so.
 */
export function findLateProducers({ base, head }: StoredArms): string[] {
  return base.document.cells.flatMap((cell, index) => {
    if (cell.placement !== "outside") return [];
    const latenessMs = Math.min(
      medianLatenessMs(base, cell),
      medianLatenessMs(head, head.document.cells[index]),
    );
    return latenessMs <= MOST_LATENESS_MS ? [] : [
      `the producers of ${cell.strategy}, ${cell.workload} were late by ` +
      `${Number(latenessMs.toPrecision(3))} ms (p99 of the median trial), should be at most ` +
      `${MOST_LATENESS_MS} ms: the host stopped their threads`,
    ];
  });
}

/** Over the trials of a cell: the p99 of how late its producer was, what its own calls took apart. */
function medianLatenessMs({ trials }: StoredStudy, identity: CellIdentity): number {
  const values = trials.filter(isMeasured)
    .filter(({ cell }) =>
      cell.strategy === identity.strategy && cell.workload === identity.workload &&
      cell.placement === identity.placement
    )
    .map(({ metrics: { latenessMs, dispatchCallMs } }) =>
      Math.max(0, (latenessMs.p99 ?? 0) - (dispatchCallMs.p99 ?? 0))
    );
  return values.length === 0 ? 0 : median(values);
}

function pause(durationMs: number, signal?: AbortSignal): Promise<"paused" | "interrupted"> {
  return new Promise((resolve) => {
    const end = (how: "paused" | "interrupted") => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", interrupt);
      resolve(how);
    };
    const interrupt = () => end("interrupted");
    const timer = setTimeout(() => end("paused"), durationMs);
    if (signal?.aborted) interrupt();
    else signal?.addEventListener("abort", interrupt);
  });
}
