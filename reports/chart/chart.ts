/**
 * What all charts are given and give. Charts know numbers, names and ready-made words; they know nothing
 * of studies, and no unit but those in the labels they are handed.
 *
 * @module
 */

/**
 * How values map to places along an axis. `counts`: from 0 on by log(1 + value), nearly linear up to 1 and
 * logarithmic far beyond, for what may be none: numbers of things, stalls. `nines`: percentiles below 100, so that
 * 90, 99 and 99.9 are equally far apart. `time`: milliseconds since 1970.
 */
export type Scale = "linear" | "log" | "counts" | "nines" | "time";

/** An axis. */
export interface ChartAxis {
  /** What it shows, the unit included: `wait (ms)`. */
  readonly label: string;
  /** How values map to places. */
  readonly scale: Scale;
  /** Lines across the chart at values of this axis: a service level, a knee, a change. */
  readonly rules?: readonly Rule[];
  /**
   * Values that the axis reaches whatever the data.
   * @default 0 for the linear second axis of a line chart and for bars, else none
   */
  readonly includes?: readonly number[];
  /**
   * How far intervals widen the axis. `near`: no further than keeps the values apart; where the end of an
   * interval is cut, a mark says so. `all`: to their ends, where they are what there is to see.
   * @default "near"
   */
  readonly intervals?: "all" | "near";
  /** How a tick is written. @default digits with thousands apart; `time`: the date, the time of day in UTC */
  readonly format?: (value: number) => string;
}

/** A line across a chart, or a band if it has an interval. */
export interface Rule {
  /** Where. */
  readonly value: number;
  /** An interval around it, shaded; null for a line alone. */
  readonly interval: readonly [low: number, high: number] | null;
  /** What it is, written beside it. */
  readonly text: string;
}

/** A value with its interval. */
export interface ChartPoint {
  /** Place along the first axis. */
  readonly x: number;
  /** The value; null for a gap: the line stops before it and goes on after it. */
  readonly y: number | null;
  /** Lower end of its interval; null if it has none. */
  readonly low: number | null;
  /** Upper end of its interval; null if it has none. */
  readonly high: number | null;
  /** Exact values in words, for who points at it or reads the chart aloud. */
  readonly text: string;
}

/** Points that belong together. */
export interface ChartSeries {
  /** Its name, as the legend has it. Any text: it is escaped. */
  readonly name: string;
  /**
   * Which of the palette's colours, dashes and symbols it wears, from 0: the same for the same strategy in
   * every chart of a report.
   */
  readonly rank: number;
  /** Whether it was measured or is what theory says: the latter is drawn dotted and without symbols. */
  readonly role: "measured" | "predicted";
  /**
   * What the texts of its points are about, where the panel says it and none of them does: who hears a text
   * alone hears this before it.
   * @default nothing
   */
  readonly subject?: string;
  /**
   * Its points, ascending by x. A point whose x or y is not finite, or has no place on its scale, is not
   * drawn; 0 and less on a logarithmic y axis is an arrow at its lower end.
   */
  readonly points: readonly ChartPoint[];
}

/** What every chart is called, and how large it is. */
export interface ChartFrame {
  /** Unique within the page: what the elements of the chart are named by. */
  readonly id: string;
  /** What it shows, in a few words: its accessible name. */
  readonly title: string;
  /** What there is to see, in a sentence or two: its accessible description. */
  readonly description: string;
  /** Width in CSS pixels. @default 720 */
  readonly width?: number;
  /** Height in CSS pixels. @default by the chart */
  readonly height?: number;
  /**
   * Whether the drawing explains its colours itself: a page sets a legend beside it that can be operated, a
   * file of its own has nothing beside it.
   * @default "none"
   */
  readonly legend?: "inside" | "none";
}

/** One entry of a legend; toggling it hides and shows the marks of the series. */
export interface LegendEntry {
  /** The series' name. */
  readonly name: string;
  /** Its rank. */
  readonly rank: number;
  /** Its role. */
  readonly role: ChartSeries["role"];
}
