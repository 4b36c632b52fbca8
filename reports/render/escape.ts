/**
 * Text that a user or a program under test chose, made to show as text.
 *
 * @module
 */

/**
 * Makes text harmless for terminals and lines: no control characters, no line breaks.
 *
 * @param text Any text.
 * @returns One line; runs of such characters become a space.
 */
export function oneLine(text: string): string {
  // deno-lint-ignore no-control-regex -- control characters are what is being removed
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]+/g, " ").trim();
}

/**
 * Makes text show as text in Markdown.
 *
 * @param text Any text.
 * @returns One line that no renderer takes for markup.
 */
export function escapeMarkdown(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_{}[\]()#+!|~]/g, "\\$&")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

/**
 * A name as code in Markdown, in tables too.
 *
 * @param text Any text; a backtick in it is replaced by a look-alike, for it would end the code.
 * @returns A code span on one line.
 */
export function codeSpan(text: string): string {
  return `\`${oneLine(text).replaceAll("`", "ˋ").replaceAll("|", "\\|")}\``;
}
