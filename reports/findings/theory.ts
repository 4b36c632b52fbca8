/**
 * Sentences about theory: how many cells a model explains, and where the measured waits are surely not what
 * it says.
 *
 * @module
 */
import { formatMs, formatMsWithInterval, formatNumber } from "../format.ts";
import type { CellTheory, ReportCell } from "../report.ts";
import {
  benjaminiHochberg,
  type Interval,
  studentQuantile,
  studentUpperTail,
} from "../stats/mod.ts";
import { code, listWords, say, type Words } from "../words.ts";
import { figureOf, finding, label, timeOf } from "./_finding.ts";
import type { Finding, FindingEvidence } from "./finding.ts";

/** A model that is off by less is as good as one can ask. */
const FAR = 0.1;
/** Of the cells that are said to deviate, the share that may do so by chance. */
const FALSE_DISCOVERIES = 0.05;
const MOST_TOLD = 3;

interface Held {
  readonly cell: ReportCell;
  readonly theory: CellTheory;
}

/**
 * Finds what is worth saying. A cell deviates if the model is off by more than a tenth, and by more than
 * chance explains: with many cells a few lie outside their own interval though the model is right, so the
 * false discovery rate over all of them is controlled (Benjamini–Hochberg).
 *
 * @param cells The cells of a report.
 * @returns A finding of all cells, then those that deviate, the worst first.
 */
export function findTheory(cells: readonly ReportCell[]): Finding[] {
  const held = cells.flatMap((cell) => cell.theory === null ? [] : [{ cell, theory: cell.theory }]);
  if (held.length === 0) return [];
  const tested = held.flatMap((one) => {
    const probability = chance(one);
    return probability === null ? [] : [{ one, probability }];
  });
  const q = benjaminiHochberg(tested.map(({ probability }) => probability));
  const deviating = tested
    .filter(({ one }, index) => q[index] <= FALSE_DISCOVERIES && !isNear(one.theory))
    .map(({ one }) => one)
    .toSorted((a, b) => distance(b.theory) - distance(a.theory));
  return [
    ...(held.length > 1 ? [summary(held, tested.length, deviating.length)] : []),
    ...(held.length === 1 && deviating.length === 0 ? [agrees(held[0], tested.length)] : []),
    ...deviating.slice(0, MOST_TOLD).map(deviates),
    ...(deviating.length <= MOST_TOLD ? [] : [others(deviating.slice(MOST_TOLD))]),
  ];
}

/**
 * How often chance alone would make as large a difference, if the model were right. The interval is
 * Student's t, so what it says of its standard error is taken back from it.
 */
function chance({ cell: { trials }, theory: { unexplainedMs: { mean, ci95 } } }: Held) {
  if (ci95 === null || trials < 2) return null;
  const half = (ci95[1] - ci95[0]) / 2;
  if (half === 0) return mean === 0 ? 1 : 0;
  const t = Math.abs(mean) * studentQuantile(0.975, trials - 1) / half;
  return 2 * studentUpperTail(t, trials - 1);
}

function summary(held: readonly Held[], tested: number, deviating: number): Finding {
  const near = held.filter(({ theory }) => isNear(theory)).length;
  const ratios = held.map(({ theory }) => theory.ratio).sort((a, b) => a - b);
  const extent = `measured ÷ predicted ${formatNumber(ratios[0])} to ` +
    formatNumber(ratios[ratios.length - 1]);
  const share = `${FAR * 100} %`;
  const unsure = held.length - near - deviating;
  const rest = [
    deviating > 0 ? `surely further off in ${deviating}` : "",
    unsure > 0
      ? tested === 0
        ? `further off in ${unsure}, which one block cannot tell from chance`
        : `further off in ${unsure} where chance may explain it`
      : "",
  ].filter((part) => part !== "");
  const cells = near === held.length
    ? `all ${near} cells`
    : `${near === 0 ? "none" : near} of ${held.length} cells`;
  const words = say`Held against ${models(held)}, measured mean waits are within ${share} in ${
    listWords([cells, ...rest])
  } (${extent}${tested > 1 ? `; false discoveries held to ${FALSE_DISCOVERIES * 100} %` : ""}).`;
  const evidence = held.map(({ cell, theory }) =>
    figureOf(cell, "theory.ratio", "ratio", theory.ratio)
  );
  return finding(deviating === 0 ? "theory-agrees" : "theory-held", words, evidence);
}

/** What the cells are held against: `2 simulations, M/G/1 and polled (gated)`. */
function models(held: readonly Held[]): Words {
  const groups = [...Map.groupBy(held, ({ theory }) => nameOf(theory))];
  return listWords(
    groups.map(([name, { length }]) =>
      name === "simulation" || name === "twin"
        ? length === 1 ? `a ${name}` : `${length} ${name}s`
        : name
    ),
  );
}

function nameOf({ kind, model }: CellTheory): string {
  return kind === "closed-form" ? model : kind;
}

function agrees(one: Held, tested: number): Finding {
  const rest = isNear(one.theory)
    ? `, within ${FAR * 100} %`
    : tested === 0
    ? "; one block cannot tell the difference from chance"
    : "; chance may explain the difference";
  return finding("theory-agrees", say`${figures(one)}${rest}.`, evidenceOf(one));
}

function deviates(one: Held): Finding {
  const { mean, ci95 } = one.theory.unexplainedMs;
  const direction = mean > 0 ? "longer than the model explains" : "less than the model predicts";
  const size = formatMsWithInterval(Math.abs(mean), ci95 && away(ci95, mean));
  return finding(
    "theory-differs",
    say`${figures(one)}: tasks wait ${size} ${direction}.`,
    evidenceOf(one),
  );
}

function figures(one: Held): Words {
  const { cell, theory: { model, approximate, waitMs, ratio } } = one;
  return say`${name(one)}: measured mean wait ${
    formatMsWithInterval(cell.waitMs.mean, cell.waitMs.ci95.mean)
  }, ${model}${approximate ? " (approximation)" : ""} predicts ${formatMs(waitMs)} (ratio ${
    formatNumber(ratio)
  })`;
}

function others(rest: readonly Held[]): Finding {
  const names = rest.length > MOST_TOLD ? "" : say` (${listWords(rest.map(name))})`;
  const words = say`${String(rest.length)} more ${
    rest.length === 1 ? "cell deviates" : "cells deviate"
  } from the model${names}; see measured against predicted.`;
  return finding("theory-differs-more", words, rest.flatMap(evidenceOf));
}

function name({ cell }: Held): Words {
  return say`${label(cell)} under ${code(cell.workload)}`;
}

function evidenceOf({ cell, theory: { waitMs, unexplainedMs } }: Held): FindingEvidence[] {
  return [
    timeOf(cell, "waitMs", "mean"),
    figureOf(cell, "theory.waitMs", "ms", waitMs),
    figureOf(cell, "theory.unexplainedMs.mean", "ms", unexplainedMs.mean, unexplainedMs.ci95),
  ];
}

function isNear({ ratio }: CellTheory): boolean {
  return Math.abs(ratio - 1) <= FAR;
}

/** As far above 1 as below, in ratio. */
function distance({ ratio }: CellTheory): number {
  return Math.abs(Math.log(ratio));
}

/** The interval of a difference as one of its size. */
function away([low, high]: Interval, mean: number): Interval {
  return mean > 0 ? [low, high] : [-high, -low];
}
