import type { StudyDocument } from "../experiments/study_document.ts";
import { writeServiceLevel } from "../experiments/service_level.ts";
import type { SweepDocument } from "../experiments/sweep_document.ts";

/**
 * The command that runs a study again, from its config and the seed that was really used.
 *
 * @param config What was asked for.
 * @param seed The seed.
 * @returns A shell command.
 */
export function repeatCommand(config: StudyDocument["config"], seed: number): string {
  return command("bench", config, [["seed", seed], ["slo-ms", config.sloMs]]);
}

/**
 * The command that runs a sweep again.
 *
 * @param sweep What was asked for, the seed included.
 * @returns A shell command.
 */
export function sweepCommand({ config, over, slo, precision }: SweepDocument): string {
  const percent = Number((precision * 100).toPrecision(6));
  return command("sweep", config, [
    ["seed", config.seed],
    ...over.map((axis) => ["over", axis] as const),
    ["slo", slo === null ? undefined : writeServiceLevel(slo)],
    ["precision", slo === null ? undefined : percent],
  ]);
}

/**
 * The command that runs a gate again.
 *
 * @param config What both sides were asked for, the seed included.
 * @param flags What is given beside it, by name without dashes; what is undefined is left out.
 * @returns A shell command.
 */
export function gateCommand(
  config: StudyDocument["config"],
  flags: Readonly<Record<string, string | number | undefined>>,
): string {
  return command("gate", config, [["seed", config.seed], ...Object.entries(flags)]);
}

type FlagValue = readonly [flag: string, value: string | number | undefined];

function command(
  verb: string,
  config: StudyDocument["config"],
  more: readonly FlagValue[],
): string {
  const { trace } = config;
  const flags: readonly FlagValue[] = [
    ["profile", config.profile],
    ["strategy", config.strategies && list(config.strategies)],
    ["workload", config.workloads && list(config.workloads)],
    ["placement", config.placement],
    ["trace", trace?.file],
    ["trace-time", trace?.time],
    ["trace-demand", trace?.demand],
    ["trace-demand-scale", trace?.demandScaleMsPerUnit],
    ["trace-speed", trace?.speed],
    ["tasks", config.tasks],
    ["duration-ms", config.durationMs],
    ["blocks", config.blocks],
    ...more,
  ];
  const words = flags.flatMap(([flag, value]) =>
    value === undefined ? [] : [`--${flag}`, shellWord(String(value))]
  );
  if (config.keepRaw === true) words.push("--keep-raw");
  return [`deno task ${verb}`, ...words].join(" ");
}

function list(selections: NonNullable<StudyDocument["config"]["strategies"]>): string {
  return selections.map((selection) => {
    if (typeof selection === "string") return selection;
    const pairs = Object.entries(selection.parameters ?? {}).map(([key, value]) =>
      `${key}=${value}`
    );
    return pairs.length === 0 ? selection.name : `${selection.name}:${pairs.join(",")}`;
  }).join(",");
}

/**
 * Quotes a word for a shell, if it needs that.
 *
 * @param word Any text.
 * @returns The word as it can be pasted.
 */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
