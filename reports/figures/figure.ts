/**
 * A figure: a chart, the words around it and the same numbers as a table. Every renderer gets the same
 * figures, so what is printed in HTML and in Markdown is the same text.
 *
 * @module
 */
import type { KeyKind, LegendEntry } from "../chart/mod.ts";
import type { ReportCell } from "../report.ts";
import type { Word } from "../words.ts";

/** A cell of a table, ready to be printed. */
export interface TableCell {
  /** What is printed. Any text: each renderer escapes it its own way. */
  readonly text: string;
  /** `name`: a name that somebody chose, set as code. `figure`: a number. `words`: anything else. */
  readonly kind: "name" | "figure" | "words";
  /** What rows are sorted by; null sorts last. @default the text */
  readonly value?: number | null;
  /**
   * What is set apart: the best of its column, a tie with it, what is unstable or failed, a prediction that
   * the interval of the measured figure does not contain.
   */
  readonly mark?: "best" | "tied" | "unstable" | "failed" | "outside";
  /** More words behind the text, that are not part of the name or figure. */
  readonly note?: string;
}

/** A table. */
export interface Table {
  /** What it shows. */
  readonly caption: string;
  /** Its columns: words of our own, or names that somebody chose. */
  readonly head: readonly Word[];
  /** Its rows; each begins with what names it, and is as long as the head. */
  readonly rows: readonly (readonly TableCell[])[];
}

/** One way to draw a figure; the first is shown unless the reader chooses another. */
export interface FigureView {
  /** Name of the way, unique in the figure: `log`, `linear`. */
  readonly name: string;
  /** What the reader chooses by. */
  readonly label: string;
  /** An `svg` element that colours by CSS variables. */
  readonly svg: string;
  /** Draws the same for a file of its own, its legend inside. @default the element as it is */
  readonly drawFile?: () => string;
}

/** A figure. */
export interface Figure {
  /** Unique in the report, fit for an anchor and a file's name: `burst-latency`. */
  readonly id: string;
  /** What it shows, in a few words. */
  readonly title: string;
  /** How to read it, what is not in it and why. */
  readonly caption: string;
  /** At least one way to draw it. */
  readonly views: readonly FigureView[];
  /** What the ways differ in. @default "scale" */
  readonly viewsBy?: string;
  /** The series that can be toggled; none if it has only one. */
  readonly legend: readonly LegendEntry[];
  /** What its marks are, as the legend shows them. @default "line" */
  readonly marks?: KeyKind;
  /** The numbers. */
  readonly table: Table;
}

/** A figure, or why there is none: no chart is drawn empty. */
export type Drawing =
  | { readonly state: "drawn"; readonly figure: Figure }
  | {
    readonly state: "undrawn";
    /** What it would have shown. */
    readonly title: string;
    /** Why there is nothing to draw, in a sentence. */
    readonly why: string;
  };

/** What figures of a workload are given beside its cells. */
export interface FigureOptions {
  /** The figure's anchor, unique in the report. */
  readonly id: string;
  /** Which rank each strategy has in the whole report. */
  readonly rankOf: (cell: Pick<ReportCell, "strategy" | "placement">) => number;
}
