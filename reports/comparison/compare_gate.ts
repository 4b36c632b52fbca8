import type { GateArm, StoredArms, StoredGate } from "../../experiments/gate_document.ts";
import type { CellIdentity, Warning } from "../../experiments/record.ts";
import type { StoredStudy } from "../../experiments/study_document.ts";
import { BASICS, compareArms, type ComparedArms, overallVerdict } from "./_compare_arms.ts";
import { adjusted, castMetrics, isDeciding } from "./_judge.ts";
import { warnOfPower, warnOfTrials } from "./_remarks.ts";
import { type CellPair, sampleArms } from "./_sample.ts";
import { weigh } from "./_weigh.ts";
import { comparedCellName } from "./cell_name.ts";
import type { ComparedArm, ComparedCell, ComparedMetric, Comparison } from "./comparison.ts";
import { confirmAlarms } from "./gate_rule.ts";

/**
 * Compares the arms of a gate: blocks are paired, and what the first sample calls a regression is one
 * only if the fresh run, where there is one, says so too.
 *
 * @param gate What is on disk. It may be incomplete.
 * @returns The comparison.
 */
export function compareGate(gate: StoredGate): Comparison {
  const { document, base, head, confirmation } = gate;
  const first = compareFirst(gate);
  const isOver = document.end !== "running" && document.end !== "interrupted";
  const confirmed = confirmation === null || !isOver ? null : confirm(first.cells, confirmation);
  const cells = confirmed?.cells ?? first.cells.map(withoutAlarms);
  const hosts = [document.host.before, ...(document.host.after ? [document.host.after] : [])];
  const isUnfit = document.end === "unfit" || hosts.some(({ verdict }) => verdict === "unfit");
  const hasFailed = document.end === "failed" || confirmed?.hasFailed === true;
  const verdict = hasFailed ? "failed" : isOver ? overallVerdict(cells) : "inconclusive";
  // A host that was unfit from the start, or an arm that could not be tried: the reason is all there is to say.
  const hasNothing = base.trials.length + head.trials.length === 0;
  const extra = Math.abs(base.document.cells.length - head.document.cells.length);
  return {
    ...BASICS,
    base: armOf(document.base, base, "base"),
    head: armOf(document.head, head, "head"),
    pairing: "interleaved",
    verdict: verdict !== "failed" && isUnfit ? "unfit" : verdict,
    hypotheses: first.hypotheses,
    blocks: document.blocks,
    confirmationBlocks: confirmed === null ? null : document.confirmationBlocks,
    seed: document.seed,
    host: document.host,
    cells: hasNothing ? [] : cells,
    unmatched: extra === 0 ? [] : [`${extra} cells that one arm alone has`],
    warnings: [
      ...warnOfHost(gate, isUnfit),
      ...(hasNothing ? [{ code: "nothing-measured", message: "no trial was kept" }] : [
        ...first.warnings,
        ...(confirmed?.warnings ?? warnOfUnchecked(first.cells)),
        ...warnOfPower(first.cells, first.hypotheses, "interleaved"),
      ]),
    ],
    repeatCommand: document.repeatCommand,
  };
}

/**
 * The cells that raise an alarm, which a fresh run must confirm or dismiss.
 *
 * @param gate What is on disk, its first sample complete.
 * @returns Positions of the cells with a metric that regressed in the first sample.
 */
export function findAlarms(gate: StoredGate): readonly number[] {
  return compareFirst(gate).cells.flatMap(({ metrics }, at) => metrics.some(isAlarmed) ? at : []);
}

function compareFirst(gate: StoredGate): ComparedArms {
  return compareArms({
    arms: gate,
    pairs: pairsOf(gate),
    pairing: "interleaved",
    metrics: gate.document.metrics,
  });
}

/** Of the first sample alone. */
function isAlarmed(metric: ComparedMetric): boolean {
  return isDeciding(metric) && metric.verdict === "regressed";
}

/** An alarm that no fresh run has checked is no regression. */
function withoutAlarms(cell: ComparedCell): ComparedCell {
  return {
    ...cell,
    metrics: cell.metrics.map((metric) =>
      isAlarmed(metric) ? { ...metric, verdict: "inconclusive" } : metric
    ),
  };
}

/** The cells of both arms are in the same order, whatever their strategies are called. */
function pairsOf({ base, head }: StoredArms): CellPair[] {
  const { cells } = head.document;
  return base.document.cells.slice(0, cells.length)
    .map((cell, at) => ({ base: cell, head: cells[at] }));
}

function isCell(cell: ComparedCell, { strategy, workload, placement }: CellIdentity): boolean {
  return cell.baseStrategy === strategy && cell.workload === workload &&
    cell.placement === placement;
}

const NO_TRIAL = { byBlock: [], measured: [], failed: [], missing: [] } as const;
const NO_TRIALS = { base: NO_TRIAL, head: NO_TRIAL } as const;

interface Confirmed {
  readonly cells: readonly ComparedCell[];
  readonly hasFailed: boolean;
  readonly warnings: readonly Warning[];
}

/** Weighs the fresh run: of the metrics that raised an alarm alone, adjusted for just these. */
function confirm(cells: readonly ComparedCell[], arms: StoredArms): Confirmed {
  const samples = sampleArms(arms, pairsOf(arms));
  const alarms = cells.flatMap((cell, at) => {
    // Where the fresh run does not have the cell, nothing is confirmed.
    const sample = samples.find(({ pair }) => isCell(cell, pair.base)) ?? NO_TRIALS;
    return cell.metrics.filter(isAlarmed).map((metric) => {
      const cast = castMetrics([metric], cell.load)
        .find((found) => found.metric.metric === metric.metric)!;
      return { at, metric, weighed: weigh(cast, sample, "interleaved") };
    });
  });
  const fresh = confirmAlarms(alarms.map(({ weighed }) => weighed));
  const outcomes = new Map(alarms.map(({ metric, weighed }, index) => [
    metric,
    {
      confirmation: adjusted(weighed, fresh[index].decision),
      verdict: fresh[index].verdict,
    },
  ]));
  return {
    cells: cells.map((cell) => ({
      ...cell,
      metrics: cell.metrics.map((metric) => ({ ...metric, ...outcomes.get(metric) })),
    })),
    hasFailed: samples.some(({ base, head }) => base.failed.length + head.failed.length > 0),
    warnings: [
      ...samples.flatMap((sample) => {
        const cell = cells.find((cell) => isCell(cell, sample.pair.base));
        return cell === undefined ? [] : warnOfTrials(sample, cell, "interleaved");
      }).map(({ code, message }) => ({ code, message: `confirmation: ${message}` })),
      ...alarms.flatMap(({ at, metric }): Warning[] =>
        outcomes.get(metric)!.verdict === "regressed" ? [] : [{
          code: "alarm-not-confirmed",
          message:
            `${metric.metric} of ${comparedCellName(cells[at])} raised an alarm that a fresh ` +
            "run did not confirm",
        }]
      ),
    ],
  };
}

function warnOfUnchecked(cells: readonly ComparedCell[]): Warning[] {
  const alarms = cells.flatMap(({ metrics }) => metrics.filter(isAlarmed)).length;
  return alarms === 0 ? [] : [{
    code: "alarm-unchecked",
    message: `no fresh run has checked ${alarms} alarm${
      alarms === 1 ? "" : "s"
    } of the first sample`,
  }];
}

function warnOfHost({ document: { end, host } }: StoredGate, isUnfit: boolean): Warning[] {
  const found = [["before", host.before], ["after", host.after]] as const;
  const warnings = found.flatMap(([when, fitness]): Warning[] => {
    if (fitness === null || fitness.verdict === "fit") return [];
    const code = fitness.verdict === "unfit" ? "host-unfit" : "host-limited";
    return fitness.reasons.map((reason) => ({ code, message: `${when} the gate: ${reason}` }));
  });
  if (isUnfit && !warnings.some(({ code }) => code === "host-unfit")) {
    warnings.push({ code: "host-unfit", message: "the host could not measure" });
  }
  if (end === "interrupted" || end === "running") {
    warnings.push({
      code: "interrupted",
      message: "the gate did not come to its end, so nothing is decided",
    });
  }
  return warnings;
}

function armOf(arm: GateArm, { document }: StoredStudy, side: string): ComparedArm {
  const { createdAt, environment } = document;
  return {
    label: arm.tree === null
      ? arm.strategies?.join(", ") ?? side
      : `${arm.tree}${arm.dirty ? " with uncommitted edits" : ""}`,
    // Where no tree was checked out, the arm ran the checkout that the environment names.
    commit: arm.commit ?? (arm.tree === null ? environment.gitCommit : null),
    createdAt,
    environment,
  };
}
