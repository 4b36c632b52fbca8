/** Colours as eyes see them that lack a kind of cone, and how far apart they look. */

/** Red, green and blue from 0 to 1. */
type Rgb = readonly [number, number, number];

/**
 * From linear RGB to what is seen without a kind of cone. Matrices for severity 1 of G. M. Machado,
 * M. M. Oliveira and L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color Vision
 * Deficiency", IEEE TVCG 15 (2009).
 */
export const VISIONS: Readonly<Record<string, readonly Rgb[]>> = {
  normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Linear RGB of `#rrggbb`. */
function linearOf(hex: string): Rgb {
  const channel = (from: number) => {
    const value = parseInt(hex.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

const dot = (a: Rgb, b: Rgb) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const LUMINANCE: Rgb = [0.2126, 0.7152, 0.0722];

/** Relative luminance, WCAG 2. */
export function luminance(hex: string): number {
  return dot(LUMINANCE, linearOf(hex));
}

/** Contrast of two colours, WCAG 2: from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].toSorted((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** CIE L*a*b* (D65) of a colour under a kind of vision. */
function labOf(hex: string, vision: readonly Rgb[]): Rgb {
  const seen = vision.map((row) =>
    Math.min(Math.max(dot(row, linearOf(hex)), 0), 1)
  ) as unknown as Rgb;
  const f = (t: number) => t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 * t + 16) / 116;
  const x = f(dot([0.4124564, 0.3575761, 0.1804375], seen) / 0.95047);
  const y = f(dot([0.2126729, 0.7151522, 0.072175], seen));
  const z = f(dot([0.0193339, 0.119192, 0.9503041], seen) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** How far apart two colours look under a kind of vision: CIEDE2000; 1 can just be told. */
export function distance(one: string, other: string, vision: readonly Rgb[]): number {
  return ciede2000(labOf(one, vision), labOf(other, vision));
}

const RADIANS = Math.PI / 180;
const cos = (degrees: number) => Math.cos(degrees * RADIANS);
const sin = (degrees: number) => Math.sin(degrees * RADIANS);

/**
 * G. Sharma, W. Wu, E. N. Dalal, "The CIEDE2000 Color-Difference Formula", Color Research & Application 30
 * (2005).
 */
export function ciede2000([l1, a1, b1]: Rgb, [l2, a2, b2]: Rgb): number {
  const chroma = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const g = 0.5 * (1 - Math.sqrt(chroma ** 7 / (chroma ** 7 + 25 ** 7)));
  const [c1, c2] = [Math.hypot(a1 * (1 + g), b1), Math.hypot(a2 * (1 + g), b2)];
  const hue = (a: number, b: number) =>
    a === 0 && b === 0 ? 0 : (Math.atan2(b, a * (1 + g)) / RADIANS + 360) % 360;
  const [h1, h2] = [hue(a1, b1), hue(a2, b2)];
  let turn = c1 * c2 === 0 ? 0 : h2 - h1;
  if (turn > 180) turn -= 360;
  else if (turn < -180) turn += 360;
  const deltaHue = 2 * Math.sqrt(c1 * c2) * sin(turn / 2);
  const [lightness, meanChroma] = [(l1 + l2) / 2, (c1 + c2) / 2];
  let meanHue = (h1 + h2) / 2;
  if (c1 * c2 === 0) meanHue = h1 + h2;
  else if (Math.abs(h1 - h2) > 180) meanHue += h1 + h2 < 360 ? 180 : -180;
  const t = 1 - 0.17 * cos(meanHue - 30) + 0.24 * cos(2 * meanHue) + 0.32 * cos(3 * meanHue + 6) -
    0.2 * cos(4 * meanHue - 63);
  const rotation = 30 * Math.exp(-(((meanHue - 275) / 25) ** 2));
  const twist = -2 * Math.sqrt(meanChroma ** 7 / (meanChroma ** 7 + 25 ** 7)) * sin(2 * rotation);
  const light = (l2 - l1) /
    (1 + 0.015 * (lightness - 50) ** 2 / Math.sqrt(20 + (lightness - 50) ** 2));
  const colour = (c2 - c1) / (1 + 0.045 * meanChroma);
  const tint = deltaHue / (1 + 0.015 * meanChroma * t);
  return Math.sqrt(light ** 2 + colour ** 2 + tint ** 2 + twist * colour * tint);
}
