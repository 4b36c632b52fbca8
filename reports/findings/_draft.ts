/** Sentences as Markdown, before they are words. */
import { codeSpan as code } from "../render/escape.ts";
import type { Finding, ReportCell } from "../report.ts";

/** A sentence as Markdown. */
export type Draft = Pick<Finding, "code" | "text">;

/** Takes sentences apart into text and names. */
export function finished(drafts: readonly Draft[]): Finding[] {
  return drafts.map(({ code, text }) => ({
    code,
    text,
    words: text.split(/`([^`]*)`/).map((part, index) => index % 2 === 0 ? part : { code: part })
      .filter((word) => word !== ""),
    evidence: [],
  }));
}

/** A cell in a sentence: its strategy, and where the producer is if that is not the loop. */
export function label({ strategy, placement }: ReportCell): string {
  return placement === "inside" ? code(strategy) : `${code(strategy)} (${placement})`;
}

/** Words in a row with “and” before the last. */
export function list(items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
}
