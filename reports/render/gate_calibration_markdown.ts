/**
 * A calibration of the gate as Markdown: false alarms, power, which metric sees what, and the goals.
 *
 * @module
 */
import {
  type GateRow,
  type GateTally,
  type JudgedGoal,
  judgeGoals,
  MOST_FALSE_ALARMS,
  RIVAL_NAMES,
  type RivalName,
} from "../comparison/calibration/mod.ts";
import { proportionInterval } from "../stats/proportion.ts";
import { escapeMarkdown } from "./escape.ts";
import { table } from "./_table.ts";

const RIVAL_WORDS: Readonly<Record<RivalName, string>> = {
  lastRun: "last run > 1.10",
  mannWhitney: "Mann–Whitney, 5 %",
  welch: "Welch's t",
  pairedT: "paired t",
  median15: "median > 1.15",
};

const STATE_WORDS: Readonly<Record<JudgedGoal["state"], string>> = {
  reached: "reached",
  missed: "**missed**",
  open: "open: too few gates to tell",
};

/**
 * Renders the gates of one series.
 *
 * @param title What was run, a heading in Markdown.
 * @param about A paragraph on how, in Markdown.
 * @param rows What the gates said.
 * @returns GitHub-flavoured Markdown.
 */
export function renderGateRows(title: string, about: string, rows: readonly GateRow[]): string {
  const same = rows.filter(({ injection }) => injection === null);
  const slower = rows.filter(({ injection }) => injection !== null);
  const goals = judgeGoals(rows);
  return [
    `## ${title}`,
    about,
    ...section("### Gates of the same code: who alarms?", alarms(same, "noise")),
    ...section("### Slow-downs: who finds them?", alarms(slower, "both")),
    ...section("### Which metric regressed, in how many gates", metrics(slower)),
    ...section("### Goals", goals.map(goalLine).join("\n")),
  ].join("\n\n");
}

function section(heading: string, body: string): string[] {
  return body === "" ? [] : [heading, body];
}

function alarms(rows: readonly GateRow[], keys: "noise" | "both"): string {
  if (rows.length === 0) return "";
  return table([
    "noise",
    ...(keys === "both" ? ["slower"] : []),
    ...["gates", "alarm", "confirmed", "improved", "equivalent", "inconclusive"],
    ...RIVAL_NAMES.map((name) => RIVAL_WORDS[name]),
  ], [
    ...rows.map((row) => [
      escapeMarkdown(row.noise),
      ...(keys === "both" ? [escapeMarkdown(row.injection!)] : []),
      String(row.gates),
      share(row.alarmed, row),
      withInterval(row.verdicts.regressed, row),
      ...(["improved", "equivalent", "inconclusive"] as const).map((verdict) =>
        share(row.verdicts[verdict], row)
      ),
      ...RIVAL_NAMES.map((name) => share(row.rivals[name], row)),
    ]),
  ]);
}

/** A row a metric, a column a noise: only metrics that regressed anywhere. */
function metrics(rows: readonly GateRow[]): string {
  const noises = [...new Set(rows.map(({ noise }) => noise))];
  const injections = [...new Set(rows.map(({ injection }) => injection!))];
  const lines = injections.flatMap((injection) => {
    const alike = rows.filter((row) => row.injection === injection);
    const names = [...new Set(alike.flatMap(({ metrics }) => Object.keys(metrics)))].sort();
    return names.map((name) => [
      escapeMarkdown(injection),
      escapeMarkdown(name),
      ...noises.map((noise) => {
        const row = alike.find((row) => row.noise === noise);
        return row === undefined ? "–" : share(row.metrics[name] ?? 0, row);
      }),
    ]);
  });
  return lines.length === 0
    ? ""
    : table(["slower", "metric", ...noises.map(escapeMarkdown)], lines);
}

function goalLine({ row, goal, state }: JudgedGoal): string {
  const what = row.injection === null
    ? `confirmed false alarms, ${row.noise}, at most ${percent(MOST_FALSE_ALARMS)}`
    : `${row.injection}, ${row.noise}, found by at least ${percent(goal)}`;
  const found = withInterval(row.verdicts.regressed, row);
  return `- ${escapeMarkdown(what)}: ${found}, ${STATE_WORDS[state]}`;
}

function share(count: number, { gates }: GateTally): string {
  return gates === 0 ? "–" : percent(count / gates);
}

function withInterval(count: number, tally: GateTally): string {
  const interval = proportionInterval(count, tally.gates);
  if (interval === null) return "–";
  const [low, high] = interval.map((limit) => (limit * 100).toFixed(1));
  return `${share(count, tally)} [${low}, ${high}]`;
}

function percent(value: number): string {
  return `${+(value * 100).toFixed(1)} %`;
}
