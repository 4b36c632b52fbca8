import type { GatedMetric, StoredArms } from "../../experiments/gate_document.ts";
import type { CellIdentity } from "../../experiments/record.ts";
import type { StoredStudy } from "../../experiments/study_document.ts";
import { BASICS, compareArms, overallVerdict } from "./_compare_arms.ts";
import { findPairing } from "./_pairing.ts";
import { warnOfPower } from "./_remarks.ts";
import { type CellPair, sampleArms } from "./_sample.ts";
import { comparedCellName } from "./cell_name.ts";
import { defaultGatedMetrics } from "./compared_metrics.ts";
import type { ComparedArm, Comparison } from "./comparison.ts";

/** How two studies are compared. */
export interface CompareStudiesOptions {
  /** The metrics that decide. @default the default set */
  readonly metrics?: readonly GatedMetric[];
  /** What the studies are called. @default base and head */
  readonly labels?: { readonly base: string; readonly head: string };
  /** The command that repeats the comparison. @default none */
  readonly repeatCommand?: string;
}

/**
 * Compares two studies that exist. Their blocks are paired if both ran the same tasks on the same host;
 * otherwise they are two samples.
 *
 * @param arms The studies.
 * @param options The metrics and names.
 * @returns The comparison; it has no cell if the studies have none in common.
 */
export function compareStudies(
  arms: StoredArms,
  options: CompareStudiesOptions = {},
): Comparison {
  const {
    metrics = defaultGatedMetrics(),
    labels = { base: "base", head: "head" },
    repeatCommand = "",
  } = options;
  const { pairs, unmatched } = matchCells(arms);
  const { pairing, warnings } = findPairing(arms, pairs);
  const { cells, hypotheses, warnings: found } = compareArms({
    ...{ arms, pairs, pairing, metrics },
    tasks: "unknown",
  });
  return {
    ...BASICS,
    base: armOf(arms.base, labels.base),
    head: armOf(arms.head, labels.head),
    pairing,
    verdict: overallVerdict(cells),
    hypotheses,
    blocks: blocksOf(arms, pairs, pairing),
    confirmationBlocks: null,
    seed: arms.base.document.seed,
    host: null,
    cells,
    unmatched,
    warnings: [...warnings, ...found, ...warnOfPower(cells, hypotheses, pairing)],
    repeatCommand,
  };
}

/** Cells of the same name; where each study has one strategy, the names of these may differ. */
function matchCells({ base, head }: StoredArms): { pairs: CellPair[]; unmatched: string[] } {
  const strategies = [base, head].map(({ document: { cells } }) =>
    new Set(cells.map(({ strategy }) => strategy))
  );
  const isBetweenStrategies = strategies.every(({ size }) => size === 1);
  const rest = new Set(head.document.cells);
  const pairs: CellPair[] = [];
  const alone: string[] = [];
  for (const cell of base.document.cells) {
    const match = [...rest].find((other) =>
      other.workload === cell.workload && other.placement === cell.placement &&
      (isBetweenStrategies || other.strategy === cell.strategy)
    );
    if (match === undefined) alone.push(`only in the base: ${nameOf(cell)}`);
    else {
      pairs.push({ base: cell, head: match });
      rest.delete(match);
    }
  }
  return {
    pairs,
    unmatched: [...alone, ...[...rest].map((cell) => `only in the head: ${nameOf(cell)}`)],
  };
}

function nameOf({ strategy, workload, placement }: CellIdentity): string {
  return comparedCellName({
    baseStrategy: strategy,
    headStrategy: strategy,
    workload,
    placement,
  });
}

function blocksOf(
  arms: StoredArms,
  pairs: readonly CellPair[],
  pairing: Comparison["pairing"],
): number {
  return sampleArms(arms, pairs).reduce((most, { base, head }) => {
    const count = pairing === "unpaired"
      ? Math.min(base.measured.length, head.measured.length)
      : base.byBlock.filter((trial, block) => trial !== null && head.byBlock[block]).length;
    return Math.max(most, count);
  }, 0);
}

function armOf({ document: { createdAt, environment } }: StoredStudy, label: string): ComparedArm {
  return { label, commit: environment.gitCommit, createdAt, environment };
}
