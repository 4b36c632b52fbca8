/**
 * Renders the page that shows a study while it runs. Without scripts it is whole as it is and loads itself
 * anew; with them it changes as trials finish.
 *
 * @module
 */
import { NOTHING } from "../../format.ts";
import {
  LATEST_TRIALS,
  LIVE_TRIAL_HEAD,
  LIVE_TRIAL_WORDS,
  type LiveCell,
  type LiveEnd,
  type LiveView,
} from "../../live/mod.ts";
import { seriesName } from "../../strategy_ranks.ts";
import { followStudy } from "./comfort/follow_study.ts";
import { MatrixHead } from "./matrix_head.tsx";
import { renderPage } from "./page.tsx";
import style from "./style/live.css" with { type: "text" };

/** What a live page must know besides the study. */
export interface LivePageOptions {
  /** Where the study is kept. */
  readonly directory: string;
  /** What the event is called after which this page has to follow. */
  readonly after: string;
}

// Long against what a page costs, short against what a reader waits.
const REFRESH_SECONDS = 5;

/**
 * Renders the page.
 *
 * @param view What is known of the study.
 * @param options Where it is, and up to which event it is known.
 * @returns An HTML document whose script connects to where it came from, and nowhere else.
 */
export function renderLivePage(view: LiveView, { directory, after }: LivePageOptions): string {
  const { words, command } = view.end === null
    ? { words: view.progress.headline, command: "" }
    : describeEnd(view.end);
  return renderPage({
    title: "dispatch-lab study",
    style,
    head: view.end === null && (
      <noscript>
        <meta http-equiv="refresh" content={String(REFRESH_SECONDS)} />
      </noscript>
    ),
    introduction: (
      <div class="live-progress" data-live-after={view.end === null ? after : undefined}>
        <ProgressView view={view} words={words} command={command} />
        {view.end === null && (
          <p class="live-remark" data-live="remark">
            The page changes when a trial has ended, never while one runs; even so it takes a little
            of the machine while it is in view. For figures to be published, close it and come back:
            it can be loaded again at any time, and the report takes its place at the end.
          </p>
        )}
        <p class="live-remark">
          All of it is kept in <code>{directory}</code>.
        </p>
      </div>
    ),
    sections: [
      { id: "matrix", title: "p99 wait so far", body: <MatrixView view={view} /> },
      { id: "trials", title: "The latest trials", body: <LatestView latest={view.latest} /> },
    ],
    scripts: [`(${followStudy})(document);`],
    connect: "origin",
  });
}

function ProgressView(
  { view: { progress, end }, words, command }: {
    view: LiveView;
    words: string;
    command: string;
  },
) {
  const { done, total, now, spent, announcement } = progress;
  return (
    <>
      <progress aria-label="trials done" max={Math.max(1, total)} value={done} />
      <p class="live-headline">
        <strong data-live="headline">{words}</strong>
      </p>
      <p class="live-command">
        <code data-live="command">{command}</code>
      </p>
      <p role="status" class="spoken" data-live="announcement">{announcement}</p>
      <p class="live-contact" role="alert" data-live="contact" />
      <dl>
        <div>
          <dt>runs now</dt>
          <dd data-live="now">{end === null ? now : NOTHING}</dd>
        </div>
        <div>
          <dt>time spent on trials</dt>
          <dd data-live="spent">{spent}</dd>
        </div>
      </dl>
    </>
  );
}

function MatrixView({ view: { cells, known, progress, end } }: { view: LiveView }) {
  const workloads = [...new Set(cells.map(({ workload }) => workload))];
  const strategies = [...new Set(cells.map(seriesName))];
  const indices = new Map(
    cells.map((cell, index) => [JSON.stringify([seriesName(cell), cell.workload]), index]),
  );
  return (
    <>
      <p>
        In each cell the median of the p99 waits of its finished blocks, and how many of them there
        are. Intervals, ties and verdicts are for the report: until it is there, differences may be
        chance.
      </p>
      <div
        class="scroll matrix live-matrix"
        tabIndex={0}
        role="group"
        aria-label="p99 wait so far, table"
      >
        <table class="heated">
          <caption>p99 wait: strategies down, workloads across</caption>
          <MatrixHead workloads={workloads} />
          <tbody>
            {strategies.map((strategy) => (
              <tr>
                <th scope="row">
                  <code>{strategy}</code>
                </th>
                {workloads.map((workload) => {
                  const index = indices.get(JSON.stringify([strategy, workload]));
                  return index === undefined
                    ? <td class="figure absent" title="not run">{NOTHING}</td>
                    : (
                      <CellView
                        index={index}
                        cell={known[index]}
                        isRunning={end === null && progress.runningCell === index}
                      />
                    );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function CellView(
  { index, cell: { state, text, note, detail, share }, isRunning }: {
    index: number;
    cell: LiveCell;
    isRunning: boolean;
  },
) {
  return (
    <td
      class={`figure ${state}`}
      title={detail}
      data-live={`cell-${index}`}
      aria-current={isRunning ? "true" : undefined}
      style={{ "--live-share": share }}
    >
      <b>{text}</b> <small>{note}</small>
    </td>
  );
}

function LatestView({ latest }: { latest: LiveView["latest"] }) {
  const columns = LIVE_TRIAL_HEAD.map((_, column) => column < LIVE_TRIAL_WORDS ? "name" : "figure");
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label="The latest trials, table">
      <table class="live-latest">
        <caption>The last {LATEST_TRIALS} trials that ended, the latest first</caption>
        <thead>
          <tr>
            {LIVE_TRIAL_HEAD.map((name, column) => (
              <th scope="col" class={columns[column]}>{name}</th>
            ))}
          </tr>
        </thead>
        <tbody
          data-live="latest"
          data-live-most={LATEST_TRIALS}
          data-live-columns={columns.join(" ")}
        >
          {latest.map(([first, ...rest]) => (
            <tr>
              <th scope="row" class={columns[0]}>{first}</th>
              {rest.map((text, column) => <td class={columns[column + 1]}>{text}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
      {latest.length === 0 && <p data-live-empty>No trial has ended yet.</p>}
    </div>
  );
}

/**
 * Says how a study ended without a report, for its pages.
 *
 * @param end How.
 * @returns Words, and the command that goes on with it; empty if there is none.
 */
export function describeEnd(end: LiveEnd): { readonly words: string; readonly command: string } {
  switch (end.state) {
    case "interrupted":
      return {
        words: "The study was interrupted. Every finished trial is kept; go on with",
        command: end.command,
      };
    case "broken":
      return {
        words: "The study could not go on: the terminal it was started from says why.",
        command: "",
      };
  }
}
