/**
 * Runs a plan: one child a cell and round, one at a time, and at the end those that only wait, all at
 * once. How a child is run is passed in, so that the loop can be tested without any.
 *
 * @module
 */
import { runChild } from "../trial/child_process.ts";
import type { CostCell, CostOutcome, CostRecord, CostRequest, CostResult } from "./cost_record.ts";
import { type CostPlan, orderOfRound } from "./plan_cost.ts";

/** Runs one child to its end; null if it was interrupted. */
export type MeasureCell = (
  request: CostRequest,
) => Promise<(CostOutcome & { readonly wallMs: number }) | null>;

/** How far a run is. */
export interface CostProgress {
  /** Measurements done. */
  readonly done: number;
  /** Measurements in all. */
  readonly total: number;
  /** What is about to run; null at the end. */
  readonly next: { readonly cell: CostCell; readonly round: number } | null;
  /** Expected time to the end, in ms. */
  readonly remainingMs: number;
}

/** How a run ended. */
export type CostEnd =
  | { readonly state: "complete"; readonly records: readonly CostRecord[] }
  | { readonly state: "interrupted" };

// Until a cell has been measured once.
const GUESS_MS = 1000;
const TIMEOUT_MS = 30_000;
// A cell that fails is tried once more, not in every round: it may take all of its time to fail.
const MOST_FAILURES = 2;

/**
 * Runs a plan.
 *
 * @param plan The plan.
 * @param measure Measures a cell.
 * @param report Told before each measurement.
 * @returns The records, in the order in which they were made.
 */
export async function runCost(
  plan: CostPlan,
  measure: MeasureCell,
  report: (progress: CostProgress) => void = () => {},
): Promise<CostEnd> {
  const { cells, rounds } = plan;
  const records: CostRecord[] = [];
  const waiting = cells.keys().filter((cell) => cells[cell].measure === "idle-cpu").toArray();
  const idleMs = waiting.length === 0 ? 0 : plan.sizes.idleMs;
  const ahead = Array.from(
    { length: rounds },
    (_, round) => orderOfRound(plan, round).map((cell) => ({ cell, round })),
  ).flat();
  const total = ahead.length + waiting.length;

  for (const [index, { cell, round }] of ahead.entries()) {
    if (isGivenUp(records, cell)) continue;
    const remainingMs = idleMs + expectedMs(records, ahead.slice(index));
    report({ done: index, total, next: { cell: cells[cell], round }, remainingMs });
    const outcome = await measure(settledRequest(cells[cell], cell, records));
    if (outcome === null) return { state: "interrupted" };
    records.push({ cell, round, ...outcome });
  }
  if (waiting.length > 0) {
    const next = { cell: cells[waiting[0]], round: 0 };
    report({ done: ahead.length, total, next, remainingMs: idleMs });
    // They have next to nothing to do, and what they do is counted by thread.
    const outcomes = await Promise.all(waiting.map((cell) => measure(cells[cell].request)));
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome === null) return { state: "interrupted" };
      records.push({ cell: waiting[index], round: 0, ...outcome });
    }
  }
  report({ done: total, total, next: null, remainingMs: 0 });
  return { state: "complete", records };
}

/**
 * Measures cells in children of their own, confined as trials are.
 *
 * @param signal Ends them.
 * @returns Measures one.
 */
export function createMeasureCell(signal: AbortSignal): MeasureCell {
  const entry = new URL("./cost_child.ts", import.meta.url);
  return async (request) => {
    const timeoutMs = TIMEOUT_MS + (request.kind === "idle-cpu" ? request.idleMs : 0);
    const outcome = await runChild(entry, request, { timeoutMs, signal });
    if (outcome.state === "interrupted") return null;
    if (outcome.state === "failed") return outcome;
    const { record, wallMs } = outcome;
    try {
      const result: CostResult = JSON.parse(new TextDecoder().decode(record));
      return { state: "measured", result, wallMs };
    } catch (error) {
      const { message } = error as Error;
      return { state: "failed", reason: "invalid-record", message, wallMs };
    }
  };
}

/** What the first round that worked found out about its size holds for the others. */
function settledRequest(
  { request }: CostCell,
  cell: number,
  records: readonly CostRecord[],
): CostRequest {
  if (request.kind !== "burst" && request.kind !== "throughput") return request;
  const known = records.find((record) => record.cell === cell && record.state === "measured");
  if (known?.state !== "measured" || !("tasks" in known.result)) return request;
  return { ...request, size: { tasks: known.result.tasks, longestMs: null } };
}

function isGivenUp(records: readonly CostRecord[], cell: number): boolean {
  const failures = records.filter((record) => record.cell === cell && record.state === "failed");
  return failures.length >= MOST_FAILURES;
}

/** Each cell as long as it took so far; those that have not run as long as the others on average. */
function expectedMs(
  records: readonly CostRecord[],
  left: readonly { readonly cell: number }[],
): number {
  const spent = new Map<number, number[]>();
  for (const { cell, wallMs } of records) spent.set(cell, [...spent.get(cell) ?? [], wallMs]);
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const usualMs = records.length === 0 ? GUESS_MS : mean(records.map(({ wallMs }) => wallMs));
  return left.reduce((sum, { cell }) => {
    const times = spent.get(cell);
    return sum + (times === undefined ? usualMs : mean(times));
  }, 0);
}
