/**
 * Colours, dashes and symbols. A chart names colours by CSS variables, so that one drawing serves both
 * schemes; a series is told by its symbol and dash as well, for eyes that do not tell colours apart.
 *
 * @module
 */
import type { ChartSeries } from "./chart.ts";

/** Light or dark. */
export type Scheme = "light" | "dark";

/** A symbol. */
export type SymbolName = typeof SYMBOLS[number];

/** How a series looks. */
export interface SeriesStyle {
  /** A CSS variable: `var(--series-3)`. */
  readonly colour: string;
  /** `stroke-dasharray`; null for a solid line. */
  readonly dash: string | null;
  /** Its symbol; null for none. */
  readonly symbol: SymbolName | null;
}

/**
 * Colours of series, each at least 3:1 against its scheme's surface. Found by a search: any two differ by
 * a ΔE00 of 10 and neighbours by 16, also for eyes without red, green or blue cones.
 */
const SERIES: Readonly<Record<Scheme, readonly string[]>> = {
  light: ["#3747c9", "#b41604", "#177a61", "#93297d", "#977d00", "#7b6adc", "#d93767", "#419cc2"],
  dark: ["#7f99f8", "#db601e", "#0cba86", "#e769b3", "#b7b624", "#a655cd", "#fab0b5", "#56e0f2"],
};

const INK: Readonly<Record<Scheme, Readonly<Record<string, string>>>> = {
  light: { "ink": "#1c2127", "faint": "#5b6570", "grid": "#d9dee3", "surface": "#ffffff" },
  dark: { "ink": "#e8ebee", "faint": "#a3adb8", "grid": "#2f363e", "surface": "#14181d" },
};

/** From good to bad, in one hue and ever further from the surface: the order shows without colour. */
const HEAT: Readonly<Record<Scheme, readonly string[]>> = {
  light: [
    "#f2f8fc",
    "#dcebf6",
    "#c4ddef",
    "#a8cbe6",
    "#89b7da",
    "#689fcb",
    "#4585b8",
    "#25639a",
    "#114c80",
  ],
  dark: [
    "#17222c",
    "#1a2d3c",
    "#1d394e",
    "#204661",
    "#235475",
    "#2e6489",
    "#3f769d",
    "#568ab1",
    "#73a1c6",
  ],
};
const HEAT_INK: Readonly<Record<Scheme, readonly string[]>> = {
  light: [...Array(7).fill("#101418"), ...Array(2).fill("#ffffff")],
  dark: [...Array(7).fill("#ffffff"), ...Array(2).fill("#0b0e11")],
};

/** How a heat looks. */
export interface HeatColour {
  /** Which of the palette's steps it is, from 0, the best, to 8, the worst. */
  readonly step: number;
  /** A CSS variable, the ground: `var(--heat-3)`. */
  readonly fill: string;
  /** A CSS variable, what is written on it: `var(--heat-ink-3)`. */
  readonly ink: string;
}

/**
 * How a heat looks.
 *
 * @param heat From 0, the best, to 1, the worst; what is outside counts as the nearer end.
 * @returns Its colours.
 */
export function heatColour(heat: number): HeatColour {
  const last = HEAT.light.length - 1;
  const step = Math.min(Math.max(Math.round(heat * last), 0), last);
  return { step, fill: `var(--heat-${step})`, ink: `var(--heat-ink-${step})` };
}

const DASHES = [null, "9 3", "12 3 3 3", "5 2"];
/** With round ends, a row of dots, as no dash of what was measured looks. */
const DOTS = "0.1 5";
const SYMBOLS = [
  "circle",
  "square",
  "triangle",
  "diamond",
  "cross",
  "star",
  "triangle-down",
] as const;

/**
 * How a series looks. What theory says is dotted and without symbols.
 *
 * @param rank Its rank, from 0. Colours repeat after eight, symbols after seven, so fifty-six ranks differ;
 *   from each eighth on, dashes differ as well.
 * @param role Its role.
 * @returns Its style.
 */
export function seriesStyle(rank: number, role: ChartSeries["role"] = "measured"): SeriesStyle {
  const colours = SERIES.light.length;
  const colour = `var(--series-${rank % colours})`;
  if (role === "predicted") return { colour, dash: DOTS, symbol: null };
  return {
    colour,
    dash: DASHES[Math.floor(rank / colours) % DASHES.length],
    symbol: SYMBOLS[rank % SYMBOLS.length],
  };
}

/**
 * The variables that charts and pages use.
 *
 * @param scheme Light or dark.
 * @returns Each variable's name, `--ink`, and its colour.
 */
export function paletteOf(scheme: Scheme): Readonly<Record<string, string>> {
  const series = SERIES[scheme].map((colour, index) => [`--series-${index}`, colour]);
  const ink = Object.entries(INK[scheme]).map(([name, colour]) => [`--${name}`, colour]);
  const heat = HEAT[scheme].map((colour, step) => [`--heat-${step}`, colour]);
  const heatInk = HEAT_INK[scheme].map((colour, step) => [`--heat-ink-${step}`, colour]);
  return Object.fromEntries([...ink, ...series, ...heat, ...heatInk]);
}
