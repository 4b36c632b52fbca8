/// <reference lib="dom" />
/**
 * Adds to commands a button that copies them.
 *
 * @param document The page.
 */
export function copyCommands(document: Document): void {
  for (const command of document.querySelectorAll(".command")) {
    const text = command.querySelector("code") ?? command;
    const words = (text.textContent ?? "").trim();
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "copy";
    const said = document.createElement("output");
    said.className = "copied";
    button.addEventListener("click", async () => {
      try {
        await document.defaultView!.navigator.clipboard.writeText(words);
        said.textContent = "copied";
      } catch {
        // The clipboard may be refused: the words are marked, so that keys copy them.
        document.getSelection()?.selectAllChildren(text);
        said.textContent = "marked: copy by Ctrl+C or ⌘C";
      }
    });
    command.after(button, said);
  }
}
