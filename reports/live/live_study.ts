/**
 * A study while it runs: it is told of trials as they are kept and of what runs next, and says what can be
 * shown. It knows neither a clock nor who looks.
 *
 * @module
 */
import type { CellIdentity, TrialRecord } from "../../experiments/record.ts";
import { seriesName } from "../strategy_ranks.ts";
import { formatDuration } from "../format.ts";
import { type LiveCell, liveCell } from "./live_cell.ts";
import { type LiveTrial, liveTrial, liveTrialTexts } from "./live_trial.ts";

/** What a study is, as far as it can be shown while it runs. */
export interface LivePlan {
  /** Its cells, in the order of the plan. */
  readonly cells: readonly CellIdentity[];
  /** Number of blocks. */
  readonly blocks: number;
}

/** How far it is, as it is told. */
export interface LiveSteps {
  /** What a step is called: `trial`. */
  readonly noun: string;
  /** Steps done. */
  readonly done: number;
  /** Steps in all. */
  readonly total: number;
  /** What is about to be done, in words; null at the end. */
  readonly next: string | null;
  /** Index of the cell that is about to run; null if none of the matrix is. */
  readonly cell: number | null;
  /** Expected time to the end, in ms. */
  readonly remainingMs: number;
}

/** How far it is, as it is shown. */
export interface LiveProgress {
  /** Steps done. */
  readonly done: number;
  /** Steps in all. */
  readonly total: number;
  /** Expected time to the end, in ms. */
  readonly remainingMs: number;
  /** `12 of 30 trials done, about 45 s left`. */
  readonly headline: string;
  /** What runs now. */
  readonly now: string;
  /** Time spent on the trials so far, those of an earlier run included. */
  readonly spent: string;
  /** Index of the cell that runs; null if none does. */
  readonly runningCell: number | null;
  /** What those should be told who hear the page: the headline at each tenth; empty otherwise. */
  readonly announcement: string;
}

/** One step forward: what pages that are open are told. */
export interface LiveUpdate {
  /** How far the study is. */
  readonly progress: LiveProgress;
  /** The trial that was kept, if one was. */
  readonly trial: LiveTrial | null;
  /** It as a row; empty if there is none. */
  readonly texts: readonly string[];
  /** Its cell as it is now; null if the matrix has none for it. */
  readonly cell: LiveCell | null;
}

/** How a study ended without a report; where there is one, it takes the place of the page. */
export type LiveEnd =
  /** Somebody stopped it; `command` goes on with it. */
  | { readonly state: "interrupted"; readonly command: string }
  /** It could not go on, and whoever runs it was told why. */
  | { readonly state: "broken" };

/** All that is known of a study. */
export interface LiveView extends LivePlan {
  /** How far it is. */
  readonly progress: LiveProgress;
  /** What is known of each cell. */
  readonly known: readonly LiveCell[];
  /** The latest trials as rows, the last one first. */
  readonly latest: readonly (readonly string[])[];
  /** How it ended; null while it runs. */
  readonly end: LiveEnd | null;
}

/** A study that is followed. */
export interface LiveStudy {
  /** Tells it of a trial that was kept. */
  record(record: TrialRecord): void;
  /** Tells it what comes next; it answers with what is new since it was told the last time. */
  advance(steps: LiveSteps): LiveUpdate;
  /** Tells it that it has ended. */
  finish(end: LiveEnd): void;
  /** All that is known. */
  view(): LiveView;
}

/** How many of the latest trials are shown. */
export const LATEST_TRIALS = 12;

const TENTHS = 10;

/**
 * Follows a study.
 *
 * @param plan What it is.
 * @returns The study, of which nothing has run.
 */
export function followLive({ cells, blocks }: LivePlan): LiveStudy {
  const indices = new Map(cells.map((cell, index) => [keyOf(cell), index]));
  const trials: LiveTrial[][] = cells.map(() => []);
  let latest: readonly (readonly string[])[] = [];
  let news: LiveTrial | null = null;
  let spentMs = 0;
  let tenth = 0;
  let end: LiveEnd | null = null;
  let progress: LiveProgress = {
    done: 0,
    total: cells.length * blocks,
    remainingMs: 0,
    headline: "the first trial is about to run",
    now: "",
    spent: "",
    runningCell: null,
    announcement: "",
  };
  return {
    record(record) {
      const trial = liveTrial(record, indices.get(keyOf(record.cell)) ?? null);
      if (trial.cell !== null) trials[trial.cell].push(trial);
      spentMs += trial.wallMs;
      latest = [liveTrialTexts(trial), ...latest].slice(0, LATEST_TRIALS);
      news = trial;
    },
    advance({ noun, done, total, next, cell, remainingMs }) {
      const headline = next === null
        ? `all ${noun}s are done; what follows from them is being worked out`
        : `${done} of ${total} ${noun}s done, about ${formatDuration(remainingMs)} left`;
      const reached = next === null ? TENTHS : Math.floor(TENTHS * done / total);
      progress = {
        done,
        total,
        remainingMs,
        headline,
        now: next ?? "",
        spent: spentMs === 0 ? "" : formatDuration(spentMs),
        runningCell: cell,
        announcement: reached === tenth ? "" : headline,
      };
      tenth = reached;
      const trial = news;
      news = null;
      const of = trial?.cell ?? null;
      return {
        progress,
        trial,
        texts: trial === null ? [] : liveTrialTexts(trial),
        cell: of === null ? null : liveCell(trials[of], blocks),
      };
    },
    finish(how) {
      end = how;
    },
    view: () => ({
      cells,
      blocks,
      progress,
      known: trials.map((of) => liveCell(of, blocks)),
      latest,
      end,
    }),
  };
}

function keyOf(cell: CellIdentity): string {
  return JSON.stringify([seriesName(cell), cell.workload]);
}
