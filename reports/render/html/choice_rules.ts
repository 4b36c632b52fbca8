/**
 * The rules by which controls choose without a script: style sheets cannot compare what a control says with
 * what an element says, so there is a rule for every value that occurs.
 *
 * Radio buttons with `data-choice="1"` within an element of class `choices` show, of its children of class
 * `choice`, the one with the same number. Checkboxes with `data-rank` and `data-role` within a figure show
 * and hide its series.
 *
 * @module
 */

/**
 * Makes the rules that a page needs.
 *
 * @param html The page, in which the numbers of choices and the ranks of series occur as attributes.
 * @returns Rules of a style sheet. On paper all series are shown again.
 */
export function choiceRules(html: string): string {
  const choices = valuesOf(html, "data-choice").map((choice) =>
    `.choices:has(input[data-choice="${choice}"]:checked)` +
    `>.choice:not([data-choice="${choice}"])`
  );
  const series = valuesOf(html, "data-rank").flatMap((rank) =>
    ["measured", "predicted"].map((role) => {
      const is = `[data-rank="${rank}"][data-role="${role}"]`;
      return `figure:has(.legend input${is}:not(:checked)) .series${is}`;
    })
  );
  const hide = (selectors: readonly string[]) =>
    selectors.map((selector) => `${selector}{display:none}\n`).join("");
  return `${hide(choices)}@media screen{\n${hide(series)}}\n`;
}

function valuesOf(html: string, attribute: string): string[] {
  const found = html.matchAll(new RegExp(`\\s${attribute}="(\\d+)"`, "g"));
  return [...new Set([...found].map(([, value]) => value))].sort((a, b) => Number(a) - Number(b));
}
