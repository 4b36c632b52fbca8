/// <reference lib="dom" />
/**
 * Keeps what the reader chose in the address, behind the anchor: `#burst-latency?answer-metric=lag-p99`. The
 * part behind `#` is sent to nobody, and is all that the address of a file may change.
 *
 * @param document The page.
 */
export function keepChoices(document: Document): void {
  const window = document.defaultView!;
  const controls = [
    ...document.querySelectorAll<HTMLInputElement>(".choices input[type=radio], .legend input"),
  ];
  const initial = new Map(controls.map((control) => [control, control.defaultChecked]));

  const write = () => {
    const [anchor] = window.location.hash.split("?");
    const chosen = new URLSearchParams();
    for (const control of controls) {
      if (control.checked === initial.get(control)) continue;
      // Of radio buttons the new one is named; a series is in sight unless it is named.
      if (control.type === "checkbox" || control.checked) {
        chosen.append(control.name, control.value);
      }
    }
    const hash = chosen.size === 0 ? anchor : `${anchor || "#"}?${chosen}`;
    try {
      window.history.replaceState(
        window.history.state,
        "",
        hash || window.location.pathname + window.location.search,
      );
    } catch {
      // A page within a frame may have no address of its own: choices then last as long as the page.
    }
  };

  const read = () => {
    const [anchor, query] = window.location.hash.split(/\?(.*)/s);
    if (query === undefined) return write();
    const chosen = new URLSearchParams(query);
    for (const control of controls) {
      const values = chosen.getAll(control.name);
      const isNamed = values.includes(control.value);
      if (control.type === "checkbox") control.checked = !isNamed;
      else if (isNamed || values.length === 0) control.checked = isNamed || initial.get(control)!;
      control.dispatchEvent(new window.Event("input", { bubbles: true }));
    }
    let id = anchor.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch { /* then it is no anchor of this page */ }
    document.getElementById(id)?.scrollIntoView({ behavior: "instant" });
  };

  document.addEventListener("change", write);
  window.addEventListener("hashchange", read);
  if (window.location.hash.includes("?")) read();
}
