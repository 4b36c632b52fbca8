import type { Word, Words } from "../../words.ts";

/**
 * A word: text, or a name set as code.
 *
 * @param props The word.
 * @returns The element.
 */
export function WordView({ word }: { word: Word }) {
  return typeof word === "string" ? <>{word}</> : <code>{word.code}</code>;
}

/**
 * A sentence, names set as code.
 *
 * @param props The sentence.
 * @returns The elements.
 */
export function WordsView({ words }: { words: Words }) {
  return <>{words.map((word) => <WordView word={word} />)}</>;
}
