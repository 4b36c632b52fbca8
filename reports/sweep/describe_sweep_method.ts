/**
 * How a sweep found what it says, in sentences that all documents share.
 *
 * @module
 */
import { formatShare } from "../format.ts";

/** What the grid, the saturation and its prediction are. */
export const SWEEP_METHOD: string =
  "The grid ran as a study of interleaved blocks. The saturation is the mean throughput over all blocks " +
  "of the points that could not keep up and carried as much as any: the largest, and over a rate those " +
  "whose interval overlaps its own. Its prediction is the rate at which the stability condition of the " +
  "queue holds with the moments measured there.";

/**
 * What the knee is, and how it was sought.
 *
 * @param precision How narrow, as a share, its interval was to be.
 * @returns Sentences.
 */
export function kneeMethod(precision: number): string {
  return "The knee is the largest rate whose sojourn meets the service level with its upper 95 % " +
    "limit, all arrivals open loop and no trial left out. Beyond the grid it was sought by bisection, each " +
    "probe a set of blocks of its own, until neighbouring rates were within " +
    `${
      formatShare(precision)
    }. Its interval ends at the smallest rate that surely misses; rates on ` +
    "which the blocks do not agree lie inside it. A miss below a rate that meets was tried again. Tasks " +
    "that never ended count as infinitely late.";
}
