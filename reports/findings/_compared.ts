import { type AnswerMetric, CALL, GOODPUT, LAG, OVERHEAD, WAIT } from "../cell_metrics.ts";

/**
 * What matters for a choice: to the tasks, to the producer, to everything else on the loop, and to whoever
 * pays for what comes too late. Sojourn and service are left out: they follow from the wait and the body.
 */
export const COMPARED: readonly AnswerMetric[] = [WAIT, OVERHEAD, CALL, LAG, GOODPUT];
