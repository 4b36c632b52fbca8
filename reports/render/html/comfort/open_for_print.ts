/// <reference lib="dom" />
/**
 * Opens what is folded while the page is printed.
 *
 * @param document The page.
 */
export function openForPrint(document: Document): void {
  const window = document.defaultView!;
  let opened: HTMLDetailsElement[] = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll<HTMLDetailsElement>("details:not([open])")];
    for (const details of opened) details.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
    opened = [];
  });
}
