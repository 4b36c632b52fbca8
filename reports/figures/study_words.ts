/**
 * What a report says of its study as a whole: what was run, on what, how sure we are, how it was measured.
 *
 * @module
 */
import { type AnswerMetric, GOODPUT, WAIT } from "../cell_metrics.ts";
import { decide } from "../deciding_metric.ts";
import { counted, formatDuration, formatShare, NOTHING } from "../format.ts";
import { surenessOf } from "../ranking.ts";
import type { Report, ReportCell } from "../report.ts";
import { shortCommit } from "../short_commit.ts";
import { code, joinWords, listWords, say, type Word, type Words } from "../words.ts";

/** Something about the study: its name, and what it is. */
export interface Fact {
  /** What it is about: `machine`. */
  readonly name: string;
  /** What it is. */
  readonly words: Words;
}

/** More workloads than this are counted, not named. */
const MOST_NAMES = 3;

/**
 * The question and what was run to answer it.
 *
 * @param report The report.
 * @returns Sentences.
 */
export function studyIntroduction(
  { cells, blocks, recordedTrials, plannedTrials }: Report,
): string {
  const strategies = new Set(cells.map(({ strategy }) => strategy)).size;
  const workloads = new Set(cells.map(({ workload }) => workload)).size;
  return `How should work be handed to an event loop so that it starts soon and nothing else on the loop ` +
    `stalls? ${counted(strategies, "strategy", "strategies")} under ` +
    `${counted(workloads, "workload")}, ${counted(cells.length, "cell")} ` +
    `in ${counted(blocks, "block")}: ${recordedTrials} of ` +
    `${plannedTrials} trials, each in a process of its own.`;
}

/**
 * When and on what a study ran, for who begins to read.
 *
 * @param report The report.
 * @returns A line.
 */
export function whenAndWhere({ createdAt, environment }: Report): string {
  const { cpu, cores, os, runtime } = environment;
  return `${
    createdAt.slice(0, 16).replace("T", " ")
  } UTC, ${cpu}, ${cores} cores, ${os}, Deno ${runtime.deno}`;
}

/**
 * How sure the answer is: what decides about each workload, and whether it tells strategies apart.
 *
 * @param report The report.
 * @returns A sentence or two.
 */
export function howSure({ cells, blocks, warnings }: Report): Words {
  const decisions = [...Map.groupBy(cells, ({ workload }) => workload)].map((
    [workload, group],
  ) => {
    const { metric, ...standing } = decide(group);
    return { workload, metric, compared: standing.compared, sureness: surenessOf(standing) };
  }).filter(({ sureness }) => sureness !== "nothing");
  if (decisions.length === 0) {
    const why = cells.every(({ state }) => state === "failed")
      ? "Nothing was measured"
      : cells.every(({ counts }) => counts.completed === 0)
      ? "No task completed"
      : "No strategy has a steady state";
    return say`${why}, so there is nothing to rank.`;
  }
  const warned = warnings.length + cells.reduce((sum, cell) => sum + cell.warnings.length, 0);
  const more = warned === 0 ? "" : ` Read the ${counted(warned, "warning")} too.`;
  const compared = decisions.flatMap(({ metric, compared }) =>
    compared.map((cell) => ({ metric, cell }))
  );
  if (compared.every(({ metric, cell }) => metric.intervalOf(cell) === null)) {
    return say`How sure: not at all, for ${
      whyNoInterval(compared.map(({ cell }) => cell), blocks)
    }; an order of figures alone decides nothing.${more}`;
  }
  const isSure = (decision: typeof decisions[number], metric: AnswerMetric) =>
    decision.sureness === "sure" && decision.metric === metric;
  const groups = [
    {
      names: named((decision) => isSure(decision, WAIT)),
      say: `one strategy has surely the least ${WAIT.phrase}`,
    },
    {
      names: named((decision) => isSure(decision, GOODPUT)),
      say: `one strategy has surely the highest ${GOODPUT.phrase}`,
    },
    {
      names: named(({ sureness }) => sureness === "tied"),
      say: "the best is not surely better than the next",
    },
    {
      names: named(({ sureness }) => sureness === "untold"),
      say: "the best estimate has no interval, so nothing tells it from the others",
    },
    {
      names: named(({ sureness }) => sureness === "alone"),
      say: "a single strategy can be judged, so there is nothing to compare with",
    },
  ];
  const parts = groups.filter(({ names }) => names.length > 0)
    .map(({ names, say: text }) => {
      const where = names.length > MOST_NAMES
        ? counted(names.length, "workload")
        : listWords(names);
      return say`under ${where} ${text}`;
    });
  return say`How sure, by 95 % intervals over ${counted(blocks, "block")}: ${
    joinWords(parts, "; ")
  }.${more}`;

  function named(fits: (decision: typeof decisions[number]) => boolean): Word[] {
    return decisions.filter(fits).map(({ workload }) => code(workload));
  }
}

/** Why cells have no intervals: one block was planned, or no more than one of them was measured. */
function whyNoInterval(cells: readonly ReportCell[], blocks: number): string {
  if (blocks === 1) return "one block has no intervals";
  return cells.every(({ trials }) => trials < 2)
    ? `no strategy was measured in more than one of ${blocks} blocks, and one block has no intervals`
    : "there are no intervals";
}

/**
 * Machine, software, and how the time was spent.
 *
 * @param report The report.
 * @returns Facts.
 */
export function studyFacts({ createdAt, environment, timeUse }: Report): readonly Fact[] {
  const { runtime, ...machine } = environment;
  const commit = machine.gitCommit === null
    ? ""
    : `, commit ${shortCommit(machine.gitCommit)}${machine.gitDirty ? " with local changes" : ""}`;
  const time = timeUse === null
    ? NOTHING
    : `${formatDuration(timeUse.wallMs)} of measured trials: ` +
      `${formatShare(timeUse.measured)} inside measured windows, ` +
      `${formatShare(timeUse.process)} processes, ${formatShare(timeUse.calibration)} idle ` +
      `baseline, ${formatShare(timeUse.warmup)} warm-up, ${formatShare(timeUse.setup)} threads`;
  return [
    { name: "started", words: [createdAt] },
    {
      name: "machine",
      words: [`${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.os}`],
    },
    { name: "software", words: [`Deno ${runtime.deno}, V8 ${runtime.v8}${commit}`] },
    {
      name: "state",
      words: [
        `load average ${machine.loadAverage.join(", ")} at the start, clock resolution ` +
        `${machine.clockResolutionNs} ns`,
      ],
    },
    { name: "time", words: [time] },
  ];
}

/**
 * How it was measured.
 *
 * @param report The report.
 * @returns Sentences.
 */
export function studyMethod({ blocks, seed }: Report): string {
  return `Each block runs every cell once, in random order, with the same arrivals and demands for ` +
    `all (common random numbers, seed ${seed}); the next block has different ones. Blocks ` +
    `(${blocks} here), not tasks, are the unit of statistics. A schedule is made before the ` +
    `run and waits count from it, so a producer that stalls cannot hide delay. Each trial warms up ` +
    `first and takes the idle loop's own lag as baseline. The harness stamps; strategies never see ` +
    `a clock.`;
}

/**
 * What a reader must know.
 *
 * @param report The report.
 * @returns A sentence a warning: those of the study first, then those of cells.
 */
export function warningWords({ warnings, cells }: Report): readonly Words[] {
  return [
    ...warnings.map(({ code: name, message }) => say`${code(name)}: ${message}`),
    ...cells.flatMap(({ strategy, workload, placement, warnings }) =>
      warnings.map(({ code: name, message }) =>
        say`${code(name)}, ${code(strategy)} under ${code(workload)} (${placement}): ${message}`
      )
    ),
  ];
}
