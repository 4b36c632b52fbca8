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
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, " ")
    .trim();
}

/**
 * Takes from a finished document what is for no eye: characters that terminals obey, that turn text around,
 * and halves of surrogate pairs.
 *
 * @param document A document of several lines, names in it escaped already.
 * @returns The document with U+FFFD in place of each; line feeds and tabs stay.
 */
export function withoutControls(document: string): string {
  return document.toWellFormed().replace(
    // deno-lint-ignore no-control-regex -- control characters are what is being replaced
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    "\ufffd",
  );
}

/**
 * Makes text show as text in Markdown, addresses not linked.
 *
 * @param text Any text.
 * @returns One line that no renderer takes for markup.
 */
export function escapeMarkdown(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_{}[\]()#+!|~]|:(?=\/\/)|(?<=\bwww)\./gi, "\\$&")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

/**
 * A name as code in Markdown, anywhere but in a table.
 *
 * @param text Any text; a backtick in it is replaced by a look-alike, for it would end the code.
 * @returns A code span on one line.
 */
export function codeSpan(text: string): string {
  return `\`${oneLine(text).replaceAll("`", "ˋ")}\``;
}

/**
 * A name as code in a table in Markdown. Elsewhere the backslash before a bar would show.
 *
 * @param text Any text.
 * @returns What {@link codeSpan} makes of it, with no bar that would end the cell.
 */
export function codeCell(text: string): string {
  return codeSpan(text).replaceAll("|", "\\|");
}

/**
 * A command in Markdown, to be pasted as it is.
 *
 * @param command Any text; line breaks become spaces.
 * @returns A block of code whose fence is longer than any in the text.
 */
export function commandBlock(command: string): string {
  const ticks = (command.match(/`+/g) ?? []).map(({ length }) => length);
  const fence = "`".repeat(Math.max(2, ...ticks) + 1);
  return `${fence}sh\n${oneLine(command)}\n${fence}`;
}

/** Markup, breaks of lines, and what XML may hold but terminals obey, or readers are fooled by. */
const REFERENCED = /[&<>"'\t\n\r\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/**
 * Makes text fit for XML 1.0, as an attribute's value or between tags.
 *
 * @param text Any text.
 * @returns The text with its markup and line breaks as references, and U+FFFD in place of each
 *   character that XML cannot hold: control characters, halves of surrogate pairs, U+FFFE and U+FFFF.
 */
export function escapeXml(text: string): string {
  return text.toWellFormed()
    // deno-lint-ignore no-control-regex -- control characters are what is being replaced
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
    .replace(REFERENCED, (character) => `&#${character.codePointAt(0)};`);
}

const CODE = /(?<fence>`{3,})[^\n]*\n[\s\S]*?\n\k<fence>|\\[\\`]|`[^`\n]*`/;
const CALLS = /@(?=[\w-])|(?<!&)#(?=\d)|\bGH-(?=\d)|:\/\/|\bwww\.|\$/;
const CODE_OR_CALL = new RegExp(`(?<code>${CODE.source})|${CALLS.source}`, "gi");

/**
 * Takes from Markdown what makes GitHub call somebody or link something: mentions, references to issues,
 * addresses, and formulas. A zero-width space stands in each; code, which calls nobody, stays as it is.
 *
 * @param markdown Markdown whose names are escaped already.
 * @returns Markdown that looks the same and calls nobody.
 */
export function silenced(markdown: string): string {
  return markdown.replaceAll(CODE_OR_CALL, (...match) => {
    const [text] = match;
    if (match.at(-1).code !== undefined) return text;
    if (text === "$") return "<span>$</span>";
    return text === "://" ? ":&#8203;//" : `${text}&#8203;`;
  });
}
