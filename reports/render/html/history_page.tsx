/**
 * Renders a history: what changed between which measurements, and the course of every series.
 *
 * @module
 */
import type { History } from "../../../experiments/history_point.ts";
import {
  changesFigure,
  changesTable,
  createAnchors,
  type Figure,
  historyFigure,
  type Table,
} from "../../figures/mod.ts";
import { counted, NOTHING } from "../../format.ts";
import {
  commitOf,
  dateOf,
  detectionRemarks,
  historyMethod,
  seriesRow,
} from "../../history/describe_history.ts";
import {
  type Change,
  type Detection,
  type ExaminedSeries,
  worsenings,
} from "../../history/detect_changes.ts";
import { FigureView } from "./figure_view.tsx";
import { HISTORY_TERMS } from "./history_terms.ts";
import { type PageSection, renderPage } from "./page.tsx";
import { TableView } from "./table_view.tsx";
import { Terms } from "./terms.tsx";

/** How many measurements are drawn of what changed, and of all others: a page is there to be opened. */
const MOST_POINTS = { changed: 3000, others: 1500 } as const;

/** So many of the series that decide are in sight even where nothing changed. */
const MOST_SHOWN = 12;

/** What a page shows of a history. */
export interface HistoryPageOptions {
  /** The command that makes it again. @default none is shown */
  readonly repeatCommand?: string;
}

/**
 * Renders a history.
 *
 * @param history The history.
 * @param detection What was found in it.
 * @param options What else there is to show.
 * @returns An HTML document.
 */
export function renderHistoryHtml(
  history: History,
  detection: Detection,
  { repeatCommand }: HistoryPageOptions = {},
): string {
  const anchor = createAnchors();
  const section = (title: string, body: PageSection["body"]): PageSection => ({
    id: anchor(title),
    title,
    body,
  });
  // What decides before hints, and the state of today before what is past.
  const changed = detection.series.filter(({ changes }) => changes.length > 0)
    .toSorted((a, b) => gravityOf(b) - gravityOf(a));
  const others = detection.series.filter(({ changes }) => changes.length === 0)
    .toSorted((a, b) => gravityOf(b) - gravityOf(a));
  // Where nothing changed, the courses are the evidence of it.
  const shown = changed.length > 0
    ? []
    : others.filter(({ series }) => series.role === "decides").slice(0, MOST_SHOWN);
  const folded = others.filter((examined) => !shown.includes(examined));
  return renderPage({
    title: "dispatch-lab history",
    introduction: (
      <p>
        {`${counted(history.studies.length, "study", "studies")} of ` +
          `${counted(new Set(history.studies.map(({ commit }) => commit)).size, "commit")}: ` +
          "between which measurements did dispatching change?"}
      </p>
    ),
    sections: [
      section(
        "What changed",
        <WhatChanged history={history} detection={detection} anchor={anchor} />,
      ),
      ...(changed.length === 0 ? [] : [
        section(
          "Series that changed",
          <Drawn of={changed} room={MOST_POINTS.changed} anchor={anchor} />,
        ),
      ]),
      ...(shown.length === 0 ? [] : [
        section(
          "Series that decide",
          <Drawn of={shown} room={MOST_POINTS.others} anchor={anchor} />,
        ),
      ]),
      ...(folded.length === 0 ? [] : [
        section(
          changed.length === 0 && shown.length === 0 ? "All series" : "All other series",
          <details open={folded.length <= 4}>
            <summary>{counted(folded.length, "series", "series")}</summary>
            <Drawn of={folded} room={MOST_POINTS.others - pointsOf(shown)} anchor={anchor} />
          </details>,
        ),
      ]),
      section("Studies", <Studies history={history} />),
      section("Method", <p>{historyMethod(detection)}</p>),
      ...(repeatCommand === undefined ? [] : [
        section(
          "Repeat",
          <div class="command">
            <pre><code>{repeatCommand}</code></pre>
          </div>,
        ),
      ]),
      section("Glossary", <Terms terms={HISTORY_TERMS} />),
    ],
  });
}

function pointsOf(examined: readonly ExaminedSeries[]): number {
  return examined.reduce((sum, { series }) => sum + series.points.length, 0);
}

function gravityOf({ series, changes }: ExaminedSeries): number {
  const stands = changes.some(({ direction, position }) =>
    direction === "worse" && position === "last"
  );
  return (series.role === "decides" ? 4 : 0) + (stands ? 2 : 0) +
    (series.state === "current" ? 1 : 0);
}

interface Anchored {
  readonly anchor: (text: string) => string;
}

function WhatChanged(
  { history, detection, anchor }: Anchored & { history: History; detection: Detection },
) {
  const changesOf = (role: "decides" | "hint") =>
    detection.series.filter(({ series }) => series.role === role)
      .flatMap(({ changes }) => changes).toSorted((a, b) => weightOf(b) - weightOf(a));
  const [decisive, hints] = [changesOf("decides"), changesOf("hint")];
  const figure = changesFigure(decisive, { id: anchor("changes") });
  const stand = worsenings(detection).length;
  return (
    <>
      <p
        class={`verdict ${
          stand > 0 ? "regressed" : detection.hypotheses === 0 ? "inconclusive" : "equivalent"
        }`}
      >
        <strong>{sentenceOf(history, detection, decisive, stand)}</strong>
      </p>
      {figure === null ? null : <FigureView figure={figure} />}
      {hints.length > 0 && (
        <details>
          <summary>{`${counted(hints.length, "hint")}, which decide nothing`}</summary>
          <TableView table={changesTable(hints, "Hints, which decide nothing")} />
        </details>
      )}
      <ul>
        {detectionRemarks(detection, history, (name) => name).map((remark) => <li>{remark}</li>)}
      </ul>
    </>
  );
}

function sentenceOf(
  { studies }: History,
  { hypotheses }: Detection,
  decisive: readonly Change[],
  stand: number,
): string {
  if (studies.length === 0) return "No study was added yet, so there is nothing to see.";
  if (hypotheses === 0) {
    return "Nothing can be told yet: no series that decides has values enough, or they are all equal.";
  }
  if (decisive.length === 0) return "No change was found in what decides.";
  return `${counted(decisive.length, "change")} in what decides; ` +
    (stand === 0
      ? "none for the worse still stands."
      : `${stand} for the worse still ${stand === 1 ? "stands" : "stand"}.`);
}

function weightOf({ direction, position, ratio }: Change): number {
  return (position === "last" ? 1e6 : 0) + (direction === "worse" ? 1e3 : 0) +
    Math.abs(Math.log(ratio));
}

/** Figures as long as the page can bear them; what is left, as a table. */
function Drawn(
  { of, room: most, anchor }: Anchored & {
    of: readonly ExaminedSeries[];
    room: number;
  },
) {
  const figures: Figure[] = [];
  const left: ExaminedSeries[] = [];
  let room = most;
  for (const examined of of) {
    const { series } = examined;
    const fits = room >= series.points.length;
    const id = anchor(`${series.metric.metric} ${series.strategy} ${series.workload}`);
    const figure = fits ? historyFigure(examined, { id }) : null;
    if (figure === null) {
      left.push(examined);
      continue;
    }
    room -= series.points.length;
    figures.push(figure);
  }
  return (
    <>
      {figures.map((figure) => <FigureView figure={figure} />)}
      {left.length > 0 && <TableView table={lastValues(left)} />}
    </>
  );
}

function lastValues(left: readonly ExaminedSeries[]): Table {
  return {
    caption: "Series that are not drawn: those without a value, or more than a page can hold",
    head: ["cell", "metric", "measurements", "last figure", "last ratio", "changes"],
    rows: left.map(({ series, changes }) => {
      const { strategy, workload, placement, metric, points } = series;
      const last = points[points.length - 1];
      const [, , value, ratio] = seriesRow(last, series, changes);
      return [
        { text: `${strategy}, ${workload} (${placement})`, kind: "name" },
        { text: metric.metric, kind: "words" },
        { text: String(points.length), kind: "figure", value: points.length },
        { text: value, kind: "figure", value: last.point.value },
        { text: ratio, kind: "figure", value: last.point.ratio },
        { text: String(changes.length), kind: "figure", value: changes.length },
      ];
    }),
  };
}

function Studies({ history: { reference, studies } }: { history: History }) {
  if (studies.length === 0) {
    return (
      <p>
        None: <code>deno task track add</code> adds one.
      </p>
    );
  }
  const table: Table = {
    caption: "Studies, in order of measuring",
    head: ["began", "commit", "host", "runtime", "reference", "figures"],
    rows: studies.map((study) => [
      { text: dateOf(study), kind: "words" },
      { text: commitOf(study), kind: "name" },
      { text: study.host, kind: "words" },
      { text: study.runtime, kind: "words" },
      study.reference === null
        ? { text: NOTHING, kind: "words" }
        : { text: study.reference, kind: "name" },
      { text: String(study.points.length), kind: "figure", value: study.points.length },
    ]),
  };
  return (
    <>
      {reference !== null && (
        <p>
          Ratios are to <code>{reference}</code>.
        </p>
      )}
      <details open={studies.length <= 12}>
        <summary>{counted(studies.length, "study", "studies")}</summary>
        <TableView table={table} />
      </details>
    </>
  );
}
