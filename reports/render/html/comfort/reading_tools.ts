/// <reference lib="dom" />
/**
 * Adds what a reader may want of the page as a whole: light or dark, and the scale of all charts at once.
 *
 * @param document The page.
 */
export function readingTools(document: Document): void {
  const KEY = "dispatch-lab-scheme";
  const root = document.documentElement;
  const tools = document.createElement("div");
  tools.className = "tools";

  const group = (
    legend: string,
    name: string,
    words: readonly string[],
    act: (word: string) => void,
  ) => {
    const fieldset = document.createElement("fieldset");
    fieldset.className = "segments";
    const title = document.createElement("legend");
    title.textContent = legend;
    fieldset.append(title);
    const inputs = words.map((word) => {
      const input = document.createElement("input");
      Object.assign(input, { type: "radio", name, value: word });
      input.addEventListener("change", () => act(word));
      const label = document.createElement("label");
      const text = document.createElement("span");
      text.textContent = word;
      label.append(input, text);
      fieldset.append(label);
      return input;
    });
    tools.append(fieldset);
    return inputs;
  };

  // Views are called by what they show, if there are several things, and their scale: `wait-log`.
  const scales = ["log", "linear"];
  const views = [...document.querySelectorAll<HTMLInputElement>(".views input")];
  const onScale = (view: HTMLInputElement, scale: string) => {
    const wanted = view.value.replace(/(log|linear)$/, scale);
    return views.find(({ name, value }) => name === view.name && value === wanted);
  };
  const isOn = (view: HTMLInputElement, scale: string) => view === onScale(view, scale);
  const chosen = () =>
    views.filter((view) =>
      view.checked && scales.every((scale) => onScale(view, scale) !== undefined)
    )
      .filter(({ value }) => /(log|linear)$/.test(value));
  if (chosen().length > 1) {
    const inputs = group("scale of all charts", "all-views", scales, (scale) => {
      for (const view of chosen()) onScale(view, scale)?.click();
    });
    const follow = () => {
      for (const input of inputs) {
        input.checked = chosen().every((view) => isOn(view, input.value));
      }
    };
    document.addEventListener("input", follow);
    document.addEventListener("change", follow);
    follow();
  }

  // Storage may be refused: to files, or by the reader.
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(KEY);
  } catch { /* then the system decides */ }
  const apply = (scheme: string) => {
    if (scheme === "auto") root.removeAttribute("data-scheme");
    else root.setAttribute("data-scheme", scheme);
  };
  const schemes = group("colours", "scheme", ["auto", "light", "dark"], (scheme) => {
    apply(scheme);
    try {
      localStorage.setItem(KEY, scheme);
    } catch { /* then the choice lasts as long as the page */ }
  });
  const start = schemes.find(({ value }) => value === kept) ?? schemes[0];
  start.checked = true;
  apply(start.value);
  document.querySelector(".page-head")?.append(tools);
}
