/**
 * The exchange formats by name.
 *
 * @module
 */
import type { ExchangeFormat } from "./exchange_format.ts";
import type { Subject } from "./subject.ts";

/** Every exchange format by the name that `--format` takes. */
export const EXCHANGE_FORMATS: Readonly<Record<string, ExchangeFormat>> = {};

/**
 * Renders a subject.
 *
 * @param format The format.
 * @param subject What to show.
 * @returns The text; null if the format cannot show such a subject.
 */
export function renderExchange(format: ExchangeFormat, subject: Subject): string | null {
  return subject.kind === "study"
    ? format.renderStudy?.(subject) ?? null
    : format.renderComparison?.(subject) ?? null;
}

/**
 * The names of the formats that can show a kind of subject.
 *
 * @param kind The kind.
 * @returns Names, in the order of the table.
 */
export function formatsOf(kind: Subject["kind"]): string[] {
  return Object.entries(EXCHANGE_FORMATS).flatMap(([name, { renderStudy, renderComparison }]) =>
    (kind === "study" ? renderStudy : renderComparison) === null ? [] : name
  );
}
