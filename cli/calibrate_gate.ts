/**
 * `calibrate:gate`: how often the gate alarms without a reason, and how much it finds.
 *
 * @module
 */
import { explained, formatDuration, openLog, readLog, shellWord } from "../mod.ts";
import {
  calibrateGate as simulateGates,
  type GateCalibrationPlan,
  type GateRow,
  judgeGoals,
  SIMULATED_CELLS,
  SIMULATED_HYPOTHESES,
} from "../reports/comparison/calibration/mod.ts";
import { renderGateRows } from "../reports/render/gate_calibration_markdown.ts";
import { CALIBRATE_GATE_FLAGS, planFromFlags, seriesFromFlags } from "./calibrate_gate_options.ts";
import { describeFlags, type ParsedFlags, parseFlags } from "./flags.ts";
import { runSeries } from "./gate_series.ts";
import { countSeriesHypotheses, runSeriesGate } from "./gate_series_job.ts";
import {
  expectedGateMs,
  type SeriesGate,
  type SeriesOutcome,
  seriesRows,
} from "./gate_series_plan.ts";
import { interruptible } from "./interruptible.ts";
import type { Io } from "./io.ts";
import { outDirectory } from "./out_directory.ts";
import { createCount, createSteps } from "./progress.ts";
import { EXIT_FAILED, EXIT_INTERRUPTED } from "./study_session.ts";
import { blamingInput, UsageError } from "./usage.ts";

const LOG = "gates.ndjson";
const TABLES = "calibration.md";
const FIGURES = "calibration.json";
const EXIT_NOT_SHOWN = 3;

const HELP = `Says how often the gate alarms without a reason, and how often it finds a slow-down.

usage: deno task calibrate:gate [options]

${describeFlags(CALIBRATE_GATE_FLAGS)}

Simulated gates have ${SIMULATED_CELLS.length} cells (${SIMULATED_HYPOTHESES} metrics that decide) and the scatter that was measured on two
shared cores; they are decided by the code that decides real ones, and other rules are applied to the
very same series. With the defaults that takes a minute or two. A real gate takes about half a minute,
one with a slow-down about a minute; a third as many of each slow-down are run, at least 10.
exit codes: 0 every goal is reached, 2 bad input, 3 one is missed or left open, 4 no real gate could be
measured, 130 interrupted`;

/** Runs a real gate; null if it was interrupted. */
export type RunSeriesGate = (
  gate: SeriesGate,
  out: string,
  io: Io,
  signal: AbortSignal,
) => Promise<SeriesOutcome | null>;

/**
 * Runs the verb.
 *
 * @param args Its arguments.
 * @param io Where it writes.
 * @param runGate Runs a real gate; tests pass one of their own.
 * @returns The exit code.
 * @throws {UsageError} If the input is wrong.
 */
export async function calibrateGate(
  args: readonly string[],
  io: Io,
  runGate: RunSeriesGate = runSeriesGate,
): Promise<number> {
  const flags = parseFlags(args, CALIBRATE_GATE_FLAGS);
  if (flags.switches.has("help")) {
    io.out(HELP);
    return 0;
  }
  const plan = planFromFlags(flags);
  const series = seriesFromFlags(flags, plan);
  if (plan.gates === 0 && series.length === 0) {
    throw new UsageError("--gates 0 leaves nothing to do: give --machine N");
  }
  const out = series.length === 0 && flags.values.out === undefined
    ? null
    : outDirectory(flags.values.out, new Date().toISOString(), "gate-calibration-");
  // Before minutes are spent.
  if (out !== null) await blamingInput(() => prepare(out, series, flags));

  const sections: string[] = [];
  const rows: GateRow[] = [];
  const add = (title: string, about: string, more: readonly GateRow[]) => {
    const text = renderGateRows(title, about, more);
    io.out(`${sections.length === 0 ? "" : "\n"}${text}`);
    sections.push(text);
    rows.push(...more);
  };
  if (plan.gates > 0) {
    const simulated = simulateGates(plan, createCount("simulated gates", io));
    add("Simulated gates", aboutSimulated(plan), simulated.rows);
  }
  let end = 0;
  if (series.length > 0) end = await runReal(series, out!, io, runGate, add);
  if (out !== null) {
    await writeText(
      `${out}/${TABLES}`,
      `# Calibration of the gate\n\n${sections.join("\n\n")}\n`,
    );
    await writeText(`${out}/${FIGURES}`, JSON.stringify({ plan, rows }, null, 2) + "\n");
    io.out(`\n${out}/${TABLES}`);
  }
  if (end !== 0) return end;
  return judgeGoals(rows).every(({ state }) => state === "reached") ? 0 : EXIT_NOT_SHOWN;
}

async function runReal(
  series: readonly SeriesGate[],
  out: string,
  io: Io,
  runGate: RunSeriesGate,
  add: (title: string, about: string, rows: readonly GateRow[]) => void,
): Promise<number> {
  const expectedMs = series.reduce((sum, gate) => sum + expectedGateMs(gate), 0);
  io.err(`${series.length} real gates, some ${formatDuration(expectedMs)} in all, into ${out}/`);
  const { state, records } = await blamingInput(() =>
    interruptible((signal) =>
      runSeries(series, `${out}/${LOG}`, {
        run: (gate) => runGate(gate, out, io, signal),
        progress: createSteps("gate", io),
        now: () => new Date().getTime(),
      })
    )
  );
  const unjudged = records.filter((record) => record.state === "no-verdict");
  const judged = records.length - unjudged.length;
  if (judged > 0) {
    add(
      "Gates on this machine",
      aboutReal(series[0], judged, unjudged.length),
      seriesRows(records),
    );
  }
  for (const record of unjudged) {
    io.err(`no verdict: ${record.name}: ${record.reasons.join("; ")}`);
  }
  if (state === "interrupted") {
    io.err(
      `interrupted: every finished gate is kept; continue with the same flags and ` +
        `--resume --out ${shellWord(out)}`,
    );
    return EXIT_INTERRUPTED;
  }
  return judged === 0 ? EXIT_FAILED : 0;
}

function aboutSimulated({ gates, blocks, confirmationBlocks, seed }: GateCalibrationPlan): string {
  return `${gates} gates a row, ${SIMULATED_HYPOTHESES} metrics in ${SIMULATED_CELLS.length} cells, ` +
    `${blocks} blocks, alarms confirmed in ${confirmationBlocks} fresh blocks, seed ${seed}. ` +
    "Brackets are 95 % intervals, in per cent. Rivals see the first sample, metric by metric.";
}

function aboutReal(
  { blocks, confirmationBlocks }: SeriesGate,
  judged: number,
  unjudged: number,
): string {
  return `${judged} ${judged === 1 ? "gate" : "gates"} of queue-notified under two workloads ` +
    `(${countSeriesHypotheses()} metrics that decide), ${blocks} blocks, alarms ` +
    `confirmed in ${confirmationBlocks} fresh blocks` +
    (unjudged === 0 ? "." : `; ${unjudged} more have no verdict and are left out.`);
}

/** Makes the directory, and sees to it that nothing is in it that must not be replaced. */
async function prepare(
  out: string,
  series: readonly SeriesGate[],
  { switches }: ParsedFlags,
): Promise<void> {
  await Deno.mkdir(out, { recursive: true }).catch((error) => {
    throw explained(error, out, "written");
  });
  if (switches.has("resume")) {
    await readLog(`${out}/${LOG}`, "gate", (_): _ is unknown => true);
  } else {
    // Hours of measuring are replaced by nothing, not even by force.
    if (series.length > 0 && (await lengthOf(`${out}/${LOG}`) ?? 0) > 0) {
      throw new UsageError(
        `"${out}" holds real gates already: go on with --resume, or name another directory with --out`,
      );
    }
    for (const name of switches.has("force") ? [] : [TABLES, FIGURES]) {
      if (await lengthOf(`${out}/${name}`) === null) continue;
      throw new UsageError(
        `"${out}" holds a calibration already (${name}): name another directory with --out, or ` +
          "replace it with --force",
      );
    }
  }
  if (series.length === 0) return;
  using _log = await openLog(`${out}/${LOG}`);
}

/** Null if there is no such file. */
async function lengthOf(path: string): Promise<number | null> {
  try {
    return (await Deno.stat(path)).size;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw explained(error, path, "read");
  }
}

async function writeText(path: string, text: string): Promise<void> {
  await blamingInput(() =>
    Deno.writeTextFile(path, text).catch((error) => {
      throw explained(error, path, "written");
    })
  );
}
