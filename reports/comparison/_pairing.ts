import type { StoredArms } from "../../experiments/gate_document.ts";
import type { Warning } from "../../experiments/record.ts";
import type { Environment, StoredStudy } from "../../experiments/study_document.ts";
import { formatDuration } from "../format.ts";
import { type CellPair, sampleArms } from "./_sample.ts";
import { comparedCellName } from "./cell_name.ts";
import type { Pairing } from "./comparison.ts";

/** How the blocks of two studies correspond, and what a reader must know of it. */
export interface FoundPairing {
  /** How. */
  readonly pairing: Pairing;
  /** Why not better. */
  readonly warnings: readonly Warning[];
}

/**
 * Finds out whether the blocks of two studies are pairs: the same tasks on the same host.
 *
 * Another version of the runtime, or of what is measured, does not part them: that is what people
 * compare. It is said, for the ratio is then that of both.
 *
 * @param arms The studies.
 * @param pairs Which cells correspond.
 * @returns The pairing.
 */
export function findPairing(arms: StoredArms, pairs: readonly CellPair[]): FoundPairing {
  const { base, head } = arms;
  const runtimes = new Set(
    [base, head].map(({ document: { environment: { runtime } } }) => runtime.deno),
  );
  const warnings: Warning[] = runtimes.size < 2 ? [] : [{
    code: "other-runtime",
    message: `base ran Deno ${
      [...runtimes].join(", head ")
    }: what they differ in is in every ratio`,
  }];
  const reasons = [
    ...hostsDiffer(base, head),
    ...seedsDiffer(base, head),
    ...sizesDiffer(arms, pairs),
  ];
  if (reasons.length > 0) {
    return {
      pairing: "unpaired",
      warnings: [...warnings, {
        code: "unpaired",
        message:
          `the blocks of both studies are no pairs, for ${reasons.join("; ")}: the tests are ` +
          "those of two samples, and what hosts, times or tasks differ in is in every ratio",
      }],
    };
  }
  const gapMs = gapBetween(base, head);
  if (gapMs < 0 && beganTogether(base, head)) return { pairing: "interleaved", warnings };
  const when = Number.isNaN(gapMs)
    ? "it is not known when each study ran"
    : gapMs < 0
    ? "the studies ran at the same time and disturbed each other"
    : `one study began ${formatDuration(gapMs)} after the other had ended`;
  return {
    pairing: "same-blocks",
    warnings: [...warnings, {
      code: "not-interleaved",
      message: `${when}: what the host drifted by meanwhile is in every ratio, and no test can ` +
        "tell it from a change",
    }],
  };
}

function hostsDiffer(base: StoredStudy, head: StoredStudy): string[] {
  const [first, ...others] = [base, head].flatMap(({ document }) => [
    document.environment,
    ...document.resumedOn ?? [],
  ]);
  const other = others.find((host) => hostName(host) !== hostName(first));
  return other === undefined
    ? []
    : [`they ran on different hosts (${hostName(first)}, and ${hostName(other)})`];
}

/** Load, clock, commit and runtime change on a host; the rest makes it. */
function hostName({ cpu, cores, memoryGiB, os }: Environment): string {
  return `${cpu}, ${cores} cores, ${memoryGiB} GiB, ${os}`;
}

function seedsDiffer({ document: base }: StoredStudy, { document: head }: StoredStudy): string[] {
  return base.seed === head.seed
    ? []
    : [`their seeds differ (${base.seed} and ${head.seed}), and so do their tasks`];
}

/** Users of a closed loop come as often as they are served, so of these the plan must be the same. */
function sizesDiffer(arms: StoredArms, pairs: readonly CellPair[]): string[] {
  for (const { pair, base, head } of sampleArms(arms, pairs)) {
    const { strategy: baseStrategy, workload, placement, loop } = pair.base;
    const name = comparedCellName({
      baseStrategy,
      headStrategy: pair.head.strategy,
      workload,
      placement,
    });
    if (loop === "closed") {
      const [one, other] = [arms.base, arms.head].map(sizeOf);
      if (one !== other) return [`trials of ${name} were planned for ${one} and for ${other}`];
      continue;
    }
    for (const [block, trial] of base.byBlock.entries()) {
      const other = head.byBlock[block];
      if (trial === null || !other || trial.counts.offered === other.counts.offered) continue;
      return [
        `block ${block} of ${name} had ${trial.counts.offered} tasks in the base and ` +
        `${other.counts.offered} in the head`,
      ];
    }
  }
  return [];
}

function sizeOf({ document: { config: { tasks, durationMs, profile } } }: StoredStudy): string {
  return tasks !== undefined
    ? `${tasks} tasks`
    : durationMs !== undefined
    ? `${durationMs} ms`
    : `profile ${profile ?? "standard"}`;
}

/** The arms of a gate begin within the same instant; nobody starts two studies by hand so quickly. */
function beganTogether({ document: base }: StoredStudy, { document: head }: StoredStudy): boolean {
  return Math.abs(Date.parse(base.createdAt) - Date.parse(head.createdAt)) < 1000;
}

/**
 * Time between the end of one study and the beginning of the other, in ms; below 0 if they overlap, as
 * the arms of a gate do: each lasts at least as long as its trials.
 */
function gapBetween(base: StoredStudy, head: StoredStudy): number {
  const [first, second] = [base, head].map(({ document, trials }) => {
    const beganMs = Date.parse(document.createdAt);
    return { beganMs, endedMs: beganMs + trials.reduce((sum, { wallMs }) => sum + wallMs, 0) };
  }).sort((a, b) => a.beganMs - b.beganMs);
  return second.beganMs - first.endedMs;
}
