/**
 * Colours, dashes and symbols. A chart names colours by CSS variables, so that one drawing serves both
 * schemes; a series is told by its dash and symbol as well, for eyes that do not tell colours apart.
 *
 * @module
 */

/** Light or dark. */
export type Scheme = "light" | "dark";

/** How a series looks. */
export interface SeriesStyle {
  /** A CSS variable: `var(--series-3)`. */
  readonly colour: string;
  /** `stroke-dasharray`; null for a solid line. */
  readonly dash: string | null;
  /** Name of a symbol of the plotting library. */
  readonly symbol: string;
}

/** Colours of series, each at least 3:1 against its scheme's surface. */
const SERIES: Readonly<Record<Scheme, readonly string[]>> = {
  light: ["#0b62a4", "#b3470b", "#1a7f5a", "#a3307f", "#7a6200", "#5b4bb5", "#b32b2b", "#3d6b78"],
  dark: ["#6cb6f5", "#f2975c", "#58c99b", "#e58ac8", "#d9bd4a", "#aca0f5", "#f58080", "#8fc1cf"],
};

const INK: Readonly<Record<Scheme, Readonly<Record<string, string>>>> = {
  light: { "ink": "#1c2127", "faint": "#5b6570", "grid": "#d9dee3", "surface": "#ffffff" },
  dark: { "ink": "#e8ebee", "faint": "#a3adb8", "grid": "#3a424b", "surface": "#14181d" },
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
    "#2a6a9f",
    "#155084",
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
  light: [...Array(6).fill("#101418"), ...Array(3).fill("#ffffff")],
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

const DASHES = [null, "7 3", "2 3", "9 3 2 3"];
const SYMBOLS = ["circle", "square", "triangle", "diamond", "cross", "star", "wye"];

/**
 * How a series looks.
 *
 * @param rank Its rank, from 0. Colours repeat after eight, dashes after four and symbols after seven, so
 *   fifty-six ranks differ.
 * @returns Its style.
 */
export function seriesStyle(rank: number): SeriesStyle {
  const colours = SERIES.light.length;
  return {
    colour: `var(--series-${rank % colours})`,
    dash: DASHES[Math.floor(rank / 2) % DASHES.length],
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
