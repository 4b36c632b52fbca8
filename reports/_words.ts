/** Words that findings share. */
import { codeSpan as code } from "./render/escape.ts";
import type { ReportCell } from "./report.ts";

/** A cell in a sentence: its strategy, and where the producer is if that is not the loop. */
export function label({ strategy, placement }: ReportCell): string {
  return placement === "inside" ? code(strategy) : `${code(strategy)} (${placement})`;
}

/** Words in a row with “and” before the last. */
export function list(items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items[items.length - 1]}`;
}
