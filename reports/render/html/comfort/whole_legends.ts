/// <reference lib="dom" />
/**
 * Adds to legends a button that shows all series and one that shows none, from which to pick a few.
 *
 * @param document The page.
 */
export function wholeLegends(document: Document): void {
  for (const legend of document.querySelectorAll("fieldset.legend")) {
    const whole = document.createElement("span");
    whole.className = "whole";
    const boxes = [...legend.querySelectorAll<HTMLInputElement>("input")];
    for (const [word, checked] of [["all", true], ["none", false]] as const) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = word;
      button.addEventListener("click", () => {
        for (const box of boxes) box.checked = checked;
        legend.dispatchEvent(new document.defaultView!.Event("change", { bubbles: true }));
      });
      whole.append(button);
    }
    legend.append(whole);
  }
}
