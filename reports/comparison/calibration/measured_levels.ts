/**
 * What a gate measures and how far it scatters: the levels at which gates are simulated.
 *
 * Measured, not invented: `queue-notified` in trials of 250 ms on two shared virtual cores, 26 trials a cell
 * with the rest of the machine at rest and 26 with its other core busy, under `steady` and under
 * `closed:users=8,thinkMs=0,serviceMs=0.1,service=fixed`. Of the logarithm of each trial's figure
 *
 * | figure                           | median   | sd at rest | pairs / √2 | sd, busy | pairs / √2 |
 * | -------------------------------- | -------- | ---------- | ---------- | -------- | ---------- |
 * | dispatch overhead, mean          | 54 µs    | 1.28       | 0.94       | 0.51     | 0.38       |
 * | dispatch overhead, p50           | 10.6 µs  | 0.19       | 0.16       | 0.43     | 0.40       |
 * | dispatch overhead, p99           | 970 µs   | 1.32       | 1.08       | 0.44     | 0.33       |
 * | loop lag, p99                    | 0.55 ms  | 1.07       | 0.83       | 0.40     | 0.36       |
 * | throughput at saturation         | 8300 /s  | 0.065      | 0.044      | 0.055    | 0.046      |
 * | time per task at saturation, p50 | 112 µs   | 0.018      | 0.014      | 0.028    | 0.021      |
 * | service, p50                     | 0.5 ms   | 0.0009     | 0.0007     | 0.0007   | 0.0007     |
 * | service, p50, at saturation      | 0.1 ms   | 0.0003     | 0.0002     | 0.0004   | 0.0002     |
 * | loop lag, p99, at saturation     | 1.11 ms  | 0.79       | 0.63       | 0.43     | 0.39       |
 *
 * where pairs are all trials of a cell with their next one, 2.5 s later: what two arms in one block do not
 * share. Figures of one process go together: their correlation is 0.5 to 0.97, the median 0.7. No task
 * was ever lost.
 *
 * @module
 */

/** What the cells of a simulated gate are offered. */
export type SimulatedLoad = "steady" | "saturated";

/** A metric that decides, as it is simulated. */
export interface MetricLevel {
  /** A gated metric of the table that comparisons go by: `dispatchOverheadMs.p99`. */
  readonly metric: string;
  /** Its median, in its own unit. */
  readonly typical: number;
  /** Standard deviation of the logarithm between processes that run one after the other. */
  readonly processSd: number;
}

/**
 * The condition of the machine scatters this much as the processes do by themselves: 0.6 to 0.9 by the
 * table, as √(sd² − pairs²/2) of the trials at rest. The largest is taken for all.
 */
export const MACHINE_SHARE = 0.9;

/** Correlation of two figures of one process. */
export const FIGURE_CORRELATION = 0.7;

const lost: MetricLevel = { metric: "notCompleted", typical: 0, processSd: 0 };

/**
 * The metrics of each load. Where the two conditions of the machine differ, the rougher one is taken, and of
 * sd and pairs something between.
 */
export const MEASURED_LEVELS: Readonly<Record<SimulatedLoad, readonly MetricLevel[]>> = {
  steady: [
    { metric: "dispatchOverheadMs.mean", typical: 0.054, processSd: 1.1 },
    { metric: "dispatchOverheadMs.p50", typical: 0.0106, processSd: 0.19 },
    { metric: "dispatchOverheadMs.p99", typical: 0.97, processSd: 1.2 },
    { metric: "loopLagMs.p99", typical: 0.55, processSd: 0.9 },
    { metric: "serviceMs.p50", typical: 0.5, processSd: 0.001 },
    lost,
  ],
  saturated: [
    { metric: "throughputPerSecond", typical: 8300, processSd: 0.045 },
    { metric: "timePerTaskMs.p50", typical: 0.112, processSd: 0.02 },
    { metric: "serviceMs.p50", typical: 0.1, processSd: 0.001 },
    { metric: "loopLagMs.p99", typical: 1.11, processSd: 0.8 },
    lost,
  ],
};
