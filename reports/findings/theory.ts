/**
 * Sentences about theory: what a model explains, and where the measured waits are not what it says.
 *
 * @module
 */
import { type Draft, label, list } from "./_draft.ts";
import { formatMs, formatMsWithInterval, formatNumber } from "../format.ts";
import { codeSpan as code } from "../render/escape.ts";
import type { CellTheory, ReportCell } from "../report.ts";

const FAR = 0.1;
const MOST_NAMED = 5;

interface Held {
  readonly cell: ReportCell;
  readonly theory: CellTheory;
}

/**
 * Finds what is worth saying.
 *
 * @param cells The cells of a report.
 * @returns A finding for each model that explains something, then those cells that it does not explain.
 */
export function findTheory(cells: readonly ReportCell[]): Draft[] {
  const held = cells.flatMap((cell) => cell.theory === null ? [] : [{ cell, theory: cell.theory }]);
  const byModel = Map.groupBy(held, ({ theory }) => groupOf(theory));
  return [...[...byModel].flatMap(explained), ...differing(held)];
}

function groupOf({ kind, model }: CellTheory): string {
  if (kind === "simulation") return "simulations";
  if (kind === "twin") return "their twins";
  return model.startsWith("polled") ? "the polled models" : model;
}

/** Without an interval a prediction that is near is as good as one can say. */
function agrees({ theory }: Held): boolean {
  return theory.inside ?? isNear(theory);
}

function isNear({ ratio }: CellTheory): boolean {
  return Math.abs(ratio - 1) <= FAR;
}

/** In how many cells of a model the prediction is where it should be; nothing if it is in none. */
function explained([group, held]: [string, Held[]]): Draft[] {
  const agreeing = held.filter(agrees);
  if (agreeing.length === 0) return [];
  const [first] = agreeing;
  if (held.length === 1) {
    const where = first.theory.inside === null ? "" : ", within the interval";
    return [{ code: "theory-agrees", text: `${sentence(first)}${where}.` }];
  }
  const ratios = held.map(({ theory }) => theory.ratio).sort((a, b) => a - b);
  const extent = `measured ÷ predicted ${formatNumber(ratios[0])} to ` +
    formatNumber(ratios[ratios.length - 1]);
  const near = held.filter(({ theory }) => isNear(theory)).length;
  const share = FAR * 100;
  const cells = (count: number) =>
    count === held.length ? `all ${count} cells` : `${count} of ${held.length} cells`;
  const text = held.every(({ theory }) => theory.inside === null)
    ? `the prediction is within ${share} % of the measured mean wait in ${cells(near)} (${extent})`
    : `the prediction lies within the 95 % interval of the measured mean wait in ` +
      `${cells(agreeing.length)}, and within ${share} % of it in ${near} (${extent})`;
  return [{ code: "theory-agrees", text: `Held against ${group}, ${text}.` }];
}

/** The worst first; what is outside by little is counted, not told. */
function differing(held: readonly Held[]): Draft[] {
  const outside = held.filter((one) => !agrees(one))
    .toSorted((a, b) => distance(b.theory) - distance(a.theory));
  const far = outside.filter(({ theory }) => !isNear(theory));
  const findings = far.slice(0, MOST_NAMED).map((one): Draft => {
    const { mean, ci95 } = one.theory.unexplainedMs;
    const direction = mean > 0 ? "longer than the model explains" : "less than the model predicts";
    const size = formatMsWithInterval(Math.abs(mean), ci95 && away(ci95, mean));
    return {
      code: "theory-differs",
      text: `${sentence(one)}: tasks wait ${size} ${direction}.`,
    };
  });
  const rest = outside.filter((one) => !far.slice(0, MOST_NAMED).includes(one));
  if (rest.length === 0) return findings;
  const names = rest.length > MOST_NAMED
    ? ""
    : ` (${list(rest.map(({ cell }) => `${label(cell)} under ${code(cell.workload)}`))})`;
  const ratios = rest.map(({ theory }) => theory.ratio).sort((a, b) => a - b);
  return [...findings, {
    code: "theory-outside",
    text: `${rest.length} ${far.length > 0 ? "more " : ""}${
      rest.length === 1 ? "cell lies" : "cells lie"
    } outside the interval of the measured mean wait${names}: measured ÷ predicted ${
      formatNumber(ratios[0])
    }${ratios.length === 1 ? "" : ` to ${formatNumber(ratios[ratios.length - 1])}`}.`,
  }];
}

function sentence({ cell, theory }: Held): string {
  const { model, approximate, waitMs, ratio } = theory;
  return `${label(cell)} under ${code(cell.workload)}: measured mean wait ` +
    `${formatMsWithInterval(cell.waitMs.mean, cell.waitMs.ci95.mean)}, ${model}${
      approximate ? " (approximation)" : ""
    } predicts ${formatMs(waitMs)} (ratio ${formatNumber(ratio)})`;
}

/** As far above 1 as below, in ratio. */
function distance({ ratio }: CellTheory): number {
  return Math.abs(Math.log(ratio));
}

/** The interval of a difference as one of its size. */
function away([low, high]: readonly [number, number], mean: number): readonly [number, number] {
  return mean > 0 ? [low, high] : [-high, -low];
}
