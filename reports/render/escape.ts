/**
 * Makes text that a user or a program under test chose show as text in Markdown.
 *
 * @param text Any text.
 * @param place Inside a code span backticks and pipes are the danger, elsewhere all markup is.
 * @returns One line without control characters that no renderer takes for markup.
 */
export function escapeMarkdown(text: string, place: "text" | "code" = "text"): string {
  // deno-lint-ignore no-control-regex -- control characters are what is being removed
  const plain = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]+/g, " ");
  if (place === "code") return plain.replaceAll("`", "ˋ").replaceAll("|", "\\|");
  return plain
    .replace(/[\\`*_{}[\]()#+!|~]/g, "\\$&")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
