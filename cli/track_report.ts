/**
 * `track report`: a history as a page.
 *
 * @module
 */
import {
  detectChanges,
  type Detection,
  type ExaminedSeries,
  explained,
  type History,
  oneLine,
  readHistory,
  renderHistoryHtml,
  shellWord,
} from "../mod.ts";
import { numberFlag, type ParsedFlags } from "./flags.ts";
import type { Io } from "./io.ts";
import { requireOwnOutput } from "./own_output.ts";
import { alphaFlag, deltaFlag, historyFile, historySince, metricOperand } from "./track_options.ts";
import { didYouMean, UsageError } from "./usage.ts";

const FIELDS = ["strategy", "workload", "placement"] as const;

/**
 * Runs the verb.
 *
 * @param flags What was given.
 * @param io Where it writes.
 * @returns The exit code.
 * @throws {UsageError} If the history has nothing of what was asked for.
 */
export async function reportHistory(flags: ParsedFlags, io: Io): Promise<number> {
  const [alpha, deltas] = [alphaFlag(flags), deltaFlag(flags)];
  const seed = numberFlag(flags, "seed", "whole from 0");
  const file = historyFile(flags);
  const history = historySince(readHistory(file), flags.values.since);
  const detection = detectChanges(history, { alpha, deltas, seed, metrics: "all" });
  const isWhole = flags.operands.length === 0 &&
    FIELDS.every((field) => flags.values[field] === undefined);
  const series = isWhole ? detection.series : chosenSeries(detection, history, flags);
  const page = renderHistoryHtml(history, { ...detection, series }, {
    repeatCommand: commandOf(flags),
  });
  const path = flags.values.out ?? `${file.replace(/[^/]*$/, "")}history.html`;
  if (path === "-") {
    io.out(page.trimEnd());
    return 0;
  }
  await requireOwnOutput(path, "html");
  await Deno.writeTextFile(path, page).catch((error) => {
    throw explained(error, path, "written");
  });
  io.out(oneLine(path));
  return 0;
}

/**
 * The series that were asked for.
 *
 * @param detection All series.
 * @param history The history that they are of.
 * @param flags What was given: a metric, and parts of a cell.
 * @returns Them.
 * @throws {UsageError} If the history has none.
 */
export function chosenSeries(
  { series: all }: Detection,
  history: History,
  { values, operands }: ParsedFlags,
): readonly ExaminedSeries[] {
  const metric = operands.length === 0 ? undefined : metricOperand(operands[0]);
  for (const field of FIELDS) checkKnown(history, field, values[field]);
  const shown = all.filter(({ series }) =>
    (metric ?? series.metric.metric) === series.metric.metric &&
    FIELDS.every((field) => (values[field] ?? series[field]) === series[field])
  );
  if (shown.length === 0) {
    throw new UsageError(`no study has ${metric ?? "a figure"} of such a cell`);
  }
  return shown;
}

function commandOf({ values, operands }: ParsedFlags): string {
  const given = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, shellWord(String(value))]
  );
  return ["deno task track report", ...operands.map(shellWord), ...given].join(" ");
}

function checkKnown(
  { studies }: History,
  field: "strategy" | "workload" | "placement",
  given: string | undefined,
): void {
  const known = [...new Set(studies.flatMap(({ points }) => points.map((point) => point[field])))];
  if (given === undefined || known.includes(given)) return;
  const guess = didYouMean(given, known);
  throw new UsageError(
    `the history has no ${field} "${given}": ` +
      (guess === null ? `it has ${known.join(", ")}` : `did you mean "${guess}"?`),
  );
}
