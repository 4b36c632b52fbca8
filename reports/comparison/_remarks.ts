import type { MeasuredTrial, Warning } from "../../experiments/record.ts";
import { isDeciding } from "./_judge.ts";
import type { ArmSample, CellSample } from "./_sample.ts";
import { comparedCellName } from "./cell_name.ts";
import type { ComparedCell, ComparedMetric, Pairing } from "./comparison.ts";
import { blocksNeeded, unpairedBlocksNeeded } from "./decide.ts";

/** So many blocks are named, and the others counted. */
const MOST_NAMED = 8;
const SIDES = ["base", "head"] as const;

/**
 * Warns of trials that failed, are missing or did not settle.
 *
 * @param sample The cell's trials.
 * @param cell The cell.
 * @param pairing How blocks correspond.
 * @returns The warnings.
 */
export function warnOfTrials(
  sample: CellSample,
  cell: ComparedCell,
  pairing: Pairing,
): Warning[] {
  const name = comparedCellName(cell);
  const warnings: Warning[] = [];
  for (const side of SIDES) {
    const { failed, byBlock, missing } = sample[side];
    if (failed.length > 0) {
      const [{ reason, message }] = failed;
      warnings.push({
        code: "trials-failed",
        message: `${failed.length} of ${byBlock.length} trials of ${name} failed in the ${side}, ` +
          `the first being ${reason}: ${message}`,
      });
    }
    if (missing.length > 0) {
      warnings.push({
        code: "incomplete",
        message: `${name} has no trial of ${blocks(missing)} in the ${side}`,
      });
    }
  }
  const { base, head } = sample;
  if (pairing !== "unpaired") {
    const most = Math.max(base.byBlock.length, head.byBlock.length);
    const alone = Array.from({ length: most }, (_, block) => block)
      .filter((block) =>
        (base.byBlock[block] ?? null) === null !== ((head.byBlock[block] ?? null) === null)
      );
    if (alone.length > 0) {
      warnings.push({
        code: "blocks-left-out",
        message: `${blocks(alone)} of ${name} was measured in one arm only and is left out of both`,
      });
    }
  }
  const [baseState, headState] = [stateOf(base), stateOf(head)];
  if (baseState !== null && headState !== null && baseState !== headState) {
    const side = baseState === "unstable" ? "base" : "head";
    warnings.push({
      code: "one-arm-unstable",
      message:
        `${name} is unstable in the ${side} alone: its backlog grew, so its waits and overheads ` +
        "say how long a trial was, and ratios of them nothing",
    });
  }
  return warnings;
}

/**
 * Warns of what the values of a cell do not say by themselves.
 *
 * @param cell The cell.
 * @param pairing How blocks correspond.
 * @returns The warnings.
 */
export function warnOfEvidence(cell: ComparedCell, pairing: Pairing): Warning[] {
  const name = comparedCellName(cell);
  return cell.metrics.filter(isDeciding).flatMap((metric): Warning[] => {
    const isCount = metric.role === "exact" && metric.verdict === "inconclusive";
    if (metric.count === 0) {
      return [{
        code: "no-values",
        message: `no block has a value of ${metric.metric} of ${name} in both arms`,
      }];
    }
    const differing = isCount && pairing !== "unpaired" ? differingBlocks(metric) : [];
    return differing.length === 0 ? [] : [{
      code: "counts-differ",
      message: `${metric.metric} of ${name} differs in ${blocks(differing)}, which may be chance`,
    }];
  });
}

/**
 * Warns if there are too few blocks for any alarm.
 *
 * @param cells The cells.
 * @param hypotheses How many metrics decide.
 * @param pairing How blocks correspond.
 * @returns The warning, if it is due.
 */
export function warnOfPower(
  cells: readonly ComparedCell[],
  hypotheses: number,
  pairing: Pairing,
): Warning[] {
  if (hypotheses === 0) {
    return [{
      code: "nothing-decides",
      message:
        "none of the metrics that decide means anything in these cells: throughput is gated " +
        "where a cell is saturated, overhead and waits where it is not",
    }];
  }
  const needed = (pairing === "unpaired" ? unpairedBlocksNeeded : blocksNeeded)(hypotheses);
  const counts = cells.flatMap(({ metrics }) => metrics.filter(isDeciding))
    .map(({ count }) => count);
  const most = Math.max(...counts);
  return most >= needed ? [] : [{
    code: "too-few-blocks",
    message: `${most} blocks cannot show a regression or an improvement in any of ${hypotheses} ` +
      `metrics: it takes ${needed}${pairing === "unpaired" ? " in each study" : ""}`,
  }];
}

/**
 * Names blocks.
 *
 * @param numbers Their numbers, at least one.
 * @returns `block 3`, or `blocks 0, 1 and 5 more`.
 */
function blocks(numbers: readonly number[]): string {
  const named = numbers.slice(0, MOST_NAMED).join(", ");
  const more = numbers.length - MOST_NAMED;
  return `block${numbers.length === 1 ? "" : "s"} ${named}${more > 0 ? ` and ${more} more` : ""}`;
}

function differingBlocks({ baseValues, headValues }: ComparedMetric): number[] {
  return baseValues.flatMap((value, block) => {
    const other = headValues[block] ?? null;
    return value === null || other === null || value === other ? [] : block;
  });
}

/** As a report says it: unstable if at least half of the trials are. */
function stateOf({ measured }: ArmSample): "stable" | "unstable" | null {
  if (measured.length === 0) return null;
  const isUnstable = ({ stability }: MeasuredTrial) => stability.state === "unstable";
  return 2 * measured.filter(isUnstable).length >= measured.length ? "unstable" : "stable";
}
