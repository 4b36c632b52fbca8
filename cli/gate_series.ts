/**
 * Runs a series of gates one after the other and keeps what came of each before the next begins.
 *
 * @module
 */
import { createForecast, openLog, readLog, startBusyCore, StudyStoreError } from "../mod.ts";
import {
  expectedGateMs,
  isSeriesRecord,
  type SeriesGate,
  type SeriesOutcome,
  type SeriesRecord,
} from "./gate_series_plan.ts";
import type { Steps } from "./progress.ts";

/** What the loop works with. */
export interface SeriesRunner {
  /** Runs a gate; null if it was interrupted. */
  run(gate: SeriesGate): Promise<SeriesOutcome | null>;
  /** Told before each gate and at the end. */
  progress(steps: Steps): void;
  /** Milliseconds since some moment, to correct the expected time by. */
  now(): number;
}

/** How a series ended. */
export interface SeriesEnd {
  /** `interrupted`: some gates are left. */
  readonly state: "complete" | "interrupted";
  /** What is kept of all gates so far. */
  readonly records: readonly SeriesRecord[];
}

/**
 * Runs what is left of a series.
 *
 * @param gates The gates in their order.
 * @param path The log; gates that it holds are not run again.
 * @param runner Runs them.
 * @returns How it ended.
 * @throws {StudyStoreError} If the log is damaged, or holds gates of another plan.
 */
export async function runSeries(
  gates: readonly SeriesGate[],
  path: string,
  runner: SeriesRunner,
): Promise<SeriesEnd> {
  const { records: kept, wholeBytes } = await readLog(path, "gate", isSeriesRecord);
  for (const record of kept) requireSame(record, gates, path);
  using log = await openLog<SeriesRecord>(path);
  // What a crash cut off must not begin the next line, not even where it is all there is.
  await Deno.truncate(path, wholeBytes);
  const records = [...kept];
  const done = new Set(kept.map(({ name }) => name));
  const left = gates.filter(({ name }) => !done.has(name));
  const forecast = createForecast(left.reduce((sum, gate) => sum + expectedGateMs(gate), 0));
  const total = gates.length;
  for (const [index, gate] of left.entries()) {
    const remainingMs = forecast.remainingMs();
    runner.progress({ done: total - left.length + index, total, next: gate.name, remainingMs });
    const startedMs = runner.now();
    const outcome = await runUnder(gate, runner);
    if (outcome === null) return { state: "interrupted", records };
    const record = { ...gate, ...outcome };
    await log.append(record);
    records.push(record);
    forecast.learn(expectedGateMs(gate), runner.now() - startedMs);
  }
  runner.progress({ done: total, total, next: null, remainingMs: 0 });
  return { state: "complete", records };
}

async function runUnder(gate: SeriesGate, runner: SeriesRunner): Promise<SeriesOutcome | null> {
  if (gate.condition === "quiet") return await runner.run(gate);
  await using load = startBusyCore();
  await load.whenBusy;
  return await runner.run(gate);
}

/** A log may hold fewer kinds of gates than are asked for now, but not others of the same name. */
function requireSame(record: SeriesRecord, gates: readonly SeriesGate[], path: string): void {
  const gate = gates.find(({ name }) => name === record.name);
  if (gate === undefined) return;
  for (const key of ["seed", "blocks", "confirmationBlocks"] as const) {
    if (record[key] === gate[key]) continue;
    throw new StudyStoreError(
      `"${path}" holds gates with another ${key} (${record[key]}, not ${gate[key]}): ` +
        "resume with the same flags, or name another --out",
    );
  }
}
