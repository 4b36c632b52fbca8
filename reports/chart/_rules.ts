/** Lines and bands across a chart, with their text. */
import { type Axis, type PlacedRule, shareOf } from "./_axis.ts";
import type { Panel } from "./_canvas.ts";
import { HALO, label } from "./_label.ts";
import { element, escapeText, round } from "./_markup.ts";
import { textWidth } from "./_text_width.ts";

const LINE = 16;
const APART = 12;

/** Text of a rule, laid. */
interface Laid {
  readonly rule: PlacedRule;
  readonly text: string;
  readonly x: number;
  /** From 0, the nearest to the panel. */
  readonly line: number;
}

/**
 * Lays the texts of vertical rules above the panel, in as many lines as keep them apart.
 *
 * @param axis The first axis.
 * @param left Left edge of the panel.
 * @param right Right edge of the panel.
 * @returns The texts, and the height that they take.
 */
export function layRules(axis: Axis, left: number, right: number): {
  readonly laid: readonly Laid[];
  readonly height: number;
} {
  const ends: number[] = [];
  const laid = axis.rules.map((rule): Laid => {
    const text = rule.place === "above"
      ? `${rule.text} →`
      : rule.place === "below"
      ? `← ${rule.text}`
      : rule.text;
    const width = Math.min(textWidth(text), right - left);
    const at = left + shareOf(axis, rule.at) * (right - left);
    const x = Math.min(Math.max(at, left + width / 2), right - width / 2);
    let line = ends.findIndex((end) => end + APART <= x - width / 2);
    if (line < 0) line = ends.length;
    ends[line] = x + width / 2;
    return { rule, text, x, line };
  });
  return { laid, height: ends.length * LINE };
}

/**
 * Draws vertical rules.
 *
 * @param laid Their texts, as {@linkcode layRules} laid them.
 * @param panel Where.
 * @param rows How many rows they cross.
 * @param above Room between the texts and the panel.
 * @returns Markup.
 */
export function paintVerticalRules(
  laid: readonly Laid[],
  panel: Panel,
  rows: number,
  above = 0,
): string {
  const [top, bottom] = [panel.top(0), panel.bottom(rows - 1)];
  const outline = (low: string, high: string) =>
    `M${low} ${round(top)}H${high}V${round(bottom)}H${low}z`;
  // From the topmost text down, so that no line crosses the text of another.
  return laid.toSorted((a, b) => b.line - a.line).map(({ rule, text, x, line }) => {
    const at = round(panel.x(rule.at));
    const y = top - 8 - above - line * LINE;
    return ruleGroup(
      rule,
      band(rule, panel.x, outline) +
        (rule.place === "within" ? stroke(`M${at} ${round(y + 4)}V${round(bottom)}`) : "") +
        label(text, panel.right - panel.left, {
          x,
          y,
          "text-anchor": "middle",
          fill: "var(--ink)",
          ...HALO,
        }),
    );
  }).join("");
}

/**
 * Draws horizontal rules, their texts above them at the end where fewer marks are in their way; in rows only
 * the first has the texts.
 *
 * @param rules The rules of the second axis.
 * @param panel Where.
 * @param rows How many rows.
 * @param marks Where marks of the first row are.
 * @returns Markup.
 */
export function paintHorizontalRules(
  rules: readonly PlacedRule[],
  panel: Panel,
  rows: number,
  marks: readonly (readonly [x: number, y: number])[],
): string {
  const [left, right] = [round(panel.left), round(panel.right)];
  const taken: number[] = [];
  return rules.map((rule) => {
    const text = rule.place === "above"
      ? `${rule.text} ↑`
      : rule.place === "below"
      ? `${rule.text} ↓`
      : rule.text;
    let lines = "";
    for (let row = 0; row < rows; row++) {
      const at = round(panel.y(rule.at, row));
      lines += band(
        rule,
        (value) => panel.y(value, row),
        (low, high) => `M${left} ${low}H${right}V${high}H${left}z`,
      );
      if (rule.place === "within") lines += stroke(`M${left} ${at}H${right}`);
    }
    let y = panel.y(rule.at, 0) - 5;
    if (y < panel.top(0) + 10) y = panel.top(0) + (rule.place === "above" ? 12 : 14);
    while (taken.some((other) => Math.abs(other - y) < LINE - 2)) y += LINE;
    taken.push(y);
    const room = panel.right - panel.left;
    const width = Math.min(textWidth(text), room);
    const inTheWay = (from: number) =>
      marks.filter((mark) =>
        mark[0] >= from && mark[0] <= from + width && mark[1] > y - 14 && mark[1] < y + 6
      )
        .length;
    const isRight = inTheWay(panel.right - 6 - width) < inTheWay(panel.left + 6);
    const place = isRight ? { x: panel.right - 6, "text-anchor": "end" } : { x: panel.left + 6 };
    return ruleGroup(rule, lines + label(text, room, { ...place, y, fill: "var(--ink)", ...HALO }));
  }).join("");
}

function ruleGroup({ text }: PlacedRule, marks: string): string {
  return element("g", { class: "rule" }, element("title", {}, escapeText(text)) + marks);
}

function stroke(d: string): string {
  return element("path", { d, stroke: "var(--ink)", "stroke-opacity": 0.65, fill: "none" });
}

function band(
  { band }: PlacedRule,
  place: (value: number) => number,
  outline: (low: string, high: string) => string,
): string {
  if (band === null) return "";
  const d = outline(round(place(band[0])), round(place(band[1])));
  return element("path", { d, fill: "var(--ink)", "fill-opacity": 0.08 });
}
