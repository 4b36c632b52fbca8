/**
 * Sentences in which names that somebody chose are set as code, for renderers that escape each its own way.
 *
 * @module
 */
import { codeSpan, escapeMarkdown, oneLine } from "./render/escape.ts";

/** A piece of a sentence: plain text, or a name to be set as code. */
export type Word = string | { readonly code: string };

/** A sentence. Neither text nor code is escaped; either may hold whatever somebody chose. */
export type Words = readonly Word[];

/** An interval, its brackets escaped; before `(`, `[` or `:` brackets could be a link. */
const ESCAPED_INTERVAL = /\\\[([\d.,∞− ]+)\\\](?![([:])/g;

/**
 * Sets a name as code.
 *
 * @param name Any text.
 * @returns The word.
 */
export function code(name: string): Word {
  return { code: name };
}

/**
 * Writes a sentence, as a template's tag.
 *
 * @example Words within words
 * ```ts
 * import { code, say, wordsToText } from "dispatch-lab/reports";
 *
 * const where = say`under ${code("burst")}`;
 * wordsToText(say`p99 wait ${where}: ${"1.00 ms"}`); // p99 wait under burst: 1.00 ms
 * ```
 *
 * @param texts The text around the values.
 * @param values Text, names, or words, which become part of the sentence.
 * @returns The sentence, flat, neighbouring texts joined.
 */
export function say(texts: TemplateStringsArray, ...values: (Word | Words)[]): Words {
  const words: Word[] = [];
  const add = (word: Word) => {
    const last = words.at(-1);
    if (word === "") return;
    if (typeof word === "string" && typeof last === "string") words[words.length - 1] = last + word;
    else words.push(word);
  };
  texts.forEach((text, index) => {
    add(text);
    const value = values[index] ?? "";
    if (isWord(value)) add(value);
    else value.forEach(add);
  });
  return words;
}

/**
 * Joins sentences or parts of one.
 *
 * @param parts What to join.
 * @param between What stands between two of them.
 * @returns One sentence.
 */
export function joinWords(parts: readonly (Word | Words)[], between: string): Words {
  return parts.reduce<Words>(
    (joined, part, index) => index === 0 ? say`${part}` : say`${joined}${between}${part}`,
    [],
  );
}

/**
 * Lists things in a sentence.
 *
 * @param items The things.
 * @param before What stands before the last.
 * @returns Commas between them, the last with its word.
 */
export function listWords(
  items: readonly (Word | Words)[],
  before: "and" | "or" = "and",
): Words {
  if (items.length < 2) return joinWords(items, "");
  return say`${joinWords(items.slice(0, -1), ", ")} ${before} ${items[items.length - 1]}`;
}

/**
 * Renders a sentence as Markdown, anywhere but in a table.
 *
 * @param words The sentence.
 * @returns One line; no renderer takes anything in it for markup but the names as code.
 */
export function wordsToMarkdown(words: Words): string {
  return words.map((word) => typeof word === "string" ? escaped(word) : codeSpan(word.code))
    .join("");
}

/**
 * Renders a sentence as text, for terminals and labels.
 *
 * @param words The sentence.
 * @returns One line without control characters.
 */
export function wordsToText(words: Words): string {
  return oneLine(words.map((word) => typeof word === "string" ? word : word.code).join(""));
}

function isWord(value: Word | Words): value is Word {
  return typeof value === "string" || "code" in value;
}

function escaped(text: string): string {
  const [before] = text.match(/^ */)!;
  const [after] = text.slice(before.length).match(/ *$/)!;
  return before + readable(escapeMarkdown(text)) + after;
}

/** Figures stay readable in the source too: where no bracket is open, parentheses are no markup. */
function readable(markdown: string): string {
  // Parentheses first: brackets that stand before one then stay escaped.
  return markdown.replace(/\\([()])/g, "$1").replace(ESCAPED_INTERVAL, "[$1]");
}
