/**
 * What surrounds the figures of a comparison, in words that all documents share.
 *
 * @module
 */
import { formatNumber } from "../format.ts";
import type { ComparedArm, Comparison } from "./comparison.ts";
import { OVERALL_RULE } from "./overall_rule.ts";

/**
 * How a comparison was judged, in a few sentences: the test, what the verdicts mean, and which ratio to
 * believe.
 *
 * @param comparison The comparison.
 * @returns Sentences.
 */
export function comparisonMethod(
  { pairing, alpha, confirmationBlocks, hypotheses }: Comparison,
): string {
  const test = pairing === "unpaired"
    ? "The logarithms of both studies' blocks are held against each other by one-sided Mann–Whitney " +
      "tests"
    : "Of each pair of blocks the logarithm of head ÷ base (of counts, the difference) goes into exact " +
      "one-sided signed-rank tests";
  const ratio = confirmationBlocks === null
    ? "Ratios are Hodges–Lehmann estimates with 95 % intervals."
    : "Ratios are Hodges–Lehmann estimates with 95 % intervals; of metrics that raised an alarm they " +
      `are those of the fresh run of ${confirmationBlocks} blocks, for the first sample exaggerates ` +
      "what it picks.";
  return [
    `${test}, adjusted by Holm's method, so that the probability of even one false alarm among ` +
    `${hypotheses} metrics is at most ${alpha}.`,
    `A metric has regressed or improved if its adjusted p is below ${alpha} and the ratio is at least ` +
    "what matters, and is equivalent if the 90 % interval lies within what matters.",
    OVERALL_RULE,
    ratio,
  ].join(" ");
}

/**
 * The machines and runtimes of both sides.
 *
 * @param comparison The comparison.
 * @returns A line, or one for each side if they differ. Names are as they were read.
 */
export function environmentLines({ base, head }: Comparison): string[] {
  const [one, other] = [environmentText(base), environmentText(head)];
  return one === other ? [one] : [`base: ${one}`, `head: ${other}`];
}

function environmentText({ environment }: ComparedArm): string {
  const { cpu, cores, memoryGiB, os, runtime } = environment;
  return `${cpu}, ${cores} cores, ${formatNumber(memoryGiB)} GiB, ${os}, Deno ${runtime.deno} ` +
    `(V8 ${runtime.v8})`;
}
